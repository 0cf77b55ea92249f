import { wrap, type Remote } from 'comlink';
import type { Importer } from '../domain/bundle/importer.ts';
import { failure } from '../domain/result.ts';
import type { ImportThread } from './import-thread.ts';
import workerUrl from './worker/import.worker.ts?worker&url';

export interface ImporterDeps {
  startWorker: (url: string, name: string) => Worker;
  /** A file that takes longer to read is given up, in milliseconds. */
  patienceMs?: number;
}

const defaultPatienceMs = 10_000;

/** Reads each file in a new thread, which is ended afterwards whatever it did. */
export function createImporter({ startWorker, patienceMs = defaultPatienceMs }: ImporterDeps): Importer {
  return {
    async read(source) {
      const worker = startWorker(workerUrl, 'import');
      const remote: Remote<ImportThread> = wrap<ImportThread>(worker);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const lost = new Promise<ReturnType<typeof failure<string>>>((resolve) => {
        const giveUp = () =>
          resolve(failure('This file cannot be used: reading it took too long or failed.'));
        timer = setTimeout(giveUp, patienceMs);
        worker.addEventListener('error', giveUp);
      });
      try {
        return await Promise.race([
          remote.read(
            source.name,
            'text' in source && typeof source.text === 'string' ? source.text : (source as Blob),
          ),
          lost,
        ]);
      } finally {
        clearTimeout(timer);
        worker.terminate();
      }
    },
  };
}
