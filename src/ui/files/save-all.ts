import type { Files } from '../../app/files.svelte.ts';
import type { WorkspaceFile } from '../../domain/ports-tools.ts';
import { numberedSegment } from '../../domain/tools/path.ts';

/** What of a chosen folder is used. Nothing in it is ever deleted or overwritten. */
export type TargetFolder = Pick<FileSystemDirectoryHandle, 'getDirectoryHandle' | 'getFileHandle'>;

export interface SaveAllDeps {
  files: readonly WorkspaceFile[];
  blob: Files['blob'];
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

export interface SavedAll {
  saved: number;
  /** Those that lay there already, byte for byte. */
  same: number;
  /** Paths that could not be saved. */
  failed: string[];
  stopped: boolean;
}

const mostNames = 200;
/** Bytes that are compared at a time. */
const piece = 2 ** 20;

/** Copies every file into a folder. A name that is taken by something else gets a number. */
export async function saveAll(
  target: TargetFolder,
  { files, blob, onProgress, signal }: SaveAllDeps,
): Promise<SavedAll> {
  const result: SavedAll = { saved: 0, same: 0, failed: [], stopped: false };
  for (const [done, { path }] of files.entries()) {
    if (signal.aborted) return { ...result, stopped: true };
    onProgress(done);
    try {
      const bytes = await blob(path);
      if (!bytes.ok) result.failed.push(path);
      else result[await saveOne(target, path, bytes.value)] += 1;
    } catch {
      result.failed.push(path);
    }
  }
  onProgress(files.length);
  return result;
}

async function saveOne(target: TargetFolder, path: string, bytes: Blob): Promise<'saved' | 'same'> {
  const folders = path.split('/');
  const name = folders.pop() ?? path;
  let folder = target;
  for (const segment of folders) folder = await folder.getDirectoryHandle(segment, { create: true });
  for (let number = 1; number <= mostNames; number++) {
    const free = number === 1 ? name : numberedSegment(name, number);
    const there = await whatIsAt(folder, free);
    if (there === 'nothing') {
      const writing = await (await folder.getFileHandle(free, { create: true })).createWritable();
      await bytes.stream().pipeTo(writing);
      return 'saved';
    }
    if (there !== 'folder' && (await isEqual(there, bytes))) return 'same';
  }
  throw new Error('every name is taken');
}

async function whatIsAt(folder: TargetFolder, name: string): Promise<File | 'nothing' | 'folder'> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === 'NotFoundError') return 'nothing';
    if (problem instanceof DOMException && problem.name === 'TypeMismatchError') return 'folder';
    throw problem;
  }
}

async function isEqual(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  for (let from = 0; from < one.size; from += piece) {
    const pieces = [one, other].map((blob) => blob.slice(from, from + piece).arrayBuffer());
    const [left, right] = await Promise.all(pieces);
    const [a, b] = [new Uint8Array(left ?? []), new Uint8Array(right ?? [])];
    if (a.some((byte, at) => byte !== b[at])) return false;
  }
  return true;
}
