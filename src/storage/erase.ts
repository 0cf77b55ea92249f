import type { EraseEverything } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';

const channelName = 'assent-erase';
/** Other tabs need a moment to close their databases and stop their threads. */
const graceMs = 150;
/** A thread that was told to stop may hold its file for as long as it cleans up. */
const patience = 5000;

/** A page hears its own messages too, on another channel of the same name: `from` tells them apart. */
interface EraseMessage {
  kind: 'erasing' | 'erased';
  from: string;
}

export interface EraseDeps {
  /** This tab's own name among the tabs. */
  tabId: string;
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
  /** How long to try again, in milliseconds, while another tab still holds something. */
  patienceMs?: number;
}

const openChannel = (name: string) => new BroadcastChannel(name);
const isOurDatabase = (name: string) => name === 'assent' || name.startsWith('assent-');
const isOurString = (key: string) => key.startsWith('assent');
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Deletes all that this origin keeps of the person: databases of every profile, the private file system (models, and
 * web-llm's `webllm-resume`), our caches, our entries in localStorage. Reads each place again before it says so.
 * What starts the program offline stays. After a success this page has to be loaded again; other tabs do so by themselves.
 */
export function createEraseEverything(deps: EraseDeps): EraseEverything {
  const { createChannel = openChannel, patienceMs = patience } = deps;
  return async () => {
    const channel = createChannel(channelName);
    const tell = (kind: EraseMessage['kind']) =>
      channel.postMessage({ kind, from: deps.tabId } satisfies EraseMessage);
    const untilGone = async (erase: (deps: EraseDeps) => Promise<string[]>) => {
      for (let waited = 0; ; waited += graceMs) {
        const left = await erase(deps);
        if (left.length === 0 || waited >= patienceMs) return left;
        await pause(graceMs);
      }
    };
    try {
      tell('erasing');
      await deps.closeStorage();
      await pause(graceMs);
      const left = (
        await Promise.all([eraseDatabases(deps), untilGone(eraseFiles), untilGone(eraseCaches)])
      ).flat();
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
  tabId: string;
  /** Ends what writes here: downloads, answers, open databases. */
  giveWay(): void;
  reload(): void;
  createChannel?: (name: string) => BroadcastChannel;
}

/** In every tab: gives way while another tab erases, and loads anew when it is done, or never said so. */
export function listenForErase({
  tabId,
  giveWay,
  reload,
  createChannel = openChannel,
}: EraseListenerDeps): () => void {
  const channel = createChannel(channelName);
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  channel.onmessage = ({ data }: MessageEvent<EraseMessage>) => {
    if (data.from === tabId) return;
    switch (data.kind) {
      case 'erasing':
        giveWay();
        giveUp ??= setTimeout(reload, 3 * patience);
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
  const names = new Set([
    ...(await listed()),
    ...(await ofProfiles(indexedDB)),
    ...knownDatabases().filter(isOurDatabase),
  ]);
  const deleted = await Promise.all([...names].map((name) => deleteDatabase(indexedDB, name)));
  const left = await listed();
  return left.length > 0 || deleted.includes(false) ? ['conversations'] : [];
}

/** The databases of every profile, for browsers that do not list them. Read without Dexie, and only if there is such a row. */
function ofProfiles(indexedDB: IDBFactory): Promise<string[]> {
  if (typeof indexedDB.databases === 'function' || typeof indexedDB.open !== 'function') {
    return Promise.resolve([]);
  }
  return new Promise((resolve) => {
    const request = indexedDB.open('assent');
    const timer = setTimeout(() => resolve([]), patience);
    const settle = (names: string[]) => {
      clearTimeout(timer);
      resolve(names);
    };
    request.onerror = () => settle([]);
    request.onsuccess = () => {
      const database = request.result;
      const end = (ids: readonly IDBValidKey[]) => {
        database.close();
        settle(ids.map((id) => `assent-${String(id)}`));
      };
      if (!database.objectStoreNames.contains('profiles')) return end([]);
      const keys = database.transaction('profiles').objectStore('profiles').getAllKeys();
      keys.onsuccess = () => end(keys.result);
      keys.onerror = () => end([]);
    };
  });
}

/** False if an open connection elsewhere held it up for too long. */
function deleteDatabase(indexedDB: IDBFactory, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    const timer = setTimeout(() => resolve(false), patience);
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
