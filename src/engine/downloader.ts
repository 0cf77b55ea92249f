import { proxy } from 'comlink';
import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Progress } from '../domain/generation.ts';
import type { Model } from '../domain/model.ts';
import type { Downloader, LoadOptions } from '../domain/ports.ts';
import { failure, type Result } from '../domain/result.ts';
import type { StartWorker } from './start-worker.ts';
import { createWorkerBridge, type Threaded } from './worker-bridge.ts';
import { hasJournal, removeJournal } from './worker/download-files.ts';
import type { DownloadThread } from './worker/download-thread.ts';
import workerUrl from './worker/downloader.worker.ts?worker&url';

/** A thread that was told to stop cleans up first; after this many milliseconds it is ended anyway. */
const patienceMs = 5000;

export interface DownloaderDeps {
  startWorker: StartWorker;
  /** Where the downloader's policy lets it fetch from: origins as in a Content-Security-Policy, the page's own among them. */
  allowedOrigins(): readonly string[];
  /** Asks the browser to keep what was stored; its answer changes nothing here. */
  persist(): Promise<unknown>;
  /** The root of the private file system. */
  root(): Promise<FileSystemDirectoryHandle>;
  /** All models on this device: what they share with a removed one stays. */
  installed(): Promise<readonly Model[]>;
}

type Job<Value> = (
  thread: Threaded<DownloadThread>,
  onProgress: (progress: Progress) => void,
) => Promise<Result<Value, EngineError>>;

/** Brings models here and takes them off again. Each job has a thread of its own, which ends with it. */
export function createDownloader(deps: DownloaderDeps): Downloader {
  const { startWorker, allowedOrigins, persist, root, installed } = deps;
  const newThread = () =>
    createWorkerBridge<DownloadThread>({ startWorker, url: workerUrl, name: 'downloader' });

  const run = async <Value>(
    { onProgress, signal }: LoadOptions,
    job: Job<Value>,
  ): Promise<Result<Value, EngineError>> => {
    if (signal.aborted) return failure(engineError('aborted'));
    const bridge = newThread();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      if (!bridge.running) return;
      void bridge.call((thread) => thread.stop()).catch(() => undefined);
      patience = setTimeout(bridge.stop, patienceMs);
    };
    signal.addEventListener('abort', stop, { once: true });
    // Progress has a port of its own, and may come after the result.
    let ended = false;
    try {
      const tell = proxy((progress: Progress) => {
        if (!ended && !signal.aborted) onProgress(progress);
      });
      return await bridge.call((thread) => job(thread, tell));
    } catch (problem) {
      if (signal.aborted) return failure(engineError('aborted'));
      const sentence = 'Bringing the model here stopped unexpectedly. Try again.';
      return failure(engineError('worker-lost', sentence, String(problem)));
    } finally {
      ended = true;
      signal.removeEventListener('abort', stop);
      clearTimeout(patience);
      bridge.stop();
    }
  };

  /** Browsers grant it in the click that wants it, and to apps that hold much. */
  const keeping = <Value>(options: LoadOptions, job: Job<Value>) => {
    persist().catch(() => undefined);
    return run(options, job);
  };
  const briefly = async <Value>(
    work: (thread: Threaded<DownloadThread>) => Promise<Value>,
  ): Promise<Value> => {
    const bridge = newThread();
    try {
      return await bridge.call(work);
    } finally {
      bridge.stop();
    }
  };

  return {
    download: (model, options) =>
      keeping(options, (thread, onProgress) => thread.download(model, allowedOrigins(), onProgress)),
    importFiles: (files, options) =>
      keeping(options, (thread, onProgress) => thread.importFiles(files, onProgress)),
    lookUp: (address, signal) =>
      run({ signal, onProgress: () => undefined }, (thread) => thread.lookUp(address, allowedOrigins())),
    unfinished: async () => ((await hasJournal(root)) ? briefly((thread) => thread.unfinished()) : []),
    recorded: ({ id }) => removeJournal(root, id),
    verify: (model, options) => run(options, (thread, onProgress) => thread.verify(model, onProgress)),
    repair: (model, source, options) =>
      run(options, (thread, onProgress) => thread.repair(model, source, allowedOrigins(), onProgress)),
    async remove(model) {
      const remaining = (await installed()).filter((other) => other.id !== model.id);
      await briefly((thread) => thread.remove(model, remaining));
    },
  };
}
