import { engineError, type EngineError } from '../../domain/engine-error.ts';
import type { Progress } from '../../domain/generation.ts';
import type { CatalogueModel, Model } from '../../domain/model.ts';
import type { ModelCheck, PickedFile, UnfinishedDownload } from '../../domain/ports.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import type { FetchDeps } from './download-fetch.ts';
import {
  journalName,
  modelFolderName,
  openModelFolder,
  removeEmptyFolder,
  sweepUnfinished,
} from './download-files.ts';
import { downloadGguf } from './download-gguf.ts';
import { importModel } from './download-import.ts';
import { writeJournal } from './download-journal.ts';
import { lookUp } from './download-look-up.ts';
import { downloadMlc } from './download-mlc.ts';
import { DownloadEnded, problemOf } from './download-problem.ts';
import { removeModel, type Removable } from './download-remove.ts';
import { remembering, repairModel } from './download-repair.ts';
import { bytesHere, unfinishedDownloads } from './download-unfinished.ts';
import { verifyModel } from './download-verify.ts';

export interface DownloadDeps extends Omit<FetchDeps, 'allowedOrigins'> {
  caches: CacheStorage;
  /** The root of the private file system. */
  root(): Promise<FileSystemDirectoryHandle>;
  estimate(): Promise<StorageEstimate>;
  now(): number;
  /** The device's memory in bytes, where the browser tells. */
  memory: number | undefined;
  /** Works while no other tab works on the same folder. Rejects with `NoModificationAllowedError` if one does. */
  whileHeld<Value>(folderName: string, work: () => Promise<Value>): Promise<Value>;
}

/** What one download or import needs on its way. */
export interface DownloadJob extends FetchDeps {
  deps: DownloadDeps;
  signal: AbortSignal;
  now(): number;
  onProgress(progress: Progress): void;
}

/** Works on a model's folder while no other tab does, and leaves no empty folder behind. */
export type HoldingFolder = <Value>(modelId: string, work: () => Promise<Value>) => Promise<Value>;

type OnProgress = (progress: Progress) => void;

/** What the page may ask of the downloader's thread. One job at a time; `stop` ends it. */
export interface DownloadThread {
  /**
   * What it brought stays when it fails or is stopped, and it goes on from there when it is called again. It counts as unfinished
   * until the page removes its journal: a page that dies before it recorded the model finds it again.
   */
  download(
    model: CatalogueModel,
    allowedOrigins: readonly string[],
    onProgress: OnProgress,
  ): Promise<Result<Model, EngineError>>;
  importFiles(files: readonly PickedFile[], onProgress: OnProgress): Promise<Result<Model, EngineError>>;
  lookUp(address: string, allowedOrigins: readonly string[]): Promise<Result<CatalogueModel, EngineError>>;
  /** Downloads that began and are not whole. Those that another tab works on are left out. */
  unfinished(): Promise<UnfinishedDownload[]>;
  verify(model: Model, onProgress: OnProgress): Promise<Result<ModelCheck, EngineError>>;
  repair(
    model: Model,
    source: CatalogueModel,
    allowedOrigins: readonly string[],
    onProgress: OnProgress,
  ): Promise<Result<Model, EngineError>>;
  remove(model: Removable, remaining: readonly Model[]): Promise<void>;
  stop(): void;
}

export function createDownloadThread(deps: DownloadDeps): DownloadThread {
  const stopping = new AbortController();
  const { signal } = stopping;

  const run = async <Value>(
    allowedOrigins: readonly string[],
    onProgress: OnProgress,
    work: (job: DownloadJob) => Promise<Value>,
  ): Promise<Result<Value, EngineError>> => {
    const { fetch, takePolicyViolation, wait, random, silenceMs, now } = deps;
    try {
      signal.throwIfAborted();
      // A full disk may refuse even that; the job itself will say so.
      await sweepUnfinished(deps.root, deps.whileHeld).catch(() => undefined);
      return success(
        await work({
          deps,
          signal,
          now,
          fetch,
          takePolicyViolation,
          wait,
          random,
          silenceMs,
          allowedOrigins,
          onProgress,
        }),
      );
    } catch (problem) {
      return failure(problemOf(problem, signal));
    }
  };

  const holdingFolder: HoldingFolder = (modelId, work) =>
    deps.whileHeld(modelFolderName(modelId), async () => {
      try {
        return await work();
      } finally {
        await removeEmptyFolder(deps.root, modelId);
      }
    });

  /** What is here stays. It goes on by itself at the next start unless it was stopped, or would only fail again. */
  const leave = async (folder: FileSystemDirectoryHandle, model: CatalogueModel, { kind }: EngineError) => {
    // A full disk may refuse even that.
    await writeJournal(folder, { model, paused: kind !== 'network' }).catch(() => undefined);
    if ((await bytesHere(model, folder, deps.caches)) === 0) await folder.removeEntry(journalName);
  };

  const download = (model: CatalogueModel, job: DownloadJob) =>
    holdingFolder(model.id, async () => {
      const folder = await openModelFolder(deps.root, model.id);
      await writeJournal(folder, { model, paused: false });
      try {
        return await bring(model, job);
      } catch (problem) {
        await leave(folder, model, problemOf(problem, signal));
        throw problem;
      }
    });

  return {
    download: (model, allowedOrigins, onProgress) =>
      run(allowedOrigins, onProgress, (job) => download(model, job)),
    verify: (model, onProgress) => run([], onProgress, (job) => verifyModel(model, job)),
    repair: (model, source, allowedOrigins, onProgress) =>
      run(allowedOrigins, onProgress, async (job) => {
        await holdingFolder(model.id, () => repairModel(model, source, job));
        return download(remembering(source, model), job);
      }),
    importFiles: (files, onProgress) => run([], onProgress, (job) => importModel(files, job, holdingFolder)),
    lookUp: (address, allowedOrigins) =>
      run(
        allowedOrigins,
        () => undefined,
        (job) => lookUp(address, job),
      ),
    unfinished: () => unfinishedDownloads(deps),
    remove: (model, remaining) => removeModel(model, remaining, deps),
    stop: () => stopping.abort(),
  };
}

function bring(model: CatalogueModel, job: DownloadJob): Promise<Model> {
  const { source } = model;
  if (model.engine === 'webllm' && 'model' in source) return downloadMlc(model, source, job);
  if (model.engine === 'wllama' && 'gguf' in source) return downloadGguf(model, source, job);
  throw new DownloadEnded(engineError('unsupported'));
}
