import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { DeviceFacts, Fitness } from '../domain/model.ts';
import type { DeviceChecker } from '../domain/ports-device.ts';
import type { Device, Engine } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { createDeviceChecker } from './device-check.ts';
import { createLocalEngine } from './local-engine.ts';
import type { StartWorker } from './start-worker.ts';
import { graphicsRunFiles, threadCount } from './wllama-places.ts';
import type { GpuVerdicts } from './wllama-gpu-verdicts.ts';
import { createWorkerBridge } from './worker-bridge.ts';
import workerUrl from './worker/wllama.worker.ts?worker&url';
import type { WllamaLoaded, WllamaLoadRequest, WllamaThread } from './worker/wllama-thread.ts';

export interface WllamaEngineDeps {
  startWorker: StartWorker;
  device: Pick<Device, 'facts'>;
  verdicts: GpuVerdicts;
  /** Tells what WebAssembly can do here. */
  validateWasm?: (module: BufferSource) => boolean;
}

/**
 * A module that declares one memory with 64-bit addresses (limits flag 0x04 of the binary format), as llama.cpp's build needs it.
 */
const memory64 = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 4, 1]);

/** llama.cpp in WebAssembly: runs any GGUF file, on the processor, or on the graphics processor where that passed a test. It also measures this device. */
export function createWllamaEngine(deps: WllamaEngineDeps): Engine & DeviceChecker {
  const { startWorker, device, verdicts, validateWasm = WebAssembly.validate } = deps;
  const fitnessOn = (facts: DeviceFacts) => wllamaFitness(facts, validateWasm(memory64));
  const bridge = createWorkerBridge<WllamaThread>({ startWorker, url: workerUrl, name: 'wllama' });
  /** Of the last load that may have used the graphics processor. */
  let onGraphics: string | undefined;
  /** A graphics processor that was lost, or had no room, is not tried again: the next load runs on the processor. */
  const learnFrom = <Value>(result: Result<Value, EngineError>): Result<Value, EngineError> => {
    const failed = !result.ok && ['gpu-lost', 'out-of-memory'].includes(result.error.kind);
    if (failed && onGraphics !== undefined) verdicts.write(onGraphics, 'cpu');
    return result;
  };
  const engine = createLocalEngine<WllamaLoadRequest, WllamaLoaded>({
    name: 'wllama',
    bridge,
    probe: async () => fitnessOn(await device.facts()),

    async prepare(model) {
      if (model.engine !== 'wllama') return failure(engineError('unsupported'));
      const facts = await device.facts();
      const fitness = fitnessOn(facts);
      if (!fitness.usable) return failure(engineError('unsupported', fitness.sentence));
      const { id: modelId, files, context } = model;
      const request = { modelId, files, context, threads: threadCount(facts) };
      const key = graphicsRunFiles(facts) ? `${modelId} on ${facts.gpu?.description}` : undefined;
      const verdict = key === undefined ? 'cpu' : verdicts.read(key);
      onGraphics = key === undefined || verdict === 'cpu' ? undefined : key;
      if (key === undefined || onGraphics === undefined)
        return success({ request: { ...request, gpu: 'no' } });
      // If the graphics processor takes the page down, this is what the next start finds.
      verdicts.write(key, 'cpu');
      return success({
        request: { ...request, gpu: verdict === 'gpu' ? 'yes' : 'try' },
        ended: (report) => (report === undefined ? verdicts.forget(key) : verdicts.write(key, report.place)),
      });
    },
  });
  return {
    ...engine,
    ...createDeviceChecker({ startWorker, device, workerUrl }),
    load: async (...given) => learnFrom(await engine.load(...given)),
    generate: async (...given) => learnFrom(await engine.generate(...given)),
  };
}

function wllamaFitness(facts: DeviceFacts, hasMemory64: boolean): Fitness {
  if (!hasMemory64) {
    return {
      usable: false,
      sentence: 'This browser cannot run model files yet. A current Chrome, Edge or Firefox can.',
    };
  }
  const threads = threadCount(facts);
  return {
    usable: true,
    sentence:
      threads === 1 ? 'Runs on one core of the processor.' : `Runs on ${threads} cores of the processor.`,
  };
}
