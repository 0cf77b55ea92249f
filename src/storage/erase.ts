import type { EraseEverything } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';

const channelName = 'assent-erase';
/** Other tabs need a moment to close their databases and stop their threads. */
const graceMs = 150;
const patienceMs = 5000;

type EraseMessage = 'erasing' | 'erased';

export interface EraseDeps {
  indexedDB: IDBFactory;
  caches: CacheStorage;
  /** localStorage, or undefined where the browser refuses it. */
  strings: Storage | undefined;
  root(): Promise<FileSystemDirectoryHandle>;
  /** Closes this page's databases and ends its threads. */
  closeStorage(): Promise<void> | void;
  /** Names of our databases, for browsers that do not list them. */
  knownDatabases(): readonly string[];
  /** Caches that the program itself starts from, which stay. */
  keepsCache(name: string): boolean;
  createChannel?: (name: string) => BroadcastChannel;
}

const openChannel = (name: string) => new BroadcastChannel(name);
const isOurDatabase = (name: string) => name === 'assent' || name.startsWith('assent-');
const isOurString = (key: string) => key.startsWith('assent');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Deletes all that this origin keeps of the person: databases of every profile, the private file system (models, and
 * web-llm's `webllm-resume`), our caches, our entries in localStorage. Reads each place again before it says so.
 * What starts the program offline stays. The page has to be loaded again afterwards.
 */
export function createEraseEverything(deps: EraseDeps): EraseEverything {
  const { createChannel = openChannel } = deps;
  return async () => {
    const channel = createChannel(channelName);
    const tell = (message: EraseMessage) => channel.postMessage(message);
    try {
      tell('erasing');
      await deps.closeStorage();
      await pause(graceMs);
      const left = (await Promise.all([eraseDatabases(deps), eraseFiles(deps), eraseCaches(deps)])).flat();
      left.push(...eraseStrings(deps));
      if (left.length === 0) return success(undefined);
      return failure(
        `Not everything could be erased: ${left.join(', ')}. Close the other tabs of Assent and try again.`,
      );
    } finally {
      tell('erased');
      channel.close();
    }
  };
}

export interface EraseListenerDeps {
  closeStorage(): Promise<void> | void;
  reload(): void;
  createChannel?: (name: string) => BroadcastChannel;
}

/** In every tab: gives way while another tab erases, and loads anew when it is done, or never said so. */
export function listenForErase({
  closeStorage,
  reload,
  createChannel = openChannel,
}: EraseListenerDeps): () => void {
  const channel = createChannel(channelName);
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  channel.onmessage = ({ data }: MessageEvent<EraseMessage>) => {
    switch (data) {
      case 'erasing':
        void closeStorage();
        giveUp ??= setTimeout(reload, 2 * patienceMs);
        return;
      case 'erased':
        clearTimeout(giveUp);
        reload();
    }
  };
  return () => channel.close();
}

/** What is left of each kind, in words. */
async function eraseDatabases({ indexedDB, knownDatabases }: EraseDeps): Promise<string[]> {
  const listed = async () => {
    const all = typeof indexedDB.databases === 'function' ? await indexedDB.databases() : [];
    return all.flatMap(({ name }) => (name !== undefined && isOurDatabase(name) ? [name] : []));
  };
  const names = new Set([...(await listed()), ...knownDatabases().filter(isOurDatabase)]);
  const deleted = await Promise.all([...names].map((name) => deleteDatabase(indexedDB, name)));
  const left = await listed();
  return left.length > 0 || deleted.includes(false) ? ['conversations'] : [];
}

/** False if an open connection elsewhere held it up for too long. */
function deleteDatabase(indexedDB: IDBFactory, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    const timer = setTimeout(() => resolve(false), patienceMs);
    const settle = (gone: boolean) => {
      clearTimeout(timer);
      resolve(gone);
    };
    request.onsuccess = () => settle(true);
    request.onerror = () => settle(false);
  });
}

async function eraseFiles({ root }: EraseDeps): Promise<string[]> {
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await root();
  } catch {
    return [];
  }
  const names = async () => {
    const found: string[] = [];
    for await (const name of folder.keys()) found.push(name);
    return found;
  };
  for (const name of await names()) {
    await folder.removeEntry(name, { recursive: true }).catch(() => undefined);
  }
  return (await names()).length > 0 ? ['model files'] : [];
}

async function eraseCaches({ caches, keepsCache }: EraseDeps): Promise<string[]> {
  const ours = async () =>
    (await caches.keys()).filter(
      (name) => (name.startsWith('webllm/') || name.startsWith('assent-')) && !keepsCache(name),
    );
  for (const name of await ours()) await caches.delete(name);
  return (await ours()).length > 0 ? ['stored models'] : [];
}

function eraseStrings({ strings }: EraseDeps): string[] {
  if (!strings) return [];
  const ours = () => Object.keys(strings).filter(isOurString);
  try {
    for (const key of ours()) strings.removeItem(key);
    return ours().length > 0 ? ['settings'] : [];
  } catch {
    return [];
  }
}
