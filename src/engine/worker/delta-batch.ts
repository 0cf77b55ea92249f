import type { GenerateUpdate } from './model-thread.ts';

/** Long enough that messages do not slow the model down, short enough that text seems to flow. */
const batchMs = 40;

export interface DeltaBatch {
  add(text: string): void;
  prefill(fraction: number): void;
  /** Sends what is left and waits until all of it has arrived. */
  finish(): Promise<void>;
}

/** Gathers the deltas of an answer so that the page gets about 25 messages a second. The first one goes at once. */
export function createDeltaBatch(send: (update: GenerateUpdate) => void | Promise<void>): DeltaBatch {
  let waiting = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let arrived: Promise<void> | void;

  const deliver = (update: GenerateUpdate) => {
    arrived = send(update);
    // Only the last one is waited for; one before it that fails must not end the worker.
    arrived?.catch(() => undefined);
  };

  const flush = () => {
    timer = undefined;
    if (waiting === '') return;
    deliver({ kind: 'delta', text: waiting });
    waiting = '';
    timer = setTimeout(flush, batchMs);
  };

  return {
    add(text) {
      waiting += text;
      if (timer === undefined) flush();
    },
    prefill(fraction) {
      deliver({ kind: 'prefill', fraction });
    },
    async finish() {
      clearTimeout(timer);
      flush();
      clearTimeout(timer);
      await arrived;
    },
  };
}
