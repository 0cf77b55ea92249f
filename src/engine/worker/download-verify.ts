import type { Model, StoredFile } from '../../domain/model.ts';
import type { ModelCheck } from '../../domain/ports.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { hashIn } from './download-cached.ts';
import { openModelFolder, storedFile } from './download-files.ts';
import { fileNameOf, hashOfFile } from './download-hash.ts';
import { parseTensorCache, tokenizerFile } from './download-mlc-format.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import type { DownloadJob } from './download-thread.ts';

type WebllmModel = Extract<Model, { engine: 'webllm' }>;
type WllamaModel = Extract<Model, { engine: 'wllama' }>;

/** Reads all files of a model and compares them with their hashes, which were taken as they arrived. Rejects if it is stopped. */
export async function verifyModel(model: Model, job: DownloadJob): Promise<ModelCheck> {
  if (model.engine !== 'webllm' && model.engine !== 'wllama') return { wrong: [], bytes: 0 };
  const progress = createDownloadProgress(job, 'verify', model.bytes);
  const wrong =
    model.engine === 'wllama'
      ? await wrongFiles(model, job, progress)
      : (await wrongAnswers(model, job, progress)).map(fileNameOf);
  return { wrong, bytes: progress.done };
}

async function wrongFiles(
  model: WllamaModel,
  job: DownloadJob,
  progress: DownloadProgress,
): Promise<string[]> {
  const folder = await openModelFolder(job.deps.root, model.id);
  const wrong: string[] = [];
  for (const stored of model.files) {
    if (!(await isIntact(folder, stored, job, progress))) wrong.push(stored.name);
  }
  return wrong;
}

/** A file of a time when no hash was taken is held to its length alone. */
async function isIntact(
  folder: FileSystemDirectoryHandle,
  { name, bytes, sha256 }: StoredFile,
  { signal }: DownloadJob,
  progress: DownloadProgress,
): Promise<boolean> {
  const file = await storedFile(folder, name);
  if (file?.size !== bytes) return false;
  if (sha256 === undefined) return true;
  return (await hashOfFile(file, 'sha256', signal, progress.add)) === sha256;
}

/** The addresses of all that is missing or wrong in web-llm's caches, of one model. */
export async function wrongAnswers(
  { source }: WebllmModel,
  { deps, signal }: DownloadJob,
  progress: DownloadProgress,
): Promise<string[]> {
  const base = modelFolderUrl(source.model);
  const wrong: string[] = [];
  const intact = async (cacheName: string, url: string): Promise<Response | undefined> => {
    const response = await (await deps.caches.open(cacheName)).match(url);
    const expected = hashIn(response);
    const isWhole =
      response !== undefined &&
      expected !== undefined &&
      (await hashOfFile(await response.clone().blob(), expected.algorithm, signal, progress.add)) ===
        expected.hex;
    if (!isWhole) wrong.push(url);
    return isWhole ? response : undefined;
  };
  const { model, config, wasm } = webllmCaches;
  const configText = await (await intact(config, new URL('mlc-chat-config.json', base).href))?.text();
  const listText = await (await intact(model, new URL('tensor-cache.json', base).href))?.text();
  const tokenizer = tokenizerFile(configText ?? '');
  const shards = parseTensorCache(listText ?? '');
  const names = [
    ...(shards.ok ? shards.value.map(({ name }) => name) : []),
    ...(tokenizer.ok ? [tokenizer.value] : []),
  ];
  for (const name of names) await intact(model, new URL(name, base).href);
  await intact(wasm, source.model_lib);
  return wrong;
}
