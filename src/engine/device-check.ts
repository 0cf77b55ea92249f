import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Pace, Trial } from '../domain/expected-speed.ts';
import { isStrongEnough } from '../domain/fit.ts';
import type { DeviceFacts } from '../domain/model.ts';
import type { DeviceChecker } from '../domain/ports-device.ts';
import type { Device } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { StartWorker } from './start-worker.ts';
import { graphicsRunFiles, threadCount } from './wllama-places.ts';
import { createWorkerBridge, WorkerLost } from './worker-bridge.ts';
import type { DeviceMeasure } from './worker/wllama-measure.ts';

export interface DeviceCheckerDeps {
  startWorker: StartWorker;
  device: Pick<Device, 'facts'>;
  /** Of wllama's thread. */
  workerUrl: string;
}

/** A trial takes two seconds where the device is quick; one that takes longer than this says enough. */
const patienceMs = 30_000;

/** Each trial gets a worker of its own: a lost graphics processor takes nothing along, and stopping is ending it. */
export function createDeviceChecker({ startWorker, device, workerUrl }: DeviceCheckerDeps): DeviceChecker {
  const make = async (
    trial: Trial,
    threads: number,
    signal: AbortSignal,
  ): Promise<Result<Pace, EngineError>> => {
    const bridge = createWorkerBridge<DeviceMeasure>({ startWorker, url: workerUrl, name: 'wllama' });
    const stop = () => bridge.stop();
    const patience = setTimeout(stop, patienceMs);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await bridge.call((remote) => remote.measure(trial, threads));
    } catch (problem) {
      if (problem instanceof WorkerLost) return failure(problem.error);
      throw problem;
    } finally {
      clearTimeout(patience);
      signal.removeEventListener('abort', stop);
      bridge.stop();
    }
  };

  return {
    async check({ onTrial, signal }) {
      const facts = await device.facts();
      const trials = trialsOn(facts);
      const paces: Partial<Record<Trial, Pace>> = {};
      let problem: EngineError | undefined;
      for (const [index, trial] of trials.entries()) {
        if (signal.aborted) break;
        onTrial(trial, index / trials.length);
        const made = await make(trial, threadCount(facts), signal);
        if (made.ok) paces[trial] = made.value;
        else problem ??= made.error;
      }
      if (signal.aborted) return failure(engineError('aborted'));
      if (problem === undefined || Object.keys(paces).length > 0) return success(paces);
      return failure(problem.kind === 'network' ? problem : unmeasured(problem));
    },
  };
}

const unmeasured = ({ kind, sentence, detail }: EngineError) =>
  engineError(kind, 'This device could not be measured. Try again.', detail ?? sentence);

function trialsOn(facts: DeviceFacts): Trial[] {
  const { gpu } = facts;
  // A software adapter reads memory as quickly as the processor, and takes seconds for a token of web-llm all the same.
  const isMeasurable = gpu !== undefined && !gpu.fallback && isStrongEnough(gpu);
  return [
    'processor',
    ...(graphicsRunFiles(facts) ? (['graphics-file'] as const) : []),
    ...(isMeasurable ? (['graphics'] as const) : []),
  ];
}
