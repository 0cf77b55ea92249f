import { engineError, type EngineError } from '../domain/engine-error.ts';
import { isStrongEnough } from '../domain/fit.ts';
import type { DeviceFacts, Fitness } from '../domain/model.ts';
import type { Device, Engine } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';
import { createLocalEngine } from './local-engine.ts';
import type { StartWorker } from './start-worker.ts';
import { createWorkerBridge } from './worker-bridge.ts';
import workerUrl from './worker/webllm.worker.ts?worker&url';
import type { WebllmLoadRequest, WebllmThread } from './worker/webllm-thread.ts';

export interface WebllmEngineDeps {
  startWorker: StartWorker;
  device: Pick<Device, 'facts'>;
}

/** Models compiled by MLC, on the graphics processor: the quickest where WebGPU fits. */
export function createWebllmEngine({ startWorker, device }: WebllmEngineDeps): Engine {
  return createLocalEngine<WebllmLoadRequest, void>({
    name: 'webllm',
    bridge: createWorkerBridge<WebllmThread>({ startWorker, url: workerUrl, name: 'webllm' }),
    probe: async () => webllmFitness(await device.facts()),
    async prepare(model) {
      if (model.engine !== 'webllm') return failure(engineError('unsupported'));
      const { id: modelId, source, context } = model;
      const obstacle = webllmObstacle(modelId, await device.facts());
      return obstacle === undefined ? success({ request: { modelId, source, context } }) : failure(obstacle);
    },
  });
}

/** Whether web-llm can run here at all. */
export function webllmFitness({ gpu }: DeviceFacts): Fitness {
  if (gpu === undefined) {
    return { usable: false, sentence: 'This browser offers no graphics processor to models (WebGPU).' };
  }
  if (!isStrongEnough(gpu))
    return { usable: false, sentence: 'The graphics processor of this device is too small for models.' };
  return gpu.fallback
    ? { usable: true, sentence: 'There is no real graphics processor here: models answer very slowly.' }
    : { usable: true, sentence: 'Runs on the graphics processor.' };
}

/** Why this one model cannot run here, if so. Many compiled models that need 16-bit floats do not declare it, but all are named so. */
function webllmObstacle(modelId: string, facts: DeviceFacts): EngineError | undefined {
  const fitness = webllmFitness(facts);
  if (!fitness.usable) return engineError('unsupported', fitness.sentence);
  if (!modelId.includes('f16') || facts.gpu?.f16 === true) return undefined;
  // What was brought from disk has an id of ours, which says nothing to its owner.
  const twin = modelId.startsWith('imported-') ? '' : ` (“${modelId.replace('f16', 'f32')}”)`;
  const sentence = `This graphics processor lacks 16-bit numbers, which this model needs. Choose its 32-bit version${twin}.`;
  return engineError('unsupported', sentence, modelId);
}
