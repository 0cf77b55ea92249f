import { engineError } from '../../domain/engine-error.ts';
import type { Model } from '../../domain/model.ts';
import { readGgufHeader } from '../gguf.ts';
import { openModelFolder } from './download-files.ts';
import { createHash } from './download-hash.ts';
import { openPart } from './download-part.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress } from './download-progress.ts';
import { bytesInWords, ensureSpace } from './download-space.ts';
import type { DownloadJob, HoldingFolder } from './download-thread.ts';

const storedName = 'model.gguf';
const sampleBytes = 2 ** 20;
const longestContext = 4096;
/** The rest of a device's memory is for the system and the page. */
const usableMemory = 0.8;

/** Checks a model file from disk and copies it into the private file system. */
export async function importGguf(file: File, job: DownloadJob, holdingFolder: HoldingFolder): Promise<Model> {
  const { deps } = job;
  const header = await readGgufHeader(file, file.name);
  if (!header.ok) throw new DownloadEnded(header.error);
  const { split, contextLength } = header.value;
  if (split) {
    const sentence = `“${file.name}” is part ${split.part} of ${split.parts} of a model. Choose a file that holds all of it.`;
    throw new DownloadEnded(engineError('unsupported', sentence));
  }
  if (deps.memory !== undefined && file.size > deps.memory * usableMemory) {
    const sentence = `“${file.name}” is ${bytesInWords(file.size)}, too large for this device with ${bytesInWords(deps.memory)} of memory. Choose a smaller model.`;
    throw new DownloadEnded(engineError('out-of-memory', sentence));
  }
  await ensureSpace(file.name, file.size, deps.estimate);
  const name =
    cleanName(header.value.name) ?? cleanName(file.name.replace(/\.gguf$/i, '')) ?? 'Imported model';
  const id = `imported-${slug(name)}${await shortHash(file)}`;
  const sha256 = await holdingFolder(id, () => copy(file, id, job));
  return {
    id,
    name,
    context: Math.max(1, Math.min(contextLength ?? longestContext, longestContext)),
    engine: 'wllama',
    bytes: file.size,
    files: [{ name: storedName, bytes: file.size, sha256 }],
  };
}

/** The result is the hash of what was copied, in hex. */
async function copy(file: File, id: string, job: DownloadJob): Promise<string> {
  const progress = createDownloadProgress(job, 'read', file.size);
  const part = await openPart(await openModelFolder(job.deps.root, id), storedName, 'sha256');
  try {
    // What an earlier try left may be of another file.
    part.restart();
    const reader = file.stream().getReader();
    for (;;) {
      job.signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      part.write(value);
      progress.add(value.length);
    }
    const stored = await part.finish();
    if (stored.size !== file.size) {
      throw new DownloadEnded(
        engineError('corrupt', `“${file.name}” changed while it was read. Choose it again.`),
      );
    }
    await part.keep();
    return part.hex();
  } finally {
    await part.discard();
  }
}

/** Tells two files apart without reading all of either: size, and a piece of the start, the middle and the end. */
async function shortHash(file: File): Promise<string> {
  const hash = await createHash('sha256');
  hash.update(new TextEncoder().encode(String(file.size)));
  for (const at of [0, Math.floor(file.size / 2), Math.max(0, file.size - sampleBytes)]) {
    hash.update(new Uint8Array(await file.slice(at, at + sampleBytes).arrayBuffer()));
  }
  return hash.hex().slice(0, 12);
}

function cleanName(name: string | undefined): string | undefined {
  const clean = name
    ?.replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return clean === '' ? undefined : clean;
}

function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return plain === '' ? '' : `${plain}-`;
}
