import { importedSource, webllmCaches } from '../webllm-files.ts';

/** The folder of one model in the private file system. */
export const modelFolderName = (modelId: string) => encodeURIComponent(modelId);

/** A file on its way. */
export const unfinished = '.part';
/** Beside a file: the states of its hash. */
export const sumsEnding = '.sums';
/** In the folder of a model on its way: which one, and whether it is to go on by itself. */
export const journalName = 'download.json';
/** In the folder of an imported model whose files lie in web-llm's caches. */
export const importMark = 'imported';

export type Root = () => Promise<FileSystemDirectoryHandle>;

/** `models/<model>/`, made if it is missing. */
export async function openModelFolder(root: Root, modelId: string): Promise<FileSystemDirectoryHandle> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  return models.getDirectoryHandle(modelFolderName(modelId), { create: true });
}

/** The stored file of this name, if it is there. */
export async function storedFile(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch {
    return undefined;
  }
}

/** Removes what killed imports left unfinished, and folders with nothing else in them. Downloads on their way and those in use stay. */
export async function sweepUnfinished(
  root: Root,
  whileHeld: (folderName: string, work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const models = await (await root()).getDirectoryHandle('models', { create: true });
  for (const name of await namesIn(models)) {
    await whileHeld(name, () => sweepFolder(models, name)).catch(() => undefined);
  }
}

/** A page records an import moments after it is stored; after this many milliseconds it was killed before it could. */
const recordedAfter = 60 * 60 * 1000;

/**
 * Removes imported models that no record names, because the page died before it wrote one. Works on the page too.
 * `installed` are the ids of all that are recorded; `now` is milliseconds since 1970. Never rejects.
 */
export async function sweepImports(
  { root, caches }: { root: Root; caches: Pick<CacheStorage, 'open'> },
  installed: readonly string[],
  now: number,
): Promise<void> {
  try {
    const models = await (await root()).getDirectoryHandle('models');
    const recorded = new Set(installed.map(modelFolderName));
    const imports = (await namesIn(models)).filter((name) => name.startsWith('imported-'));
    for (const name of imports.filter((one) => !recorded.has(one))) {
      if (!(await isAbandoned(await models.getDirectoryHandle(name), now))) continue;
      await clearCaches(caches, decodeURIComponent(name));
      await models.removeEntry(name, { recursive: true });
    }
  } catch {
    // There are no models, or one is being written: the next start looks again.
  }
}

/** What was brought from a folder in MLC format lies in web-llm's caches. */
async function clearCaches(caches: Pick<CacheStorage, 'open'>, id: string): Promise<void> {
  const { model, model_lib } = importedSource(id);
  for (const cacheName of Object.values(webllmCaches)) {
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) {
      if (request.url.startsWith(model) || request.url === model_lib) await cache.delete(request);
    }
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
  const names = await namesIn(folder);
  if (names.includes(journalName)) return;
  const stale = names.filter((name) => name.endsWith(unfinished) || name.endsWith(unfinished + sumsEnding));
  for (const name of stale) await folder.removeEntry(name);
  if (stale.length === names.length) await models.removeEntry(folderName);
}

export async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/** Whether any download began and is not whole. Works on the page too: most starts need no thread to tell. Never rejects. */
export async function hasJournal(root: Root): Promise<boolean> {
  try {
    const models = await (await root()).getDirectoryHandle('models');
    for (const name of await namesIn(models)) {
      const folder = await models.getDirectoryHandle(name);
      if ((await storedFile(folder, journalName)) !== undefined) return true;
    }
  } catch {
    // There are no models.
  }
  return false;
}

/** The model is recorded: nothing of its download is to go on. Works on the page too. Never rejects. */
export async function removeJournal(root: Root, modelId: string): Promise<void> {
  try {
    const models = await (await root()).getDirectoryHandle('models');
    const folder = await models.getDirectoryHandle(modelFolderName(modelId));
    await folder.removeEntry(journalName);
  } catch {
    // It was imported, or the next start finds all of it here and removes the journal then.
  }
  await removeEmptyFolder(root, modelId).catch(() => undefined);
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
