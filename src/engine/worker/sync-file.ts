/** What a worker may do with a file of the private file system, which the page's types do not know. */
export interface WorkerFile {
  getFile(): Promise<File>;
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(name: string): Promise<void>;
}

export interface SyncAccess {
  read(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

export interface OpenFile {
  handle: WorkerFile;
  access: SyncAccess;
}

/** Opens a file for this thread alone, made if it is missing. Rejects with `NoModificationAllowedError` if another has it. */
export async function openFile(folder: FileSystemDirectoryHandle, name: string): Promise<OpenFile> {
  const handle = (await folder.getFileHandle(name, { create: true })) as unknown as WorkerFile;
  return { handle, access: await handle.createSyncAccessHandle() };
}

/** Writes all of `bytes`. Throws `QuotaExceededError` on a full disk. */
export function writeAll(access: SyncAccess, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  for (let from = 0; from < bytes.length;) {
    const written = access.write(bytes.subarray(from), { at: at + from });
    // On a full disk Chromium 156 answers with an error code, read as a number beyond all sense.
    if (written === 0 || written > bytes.length - from)
      throw new DOMException('nothing more could be written', 'QuotaExceededError');
    from += written;
  }
}

/** The bytes from `at`, as many as there are up to `length`. */
export function readUpTo(access: SyncAccess, at: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, access.getSize() - at)));
  let here = 0;
  while (here < bytes.length) {
    const read = access.read(bytes.subarray(here), { at: at + here });
    if (read === 0) break;
    here += read;
  }
  return bytes.subarray(0, here);
}
