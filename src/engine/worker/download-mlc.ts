import { engineError } from '../../domain/engine-error.ts';
import type { CatalogueModel, Model, WebllmSource } from '../../domain/model.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { hashIn, markOf, storedAnswer } from './download-cached.ts';
import { fetchInto, type WantedFile } from './download-fetch.ts';
import { openModelFolder } from './download-files.ts';
import { fileNameOf, sha256Of } from './download-hash.ts';
import { parseTensorCache, tokenizerFile } from './download-mlc-format.ts';
import { leavePart, openPart } from './download-part.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { ensureSpace } from './download-space.ts';
import type { DownloadJob } from './download-thread.ts';
import { bytesHere } from './download-unfinished.ts';

/** One file, and where web-llm will look for it. */
interface CachedFile extends WantedFile {
  cache: (typeof webllmCaches)[keyof typeof webllmCaches];
  /** The key in the cache, where it differs from the address. */
  key?: string;
}

/**
 * Brings an MLC model into web-llm's caches: configuration, list of weights, weights, tokenizer, compiled library.
 * Weights are checked against the catalogue's SHA-256, or else the length and MD5 in their own list.
 */
export async function downloadMlc(
  model: CatalogueModel,
  source: WebllmSource,
  job: DownloadJob,
): Promise<Model> {
  const base = modelFolderUrl(source.model);
  const progress = createDownloadProgress(job, 'download', model.bytes);
  const folder = await openModelFolder(job.deps.root, model.id);
  const fetching: Fetching = { job, folder, progress };
  const wanted = (url: string, cache: CachedFile['cache']): CachedFile => {
    const hash = sha256Of(model.sha256, url);
    return { url, cache, name: fileNameOf(url), ...(hash && { hash }) };
  };
  const inModel = (name: string) => wanted(new URL(name, base).href, webllmCaches.model);
  await ensureSpace(
    model.name,
    model.bytes - (await bytesHere(model, folder, job.deps.caches)),
    job.deps.estimate,
  );
  const config = await bring(
    wanted(new URL('mlc-chat-config.json', base).href, webllmCaches.config),
    fetching,
  );
  const tokenizer = tokenizerFile(await config.text());
  if (!tokenizer.ok) throw await refuse(inModel('mlc-chat-config.json'), tokenizer.error, fetching);
  const list = parseTensorCache(await (await bringTensorCache(inModel, fetching)).text());
  if (!list.ok) throw await refuse(inModel('tensor-cache.json'), list.error, fetching);
  const weights = list.value.reduce((sum, shard) => sum + shard.bytes, 0);
  progress.expect(Math.max(model.bytes, weights + progress.done));
  for (const { name, bytes, md5 } of list.value) {
    const shard: CachedFile = { ...inModel(name), bytes };
    await bring({ ...shard, ...(!shard.hash && md5 && { hash: { algorithm: 'md5', hex: md5 } }) }, fetching);
  }
  await bring(inModel(tokenizer.value), fetching);
  await bring(wanted(source.model_lib, webllmCaches.wasm), fetching);
  const { id, name, context, vramBytes } = model;
  return { id, name, context, engine: 'webllm', bytes: progress.done, vramBytes, source };
}

interface Fetching {
  job: DownloadJob;
  folder: FileSystemDirectoryHandle;
  progress: DownloadProgress;
}

/** Fetches a file into its cache, or finds it there from an earlier try. The result is what the cache now answers. */
async function bring(file: CachedFile, { job, folder, progress }: Fetching): Promise<Response> {
  const { deps, signal } = job;
  const cache = await deps.caches.open(file.cache);
  const key = file.key ?? file.url;
  const known = await cache.match(key);
  const hash = hashIn(known);
  if (known && hash && (file.hash === undefined || markOf(hash) === markOf(file.hash))) {
    progress.add(Number(known.headers.get('Content-Length') ?? 0));
    return known;
  }
  const algorithm = file.hash?.algorithm ?? 'sha256';
  const part = await openPart(folder, encodeURIComponent(file.name), algorithm);
  try {
    const stored = await fetchInto(part, file, { deps: job, progress, signal });
    await cache.put(key, storedAnswer(stored, { ...file, hash: { algorithm, hex: part.hex() } }));
    await part.discard();
    return (await cache.match(key)) ?? Response.error();
  } finally {
    await leavePart(part);
  }
}

/** Older repositories call the list `ndarray-cache.json`; it is stored under the name that web-llm asks for. */
async function bringTensorCache(
  inModel: (name: string) => CachedFile,
  fetching: Fetching,
): Promise<Response> {
  const list = inModel('tensor-cache.json');
  try {
    return await bring(list, fetching);
  } catch (problem) {
    const missing = problem instanceof DownloadEnded && problem.problem.detail?.endsWith('status 404');
    if (!missing) throw problem;
    return bring({ ...inModel('ndarray-cache.json'), key: list.url }, fetching);
  }
}

/** What cannot be understood is not kept: its address may give something better another time. */
async function refuse({ name, url }: CachedFile, detail: string, { job }: Fetching): Promise<DownloadEnded> {
  for (const cache of Object.values(webllmCaches)) await (await job.deps.caches.open(cache)).delete(url);
  return new DownloadEnded(engineError('corrupt', `“${name}” of this model cannot be understood.`, detail));
}
