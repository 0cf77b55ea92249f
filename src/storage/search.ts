import { wrap, type Remote } from 'comlink';
import type { Search } from '../domain/ports.ts';
import type { SearchThread } from './search-thread.ts';
import workerUrl from './worker/search.worker.ts?worker&url';

export interface SearchDeps {
  startWorker: (url: string, name: string) => Worker;
  profileId: string;
  /** A thread that gives no answer for this long, in milliseconds, is given up. Ten seconds if left out. */
  patienceMs?: number;
}

const defaultPatienceMs = 10_000;

export interface ClosableSearch extends Search {
  /** Ends the thread; the next search starts a new one. */
  close(): void;
}

interface RunningThread {
  /** Kept here: a collected proxy would leave its callers waiting. */
  remote: Remote<SearchThread>;
  lost: Promise<never>;
  end(problem: string): void;
}

/** Search in its own thread, which starts with the first query (an empty one will do, to have it warm). */
export function createSearch({
  startWorker,
  profileId,
  patienceMs = defaultPatienceMs,
}: SearchDeps): ClosableSearch {
  let running: RunningThread | undefined;

  const start = (): RunningThread => {
    const worker = startWorker(workerUrl, 'search');
    let reject: (reason: Error) => void = () => undefined;
    const lost = new Promise<never>((_resolve, give) => (reject = give));
    lost.catch(() => undefined);
    const thread: RunningThread = {
      remote: wrap<SearchThread>(worker),
      lost,
      end(problem) {
        if (running === thread) running = undefined;
        worker.terminate();
        reject(new Error(problem));
      },
    };
    worker.addEventListener('error', () => thread.end('the search thread died'));
    worker.addEventListener('messageerror', () => thread.end('the search thread sent what cannot be read'));
    return thread;
  };

  return {
    async find(query, limit) {
      const thread = (running ??= start());
      // A thread that the browser ends sends no event.
      const patience = setTimeout(() => thread.end('the search thread fell silent'), patienceMs);
      try {
        return await Promise.race([thread.remote.find(profileId, query, limit), thread.lost]);
      } finally {
        clearTimeout(patience);
      }
    },
    close: () => running?.end('the search was closed'),
  };
}
