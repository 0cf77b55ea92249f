/** The folder of one model in the private file system. */
export const modelFolderName = (modelId: string) => encodeURIComponent(modelId);

const unfinished = '.part';
const flushEvery = 2 ** 20;

/** What a worker may do with a file here, which the page's types do not know. */
interface WorkerFile {
  getFile(): Promise<File>;
  createSyncAccessHandle(): Promise<SyncAccess>;
  move(name: string): Promise<void>;
}

interface SyncAccess {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** A file that is being written under a name of its own, until it is known to be good. */
export interface StagedFile {
  write(bytes: Uint8Array<ArrayBuffer>): void;
  /** The whole file; nothing can be written afterwards. */
  finish(): Promise<File>;
  /** Gives the finished file its own name. */
  keep(name: string): Promise<void>;
  /** Removes it unless it was kept. Never rejects. */
  discard(): Promise<void>;
}

type Root = () => Promise<FileSystemDirectoryHandle>;

/** `models/<model>/`, made if it is missing. */
export async function openModelFolder(root: Root, modelId: string): Promise<FileSystemDirectoryHandle> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  return models.getDirectoryHandle(modelFolderName(modelId), { create: true });
}

/** Starts a file from nothing. Rejects with `NoModificationAllowedError` if another tab writes it. */
export async function stageFile(folder: FileSystemDirectoryHandle, name: string): Promise<StagedFile> {
  const stagedName = name + unfinished;
  const handle = (await folder.getFileHandle(stagedName, { create: true })) as unknown as WorkerFile;
  const access = await handle.createSyncAccessHandle();
  access.truncate(0);
  let at = 0;
  let flushedAt = 0;
  let open = true;
  let kept = false;
  const close = () => {
    if (!open) return;
    open = false;
    access.close();
  };
  return {
    write(bytes) {
      for (let from = 0; from < bytes.length;) {
        const written = access.write(bytes.subarray(from), { at });
        // On a full disk Chromium 156 answers with an error code, read as a number beyond all sense.
        if (written === 0 || written > bytes.length - from)
          throw new DOMException('nothing more could be written', 'QuotaExceededError');
        from += written;
        at += written;
      }
      if (at - flushedAt < flushEvery) return;
      access.flush();
      flushedAt = at;
    },
    async finish() {
      if (open) access.flush();
      close();
      return handle.getFile();
    },
    async keep(final) {
      await folder.removeEntry(final).catch(() => undefined);
      await handle.move(final);
      kept = true;
    },
    async discard() {
      close();
      if (!kept) await folder.removeEntry(stagedName).catch(() => undefined);
    },
  };
}

/** The stored file of this name, if it is there. */
export async function storedFile(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch {
    return undefined;
  }
}

/** Removes what killed downloads left unfinished, and folders with nothing else in them. Those in use are passed over. */
export async function sweepUnfinished(
  root: Root,
  whileHeld: (folderName: string, work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  const names: string[] = [];
  for await (const name of models.keys()) names.push(name);
  for (const name of names) {
    await whileHeld(name, () => sweepFolder(models, name)).catch(() => undefined);
  }
}

/** A page records an import moments after it is stored; after this many milliseconds it was killed before it could. */
const recordedAfter = 60 * 60 * 1000;

/**
 * Removes imported models that no record names, because the page died before it wrote one. Works on the page too.
 * `installed` are the ids of all that are recorded; `now` is milliseconds since 1970. Never rejects.
 */
export async function sweepImports(root: Root, installed: readonly string[], now: number): Promise<void> {
  try {
    const models = await (await root()).getDirectoryHandle('models');
    const recorded = new Set(installed.map(modelFolderName));
    const names: string[] = [];
    for await (const name of models.keys())
      if (name.startsWith('imported-') && !recorded.has(name)) names.push(name);
    for (const name of names) {
      if (await isAbandoned(await models.getDirectoryHandle(name), now))
        await models.removeEntry(name, { recursive: true });
    }
  } catch {
    // There are no models, or one is being written: the next start looks again.
  }
}

async function isAbandoned(folder: FileSystemDirectoryHandle, now: number): Promise<boolean> {
  let files = 0;
  for await (const name of folder.keys()) {
    const file = await storedFile(folder, name);
    // Nothing else is ever in such a folder; what cannot be read may be in use.
    if (file === undefined || now - file.lastModified < recordedAfter) return false;
    files += 1;
  }
  return files > 0;
}

async function sweepFolder(models: FileSystemDirectoryHandle, folderName: string): Promise<void> {
  const folder = await models.getDirectoryHandle(folderName);
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  const stale = names.filter((name) => name.endsWith(unfinished));
  for (const name of stale) await folder.removeEntry(name);
  if (stale.length === names.length) await models.removeEntry(folderName);
}

/** Removes a model's folder if nothing is in it. Never rejects. */
export async function removeEmptyFolder(root: Root, modelId: string): Promise<void> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  // Without `recursive`, a folder with files stays.
  await models.removeEntry(modelFolderName(modelId)).catch(() => undefined);
}

/** Removes a model's folder. One that is not there is fine. */
export async function removeModelFolder(root: Root, modelId: string): Promise<void> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  await models.removeEntry(modelFolderName(modelId), { recursive: true }).catch((problem: unknown) => {
    if (!(problem instanceof DOMException && problem.name === 'NotFoundError')) throw problem;
  });
}
