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
/** The same while a person waits for the next answer: web-llm cannot stop reading a long prompt, and a new worker is quicker. */
const hurriedPatienceMs = 3000;

/** After these the worker is of no use; a new one is started by the next load. */
const fatal = new Set<EngineError['kind']>(['gpu-lost', 'worker-lost', 'out-of-memory']);

type Holding =
  | { kind: 'nothing' }
  | { kind: 'model'; model: Model }
  /** The worker did not stop and was ended; the next request loads the model again. */
  | { kind: 'ended'; model: Model };

const aborted = () => failure(engineError('aborted'));

/**
 * The page's half of an engine whose model runs in a worker of its own. Every load gets a new worker: ending the old one is the
 * only way to free all of a model's memory, and to stop a load that is under way. A load replaces an earlier one that has not ended.
 */
export function createLocalEngine<LoadRequest, Loaded>(deps: LocalEngineDeps<LoadRequest, Loaded>): Engine {
  const { bridge } = deps;
  let session = new AbortController();
  let holding: Holding = { kind: 'nothing' };
  /** Requests that wait for the worker. */
  let waiting = 0;
  /** Shortens the patience with a worker that was told to stop. */
  let hurry: (() => void) | undefined;
  /** Resolves when the worker is free again. */
  let free: Promise<unknown> = Promise.resolve();

  const endWorker = () => {
    holding = { kind: 'nothing' };
    bridge.stop();
  };

  /** The model was fine, only its worker did not stop. */
  const endHungWorker = () => {
    if (holding.kind === 'model') holding = { kind: 'ended', model: holding.model };
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

  /** Loads within `mine`, which must be the current session. */
  const loadWithin = async (
    mine: AbortController,
    model: Model,
    { onProgress, signal }: LoadOptions,
  ): Promise<Result<void, EngineError>> => {
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
    holding = { kind: 'model', model };
    return success(undefined);
  };

  const loadAgain = async (model: Model, given: AbortSignal): Promise<Result<void, EngineError>> => {
    const mine = session;
    const result = await loadWithin(mine, model, { onProgress: () => {}, signal: given });
    const stopped = !result.ok && result.error.kind === 'aborted';
    if (session === mine && !result.ok) holding = stopped ? { kind: 'ended', model } : { kind: 'nothing' };
    return result;
  };

  const generateNow = async (
    request: GenerateRequest,
    { onDelta, onPrefill }: GenerateOptions,
    given: AbortSignal,
  ): Promise<Result<Completion, EngineError>> => {
    if (given.aborted) return aborted();
    if (holding.kind === 'ended') {
      const again = await loadAgain(holding.model, given);
      if (!again.ok) return again;
      if (given.aborted) return aborted();
    }
    if (holding.kind === 'nothing') {
      return failure(engineError('worker-lost', 'No model is loaded. Load one and try again.'));
    }
    const mine = session;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const wait = (milliseconds: number) => {
      clearTimeout(patience);
      patience = setTimeout(() => session === mine && endHungWorker(), milliseconds);
    };
    const stop = () => {
      if (session !== mine || !bridge.running) return;
      bridge.call((remote) => remote.stop()).catch(() => {});
      if (waiting > 0) return wait(hurriedPatienceMs);
      wait(stopPatienceMs);
      hurry = () => wait(hurriedPatienceMs);
    };
    given.addEventListener('abort', stop, { once: true });
    const answer = asResult(
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
    const result = await answer.finally(() => {
      given.removeEventListener('abort', stop);
      clearTimeout(patience);
      hurry = undefined;
    });
    if (!result.ok && fatal.has(result.error.kind) && session === mine && holding.kind === 'model')
      endWorker();
    return result;
  };

  const generate = (request: GenerateRequest, options: GenerateOptions) => {
    const given = AbortSignal.any([options.signal, session.signal]);
    waiting += 1;
    hurry?.();
    hurry = undefined;
    const turn = free.then(() => {
      waiting -= 1;
      return generateNow(request, options, given);
    });
    free = turn.catch(() => {});
    return unlessAborted(turn, given);
  };

  return {
    name: deps.name,
    probe: deps.probe,
    load: (model, options) => loadWithin(newSession(), model, options),
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
