import { engineError } from '../../domain/engine-error.ts';
import type { CatalogueModel, Model, StoredFile } from '../../domain/model.ts';
import { webllmCaches } from '../webllm-files.ts';
import { fetchInto } from './download-fetch.ts';
import { openModelFolder, sumsEnding } from './download-files.ts';
import { createHash, fileNameOf } from './download-hash.ts';
import type { Part } from './download-part.ts';
import { DownloadEnded } from './download-problem.ts';
import { createDownloadProgress, type DownloadProgress } from './download-progress.ts';
import { blockBytes, createSums, isSameState, type Sums } from './download-sums.ts';
import type { DownloadJob } from './download-thread.ts';
import { wrongAnswers } from './download-verify.ts';
import { openFile, readUpTo, type SyncAccess, writeAll } from './sync-file.ts';

/**
 * Mends what it can in place and takes away what is past mending, so that a download afterwards brings just that. Of a GGUF file
 * only the blocks are fetched whose bytes differ from the states of the hash that were kept when it arrived.
 */
export async function repairModel(model: Model, source: CatalogueModel, job: DownloadJob): Promise<void> {
  const progress = createDownloadProgress(job, 'verify', source.bytes);
  if (model.engine === 'webllm') {
    const wrong = await wrongAnswers(model, job, progress);
    for (const cacheName of Object.values(webllmCaches)) {
      const cache = await job.deps.caches.open(cacheName);
      for (const url of wrong) await cache.delete(url);
    }
  }
  if (model.engine !== 'wllama' || !('gguf' in source.source)) return;
  const folder = await openModelFolder(job.deps.root, model.id);
  for (const file of model.files) {
    const url = source.source.gguf.find((one) => fileNameOf(one) === file.name);
    const isWhole = url !== undefined && (await mendFile(folder, file, { url, job, progress }));
    if (!isWhole) await folder.removeEntry(file.name).catch(() => undefined);
  }
}

interface Mending {
  url: string;
  job: DownloadJob;
  progress: DownloadProgress;
}

/** The entry, held to the hashes that the files of the model had when they arrived, where it names none itself. */
export function remembering(source: CatalogueModel, model: Model): CatalogueModel {
  if (model.engine !== 'wllama') return source;
  const arrived = model.files.flatMap(({ name, sha256 }) =>
    sha256 === undefined ? [] : [[name, sha256] as const],
  );
  return { ...source, sha256: { ...Object.fromEntries(arrived), ...source.sha256 } };
}

/** False if the file has to be fetched anew. Whether it is right now, the download after it finds out by its hash. */
async function mendFile(
  folder: FileSystemDirectoryHandle,
  { name, bytes, sha256 }: StoredFile,
  { url, job, progress }: Mending,
): Promise<boolean> {
  if (sha256 === undefined) return false;
  const stateBytes = (await createHash('sha256')).save().length;
  const { access } = await openFile(folder, name);
  try {
    const { access: sumsAccess } = await openFile(folder, name + sumsEnding);
    const sums = createSums(sumsAccess, stateBytes);
    try {
      if (access.getSize() !== bytes || sums.count !== Math.floor(bytes / blockBytes)) return false;
      const wrong = await wrongBlocks(access, { bytes, sha256, sums, job, progress });
      for (const block of wrong) {
        const from = block * blockBytes;
        const until = Math.min(bytes, from + blockBytes);
        const window = windowOf(access, from);
        progress.enter('download');
        await fetchInto(
          window,
          { url, name, bytes: until, until },
          { deps: job, progress, signal: job.signal },
        );
      }
      access.flush();
      return true;
    } finally {
      sums.close();
    }
  } catch (problem) {
    if (problem instanceof NoWindow) return false;
    throw problem;
  } finally {
    access.close();
  }
}

/** Which blocks of a file are not what they were. The end after the last whole block counts as one. */
async function wrongBlocks(
  access: SyncAccess,
  {
    bytes,
    sha256,
    sums,
    job: { signal },
    progress,
  }: { bytes: number; sha256: string; sums: Sums; job: DownloadJob; progress: DownloadProgress },
): Promise<number[]> {
  const hash = await createHash('sha256');
  const probe = await createHash('sha256');
  const wrong: number[] = [];
  progress.enter('verify');
  for (let block = 0; block < sums.count; block++) {
    signal.throwIfAborted();
    hash.update(readUpTo(access, block * blockBytes, blockBytes));
    const saved = sums.at(block + 1);
    if (saved === undefined) return [...wrong, block];
    if (isSameState(hash.save(), saved, probe)) continue;
    wrong.push(block);
    hash.load(saved);
  }
  hash.update(readUpTo(access, sums.count * blockBytes, bytes - sums.count * blockBytes));
  if (hash.hex() !== sha256) wrong.push(sums.count);
  return wrong;
}

/** The server gives no parts of files, or another file: nothing can be mended in place. */
class NoWindow extends DownloadEnded {}

/** A part in the middle of a file that is there: what is written stands over what was wrong. */
function windowOf(access: SyncAccess, from: number): Part {
  let received = from;
  const noWindow = () => {
    throw new NoWindow(engineError('corrupt'));
  };
  return {
    get received() {
      return received;
    },
    // What lies before may be wrong as well: only what was just written can be compared.
    doubted: () => readUpTo(access, from, received - from),
    write(bytes) {
      writeAll(access, bytes, received);
      received += bytes.length;
    },
    restart: noWindow,
    reread: noWindow,
    hex: noWindow,
    finish: async () => new File([], ''),
    keep: async () => {},
    close: () => {},
    discard: async () => {},
  };
}
