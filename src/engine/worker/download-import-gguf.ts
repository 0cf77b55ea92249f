import { engineError } from '../../domain/engine-error.ts';
import type { Model, StoredFile } from '../../domain/model.ts';
import { inOrder } from '../gguf-parts.ts';
import { largestModelBytes, readGgufHeader, type GgufHeader } from '../gguf.ts';
import { openModelFolder } from './download-files.ts';
import { cleanName, shortHash, slug } from './download-import-name.ts';
import { openPart, type Part } from './download-part.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { bytesInWords, ensureSpace } from './download-space.ts';
import type { DownloadJob, HoldingFolder } from './download-thread.ts';
import { chunksOf } from './stream-chunks.ts';

const longestContext = 4096;
/** The rest of a device's memory is for the system and the page. */
const usableMemory = 0.8;

/** Checks a GGUF file from disk, or all parts of a split one, and copies it into the private file system. */
export async function importGguf(
  files: readonly File[],
  job: DownloadJob,
  holdingFolder: HoldingFolder,
): Promise<Model> {
  const { deps } = job;
  const read: { file: File; header: GgufHeader }[] = [];
  for (const file of files) {
    const header = await readGgufHeader(file, file.name);
    if (!header.ok) throw new DownloadEnded(header.error);
    read.push({ file, header: header.value });
  }
  const ordered = inOrder(read);
  if (!ordered.ok) throw new DownloadEnded(engineError('unsupported', ordered.error));
  const sources = ordered.value.map(({ file }) => file);
  const [first] = ordered.value;
  const fileName = first?.file.name ?? '';
  const bytes = sources.reduce((sum, { size }) => sum + size, 0);
  ensureMemory(fileName, bytes, deps.memory);
  await ensureSpace(fileName, bytes, deps.estimate);
  const name =
    cleanName(first?.header.name) ??
    cleanName(fileName.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '')) ??
    'Imported model';
  const id = `imported-${slug(name)}${await shortHash(sources)}`;
  const stored = await holdingFolder(id, () => copy(sources, id, job));
  const context = Math.max(1, Math.min(first?.header.contextLength ?? longestContext, longestContext));
  return { id, name, context, engine: 'wllama', bytes, files: stored };
}

function ensureMemory(name: string, bytes: number, memory: number | undefined): void {
  const tooLarge = (why: string) =>
    new DownloadEnded(
      engineError('out-of-memory', `“${name}” is ${bytesInWords(bytes)}, ${why}. Choose a smaller model.`),
    );
  if (memory !== undefined && bytes > memory * usableMemory)
    throw tooLarge(`too large for this device with ${bytesInWords(memory)} of memory`);
  if (bytes > largestModelBytes)
    throw tooLarge(`and models of this kind may take ${bytesInWords(largestModelBytes)} at most`);
}

/** The name in the model's folder. The runtime sorts parts by it. */
function storedName(place: number, of: number): string {
  const five = (number: number) => String(number).padStart(5, '0');
  return of === 1 ? 'model.gguf' : `model-${five(place + 1)}-of-${five(of)}.gguf`;
}

/** Keeps all files once all are whole, or none. */
async function copy(sources: readonly File[], id: string, job: DownloadJob): Promise<StoredFile[]> {
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  const progress = createDownloadProgress(job, 'read', total);
  const folder = await openModelFolder(job.deps.root, id);
  const parts: Part[] = [];
  const stored: StoredFile[] = [];
  try {
    for (const [place, source] of sources.entries()) {
      const name = storedName(place, sources.length);
      const part = await openPart(folder, name, 'sha256');
      parts.push(part);
      await fill(part, source, { job, progress });
      stored.push({ name, bytes: source.size, sha256: part.hex() });
    }
    for (const part of parts) await part.keep();
    return stored;
  } finally {
    for (const part of parts) await part.discard();
  }
}

async function fill(
  part: Part,
  source: File,
  { job, progress }: { job: DownloadJob; progress: DownloadProgress },
): Promise<void> {
  // What an earlier try left may be of another file.
  part.restart();
  for await (const chunk of chunksOf(source.stream(), job.signal)) {
    part.write(chunk);
    progress.add(chunk.length);
  }
  const stored = await part.finish();
  if (stored.size === source.size) return;
  throw new DownloadEnded(
    engineError('corrupt', `“${source.name}” changed while it was read. Choose it again.`),
  );
}
