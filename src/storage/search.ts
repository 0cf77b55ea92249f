import { wrap, type Remote } from 'comlink';
import type { Search } from '../domain/ports.ts';
import type { SearchThread } from './search-thread.ts';
import workerUrl from './worker/search.worker.ts?worker&url';

export interface SearchDeps {
  startWorker: (url: string, name: string) => Worker;
  profileId: string;
}

export interface ClosableSearch extends Search {
  /** Ends the thread; the next search starts a new one. */
  close(): void;
}

interface RunningThread {
  worker: Worker;
  /** Kept here: a collected proxy would leave its callers waiting. */
  remote: Remote<SearchThread>;
  lost: Promise<never>;
}

/** Search in its own thread, which starts with the first query (an empty one will do, to have it warm). */
export function createSearch({ startWorker, profileId }: SearchDeps): ClosableSearch {
  let running: RunningThread | undefined;

  const end = (problem: string, reject: (reason: Error) => void) => {
    running?.worker.terminate();
    running = undefined;
    reject(new Error(problem));
  };
  let closeRunning: () => void = () => undefined;

  const start = (): RunningThread => {
    const worker = startWorker(workerUrl, 'search');
    const lost = new Promise<never>((_resolve, reject) => {
      worker.addEventListener('error', () => end('the search thread died', reject));
      worker.addEventListener('messageerror', () =>
        end('the search thread sent what cannot be read', reject),
      );
      closeRunning = () => end('the search was closed', reject);
    });
    lost.catch(() => undefined);
    return { worker, remote: wrap<SearchThread>(worker), lost };
  };

  return {
    async find(query, limit) {
      running ??= start();
      const { remote, lost } = running;
      return Promise.race([remote.find(profileId, query, limit), lost]);
    },
    close: () => closeRunning(),
  };
}
