/** The private file system as the workspace uses it: paths below one folder, whole writes, moves. */

export type Root = () => Promise<FileSystemDirectoryHandle>;

/** What a worker may do with a file here, which the page's types do not know. */
interface WorkerFile {
  getFile(): Promise<File>;
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
}

interface SyncAccess {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Bytes piece by piece: a large file is never in memory as a whole. */
export type Pieces = Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>;

const top = 'workspace';
export const folderName = (profileId: string) => encodeURIComponent(profileId);
export const isNamed = (problem: unknown, ...names: string[]): boolean =>
  typeof problem === 'object' &&
  problem !== null &&
  'name' in problem &&
  names.includes(String(problem.name));

/** `workspace/<profileId>/`, made if it is missing. */
export async function openProfileFiles(root: Root, profileId: string): Promise<FileSystemDirectoryHandle> {
  const all = await (await root()).getDirectoryHandle(top, { create: true });
  return all.getDirectoryHandle(folderName(profileId), { create: true });
}

/** Deletes a profile's files, its trash and its index. None there is fine. Rejects while a thread still writes there. */
export async function removeProfileFiles(root: Root, profileId: string): Promise<void> {
  try {
    const all = await (await root()).getDirectoryHandle(top);
    await all.removeEntry(folderName(profileId), { recursive: true });
  } catch (problem) {
    if (!isNamed(problem, 'NotFoundError')) throw problem;
  }
}

/** The folder that holds `path`, and the name in it. */
async function parentOf(base: FileSystemDirectoryHandle, path: string, create = false) {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  let folder = base;
  for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create });
  return { folder, name };
}

/** The stored file, or undefined where there is none. */
export async function fileAt(base: FileSystemDirectoryHandle, path: string): Promise<File | undefined> {
  return (await handleAt(base, path))?.getFile();
}

async function handleAt(base: FileSystemDirectoryHandle, path: string): Promise<WorkerFile | undefined> {
  try {
    const { folder, name } = await parentOf(base, path);
    return (await folder.getFileHandle(name)) as unknown as WorkerFile;
  } catch (problem) {
    if (isNamed(problem, 'NotFoundError', 'TypeMismatchError')) return undefined;
    throw problem;
  }
}

/**
 * Writes a file from its start, and brings it safely to the disk unless its owner has it elsewhere too: that takes longer than all
 * the rest. Returns its size in bytes. Throws `QuotaExceededError` on a full disk.
 */
export async function writeFile(
  base: FileSystemDirectoryHandle,
  path: string,
  pieces: Pieces,
  { isCopy = false }: { isCopy?: boolean } = {},
): Promise<number> {
  const { folder, name } = await parentOf(base, path, true);
  const handle = (await folder.getFileHandle(name, { create: true })) as unknown as WorkerFile;
  const access = await handle.createSyncAccessHandle();
  try {
    access.truncate(0);
    let at = 0;
    for await (const piece of pieces) at = writePiece(access, piece, at);
    if (!isCopy) access.flush();
    return at;
  } finally {
    access.close();
  }
}

function writePiece(access: SyncAccess, piece: Uint8Array<ArrayBuffer>, start: number): number {
  let at = start;
  for (let from = 0; from < piece.length;) {
    const written = access.write(piece.subarray(from), { at });
    // On a full disk Chromium 156 answers with an error code, read as a number beyond all sense.
    if (!(written > 0 && written <= piece.length - from))
      throw new DOMException('nothing more could be written', 'QuotaExceededError');
    from += written;
    at += written;
  }
  return at;
}

/** Makes the folders that `path` will need, and takes away an empty folder that stands in its place. */
export async function makeWay(base: FileSystemDirectoryHandle, path: string): Promise<void> {
  const { folder, name } = await parentOf(base, path, true);
  try {
    const inTheWay = await folder.getDirectoryHandle(name);
    for await (const _file of walk(inTheWay, '')) throw new DOMException(path, 'InvalidModificationError');
    await folder.removeEntry(name, { recursive: true });
  } catch (problem) {
    if (!isNamed(problem, 'NotFoundError', 'TypeMismatchError')) throw problem;
  }
}

/** Moves a file. Nothing happens where there is none, or where one stands at `to`: so it may be done again after a kill. */
export async function moveFile(base: FileSystemDirectoryHandle, from: string, to: string): Promise<void> {
  const handle = await handleAt(base, from);
  if (handle === undefined || (await handleAt(base, to)) !== undefined) return;
  const { folder, name } = await parentOf(base, to, true);
  await handle.move(folder, name);
}

/** Removes a file. One that is not there, or is in use, is passed over. */
export async function removeFile(base: FileSystemDirectoryHandle, path: string): Promise<void> {
  try {
    const { folder, name } = await parentOf(base, path);
    await folder.removeEntry(name);
  } catch (problem) {
    if (!isNamed(problem, 'NotFoundError', 'NoModificationAllowedError')) throw problem;
  }
}

/** Removes the folders above `path` that are empty now, but never the first one. */
export async function removeEmptyFolders(base: FileSystemDirectoryHandle, path: string): Promise<void> {
  const segments = path.split('/').slice(0, -1);
  try {
    for (; segments.length > 1; segments.pop()) {
      const { folder, name } = await parentOf(base, segments.join('/'));
      // Without `recursive`, a folder with files stays.
      await folder.removeEntry(name);
    }
  } catch {
    // It holds something, or is gone already.
  }
}

/** Every file below a folder, with its path. */
export async function* walk(
  folder: FileSystemDirectoryHandle,
  prefix: string,
): AsyncGenerator<{ path: string; handle: FileSystemFileHandle }> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'directory') yield* walk(handle, `${prefix}${name}/`);
    else yield { path: prefix + name, handle };
  }
}
