import type { CatalogueModel, GgufSource, Model, StoredFile } from '../../domain/model.ts';
import { readGgufHeader } from '../gguf.ts';
import { fetchInto, type WantedFile } from './download-fetch.ts';
import { openModelFolder, storedFile } from './download-files.ts';
import { fileNameOf, hashOfFile, sha256Of, type ExpectedHash } from './download-hash.ts';
import { leavePart, openPart } from './download-part.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { ensureSpace } from './download-space.ts';
import type { DownloadJob } from './download-thread.ts';
import { bytesHere } from './download-unfinished.ts';

/** Brings the files of a GGUF model into `models/<id>/`. Whole files of an earlier try are checked and kept. */
export async function downloadGguf(
  model: CatalogueModel,
  source: GgufSource,
  job: DownloadJob,
): Promise<Model> {
  const { deps, signal } = job;
  const folder = await openModelFolder(deps.root, model.id);
  const progress = createDownloadProgress(job, 'download', model.bytes);
  const wanted = source.gguf.map((url): WantedFile => {
    const hash = sha256Of(model.sha256, url);
    return { url, name: fileNameOf(url), ...(hash && { hash }) };
  });
  await ensureSpace(model.name, model.bytes - (await bytesHere(model, folder, deps.caches)), deps.estimate);
  const files: StoredFile[] = [];
  for (const file of wanted) {
    const { name, hash } = file;
    const here = await intactFile(folder, name, hash, { progress, signal });
    progress.enter('download');
    files.push(here ?? (await fetchFile(folder, file, { deps: job, progress, signal })));
  }
  const { id, context } = model;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { id, name: model.name, context, engine: 'wllama', bytes, files };
}

async function fetchFile(
  folder: FileSystemDirectoryHandle,
  wanted: WantedFile,
  fetching: Parameters<typeof fetchInto>[2],
): Promise<StoredFile> {
  const { name } = wanted;
  const part = await openPart(folder, name, 'sha256');
  try {
    const file = await fetchInto(part, wanted, fetching);
    const header = await readGgufHeader(file, name);
    if (!header.ok) {
      await part.discard();
      throw new DownloadEnded(header.error);
    }
    await part.keep();
    return { name, bytes: file.size, sha256: part.hex() };
  } finally {
    await leavePart(part);
  }
}

/** A file of an earlier try, if its bytes are still the expected ones. */
async function intactFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  expected: ExpectedHash | undefined,
  { progress, signal }: { progress: DownloadProgress; signal: AbortSignal },
): Promise<StoredFile | undefined> {
  const file = await storedFile(folder, name);
  if (!file) return undefined;
  progress.enter('verify');
  const hex = await hashOfFile(file, 'sha256', signal);
  if (expected && hex !== expected.hex) return undefined;
  progress.add(file.size);
  return { name, bytes: file.size, sha256: hex };
}
