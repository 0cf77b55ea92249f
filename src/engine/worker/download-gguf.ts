import type { CatalogueModel, GgufSource, Model, StoredFile } from '../../domain/model.ts';
import { readGgufHeader } from '../gguf.ts';
import { fetchInto } from './download-fetch.ts';
import { openModelFolder, stageFile, storedFile } from './download-files.ts';
import { createHash, fileNameOf, sha256Of, type ExpectedHash } from './download-hash.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { ensureSpace } from './download-space.ts';
import type { DownloadJob } from './download-thread.ts';

/** Brings the files of a GGUF model into `models/<id>/`. Whole files of an earlier try are checked and kept. */
export async function downloadGguf(
  model: CatalogueModel,
  source: GgufSource,
  job: DownloadJob,
): Promise<Model> {
  const { deps, signal } = job;
  const folder = await openModelFolder(deps.root, model.id);
  const progress = createDownloadProgress(job, 'download', model.bytes);
  const wanted = source.gguf.map((url) => ({
    url,
    name: fileNameOf(url),
    hash: sha256Of(model.sha256, url),
  }));
  const files: StoredFile[] = [];
  for (const { name, hash } of wanted) {
    const file = hash && (await intactFile(folder, name, hash, { progress, signal }));
    if (file) files.push(file);
  }
  const here = files.reduce((sum, file) => sum + file.bytes, 0);
  await ensureSpace(model.name, model.bytes - here, deps.estimate);
  progress.enter('download');
  for (const { url, name, hash } of wanted) {
    if (files.some((file) => file.name === name)) continue;
    const staged = await stageFile(folder, name);
    try {
      const file = await fetchInto(
        staged,
        { url, name, ...(hash && { hash }) },
        { deps: job, progress, signal },
      );
      const header = await readGgufHeader(file, name);
      if (!header.ok) throw new DownloadEnded(header.error);
      await staged.keep(name);
      files.push({ name, bytes: file.size, ...(hash && { sha256: hash.hex }) });
    } finally {
      await staged.discard();
    }
  }
  const inOrder = wanted.flatMap(({ name }) => files.filter((file) => file.name === name));
  const { id, context } = model;
  const bytes = inOrder.reduce((sum, file) => sum + file.bytes, 0);
  return { id, name: model.name, context, engine: 'wllama', bytes, files: inOrder };
}

/** A file of an earlier try, if its bytes are still the expected ones. */
async function intactFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  expected: ExpectedHash,
  { progress, signal }: { progress: DownloadProgress; signal: AbortSignal },
): Promise<StoredFile | undefined> {
  const file = await storedFile(folder, name);
  if (!file) return undefined;
  progress.enter('verify');
  const hash = await createHash(expected.algorithm);
  const reader = file.stream().getReader();
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await reader.read();
    if (done) break;
    hash.update(value);
  }
  if (hash.hex() !== expected.hex) return undefined;
  progress.add(file.size);
  return { name, bytes: file.size, sha256: expected.hex };
}
