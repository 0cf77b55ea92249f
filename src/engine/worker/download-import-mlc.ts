import { engineError } from '../../domain/engine-error.ts';
import type { Model } from '../../domain/model.ts';
import type { PickedFile } from '../../domain/ports.ts';
import { importedSource, modelFolderUrl } from '../webllm-files.ts';
import { storedAnswer } from './download-cached.ts';
import { importMark, openModelFolder, storedFile } from './download-files.ts';
import { type ExpectedHash, hashOfFile } from './download-hash.ts';
import { cleanName, shortHash, slug } from './download-import-name.ts';
import { type MlcFile, readMlcFolder } from './download-mlc-folder.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { ensureSpace } from './download-space.ts';
import type { DownloadJob, HoldingFolder } from './download-thread.ts';

const longestContext = 4096;
/** Memory in use for each byte of weights, about. */
const memoryPerByte = 1.25;

/**
 * Puts a model in MLC format from a folder of this device into web-llm's caches, under addresses of a host that cannot exist.
 * Every file is checked before the first is stored.
 */
export async function importMlc(
  picked: readonly PickedFile[],
  job: DownloadJob,
  holdingFolder: HoldingFolder,
): Promise<Model> {
  const { name: folderName, config, files } = await readMlcFolder(picked);
  const name = cleanName(folderName) ?? 'Imported model';
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  await ensureSpace(name, bytes, job.deps.estimate);
  const progress = createDownloadProgress(job, 'verify', 2 * bytes);
  const checked: CheckedFile[] = [];
  for (const file of files) checked.push({ ...file, hash: await check(file, job, progress) });
  const id = await idOf(name, config, files);
  await holdingFolder(id, () => store(checked, id, { job, progress }));
  return {
    id,
    name,
    context: contextOf(config),
    engine: 'webllm',
    bytes,
    vramBytes: Math.round(bytes * memoryPerByte),
    source: importedSource(id),
  };
}

interface CheckedFile extends MlcFile {
  hash: ExpectedHash;
}

/** The result is the hash of the whole file. */
async function check(
  { file, hash: expected }: MlcFile,
  { signal }: DownloadJob,
  progress: DownloadProgress,
): Promise<ExpectedHash> {
  const algorithm = expected?.algorithm ?? 'sha256';
  const hex = await hashOfFile(file, algorithm, signal, progress.add);
  if (expected === undefined || expected.hex === hex) return { algorithm, hex };
  const detail = `${algorithm} ${hex}, expected ${expected.hex}`;
  throw new DownloadEnded(
    engineError('corrupt', `“${file.name}” is damaged: its bytes are not those of its list.`, detail),
  );
}

/** Stores all or, as far as they were not here before, none. */
async function store(
  files: readonly CheckedFile[],
  id: string,
  { job, progress }: { job: DownloadJob; progress: DownloadProgress },
): Promise<void> {
  const { deps, signal } = job;
  const source = importedSource(id);
  const base = modelFolderUrl(source.model);
  const folder = await openModelFolder(deps.root, id);
  const wasHere = (await storedFile(folder, importMark)) !== undefined;
  // If this tab dies now, the mark tells a later one what to clear away.
  await folder.getFileHandle(importMark, { create: true });
  progress.enter('read');
  const stored: [cache: Cache, key: string][] = [];
  try {
    for (const { file, cache: cacheName, name, hash } of files) {
      signal.throwIfAborted();
      const cache = await deps.caches.open(cacheName);
      const key = name === undefined ? source.model_lib : new URL(name, base).href;
      const isNew = (await cache.match(key)) === undefined;
      if (isNew) stored.push([cache, key]);
      await cache.put(key, storedAnswer(file, { cache: cacheName, name: name ?? file.name, hash }));
      progress.add(file.size);
    }
  } catch (problem) {
    for (const [cache, key] of stored) await cache.delete(key);
    if (!wasHere) await folder.removeEntry(importMark);
    throw problem;
  }
}

/**
 * The engine tells by the id whether a model needs 16-bit numbers, so that `f16` stands in it exactly where the configuration
 * says so. Digits, because `f16` is a hexadecimal number.
 */
async function idOf(
  name: string,
  { quantization }: Record<string, unknown>,
  files: readonly MlcFile[],
): Promise<string> {
  const digits = BigInt(`0x${await shortHash(files.map(({ file }) => file))}`);
  const plain = slug(name);
  const is16 = typeof quantization === 'string' ? quantization.includes('f16') : plain.includes('f16');
  const told = plain.includes('f16') ? plain : `${plain}f16-`;
  return `imported-${is16 ? told : plain.replaceAll('f16', '')}${digits}`;
}

function contextOf({ context_window_size: context }: Record<string, unknown>): number {
  const told = typeof context === 'number' && Number.isSafeInteger(context) && context > 0;
  return told ? Math.min(context, longestContext) : longestContext;
}
