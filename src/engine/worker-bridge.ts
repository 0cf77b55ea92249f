import { wrap } from 'comlink';
import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { StartWorker } from './start-worker.ts';
import { isLifeline } from './worker/lifeline.ts';

/** What callers get when the worker died under them, or its owner ended it. */
export class WorkerLost extends Error {
  readonly error: EngineError;

  constructor(detail: string) {
    super(detail);
    this.name = 'WorkerLost';
    this.error = engineError('worker-lost', undefined, detail);
  }
}

/** A worker's API as the page sees it: every call is answered later. Callbacks have to be wrapped in comlink's `proxy`. */
export type Threaded<Api> = {
  [Name in keyof Api]: Api[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Promise<Awaited<Answer>>
    : never;
};

export interface WorkerBridge<Api> {
  /** Starts the worker if none runs. Rejects with `WorkerLost` if it dies, or is stopped, before the answer. */
  call<Value>(ask: (remote: Threaded<Api>) => PromiseLike<Value>): Promise<Value>;
  /** Ends the worker at once, and with it all that it does and holds. The next call starts a new one. */
  stop(): void;
  readonly running: boolean;
}

export interface WorkerBridgeDeps {
  startWorker: StartWorker;
  url: string;
  name: string;
  locks?: Pick<LockManager, 'request'> | undefined;
}

interface Life<Api> {
  worker: Worker;
  /** Kept here because a collected proxy leaves its callers waiting for ever (comlink#692). */
  remote: Threaded<Api>;
  callers: Set<(reason: WorkerLost) => void>;
}

/** Owns the life of one worker: starts it when it is first needed, notices its death, ends it. */
export function createWorkerBridge<Api>(deps: WorkerBridgeDeps): WorkerBridge<Api> {
  const { startWorker, url, name, locks = globalThis.navigator?.locks } = deps;
  let current: Life<Api> | undefined;

  const end = (life: Life<Api>, reason: string) => {
    if (current === life) current = undefined;
    life.worker.terminate();
    for (const reject of life.callers) reject(new WorkerLost(`${name}: ${reason}`));
    life.callers.clear();
  };

  const start = (): Life<Api> => {
    const worker = startWorker(url, name);
    const remote = wrap<Api>(worker) as unknown as Threaded<Api>;
    const life: Life<Api> = { worker, remote, callers: new Set() };
    worker.addEventListener('error', (event) => end(life, event.message || 'did not start'));
    worker.addEventListener('messageerror', () => end(life, 'sent what cannot be read'));
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // A worker that is killed sends no event, but the lock that it held becomes free.
      if (!isLifeline(data)) return;
      locks?.request(data.lifeline, () => end(life, 'ended without a word')).catch(() => undefined);
    });
    return life;
  };

  return {
    call: (ask) =>
      new Promise((resolve, reject) => {
        const life = (current ??= start());
        life.callers.add(reject);
        ask(life.remote)
          .then(resolve, reject)
          .then(() => life.callers.delete(reject));
      }),
    stop: () => {
      if (current !== undefined) end(current, 'stopped');
    },
    get running() {
      return current !== undefined;
    },
  };
}
