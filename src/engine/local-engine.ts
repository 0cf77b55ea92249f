import { proxy } from 'comlink';
import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Completion, GenerateRequest } from '../domain/generation.ts';
import type { Fitness, Model } from '../domain/model.ts';
import type { Engine, GenerateOptions, LoadOptions } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { WorkerLost, type WorkerBridge } from './worker-bridge.ts';
import type { ModelThread } from './worker/model-thread.ts';

export interface LocalEngineDeps<LoadRequest, Loaded> {
  name: 'webllm' | 'wllama';
  bridge: WorkerBridge<ModelThread<LoadRequest, Loaded>>;
  probe(): Promise<Fitness>;
  /** Says how to load the model, or why it cannot run here. */
  prepare(model: Model): Promise<Result<Prepared<LoadRequest, Loaded>, EngineError>>;
}

export interface Prepared<LoadRequest, Loaded> {
  /** What the worker needs to know. */
  request: LoadRequest;
  /** Called with what the worker reported of the load, or with nothing where it failed or was given up, but not if the page died. */
  ended?(report: Loaded | undefined): void;
}

/** A worker that does not stop generating within this time hangs. */
const stopPatienceMs = 30_000;

/** After these the worker is of no use; a new one is started by the next load. */
const fatal = new Set<EngineError['kind']>(['gpu-lost', 'worker-lost', 'out-of-memory']);

const aborted = () => failure(engineError('aborted'));

/**
 * The page's half of an engine whose model runs in a worker of its own. Every load gets a new worker: ending the old one is the
 * only way to free all of a model's memory, and to stop a load that is under way. A load replaces an earlier one that has not ended.
 */
export function createLocalEngine<LoadRequest, Loaded>(deps: LocalEngineDeps<LoadRequest, Loaded>): Engine {
  const { bridge } = deps;
  let session = new AbortController();
  let ready = false;
  /** Resolves when the worker is free again. */
  let free: Promise<unknown> = Promise.resolve();

  const endWorker = () => {
    ready = false;
    bridge.stop();
  };

  /** Gives up whatever is under way. */
  const newSession = (): AbortController => {
    const ended = session;
    session = new AbortController();
    free = Promise.resolve();
    ended.abort();
    endWorker();
    return session;
  };

  const load = async (
    model: Model,
    { onProgress, signal }: LoadOptions,
  ): Promise<Result<void, EngineError>> => {
    const mine = newSession();
    const given = AbortSignal.any([signal, mine.signal]);
    const prepared = await deps.prepare(model);
    if (given.aborted) return aborted();
    if (!prepared.ok) return prepared;
    const { request, ended } = prepared.value;
    const attempt = asResult(
      bridge.call((remote) =>
        remote.load(
          request,
          proxy((progress) => {
            if (!given.aborted) onProgress(progress);
          }),
        ),
      ),
    );
    const result = await unlessAborted(attempt, given);
    ended?.(result.ok ? result.value : undefined);
    // Another load may own the bridge by now.
    if (session !== mine) return aborted();
    if (!result.ok) {
      endWorker();
      return result;
    }
    ready = true;
    return success(undefined);
  };

  const generateNow = async (
    request: GenerateRequest,
    { onDelta, onPrefill }: GenerateOptions,
    given: AbortSignal,
  ): Promise<Result<Completion, EngineError>> => {
    if (given.aborted) return aborted();
    if (!ready) return failure(engineError('worker-lost', 'No model is loaded. Load one and try again.'));
    const mine = session;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      if (session !== mine || !bridge.running) return;
      bridge.call((remote) => remote.stop()).catch(() => {});
      patience = setTimeout(() => session === mine && endWorker(), stopPatienceMs);
    };
    given.addEventListener('abort', stop, { once: true });
    const result = await asResult(
      bridge.call((remote) =>
        remote.generate(
          request,
          proxy((update) => {
            if (given.aborted) return;
            if (update.kind === 'delta') onDelta(update.text);
            else onPrefill?.(update.fraction);
          }),
        ),
      ),
    );
    given.removeEventListener('abort', stop);
    clearTimeout(patience);
    if (!result.ok && fatal.has(result.error.kind) && session === mine) endWorker();
    return result;
  };

  const generate = (request: GenerateRequest, options: GenerateOptions) => {
    const given = AbortSignal.any([options.signal, session.signal]);
    const turn = free.then(() => generateNow(request, options, given));
    free = turn.catch(() => {});
    return unlessAborted(turn, given);
  };

  return {
    name: deps.name,
    probe: deps.probe,
    load,
    generate,
    unload: async () => {
      newSession();
    },
  };
}

async function asResult<Value>(
  call: Promise<Result<Value, EngineError>>,
): Promise<Result<Value, EngineError>> {
  try {
    return await call;
  } catch (problem) {
    if (problem instanceof WorkerLost) return failure(problem.error);
    throw problem;
  }
}

/** The person who pressed Stop is not kept waiting: the worker finishes behind their back. */
function unlessAborted<Value>(
  attempt: Promise<Result<Value, EngineError>>,
  signal: AbortSignal,
): Promise<Result<Value, EngineError>> {
  return new Promise((resolve, reject) => {
    const abort = () => resolve(aborted());
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    attempt.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
