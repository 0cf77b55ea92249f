import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AssentDatabase } from '../../../src/storage/assent-database.ts';
import { createEraseEverything, listenForErase, type EraseDeps } from '../../../src/storage/erase.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { freshIndexedDb } from '../../fixtures/storage.ts';

const makeDatabase = (name: string) =>
  new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name, 10);
    request.onsuccess = () => resolve(request.result);
  });

/** A folder of names, as the private file system's root. */
function fakeRoot(names: Set<string>, lockedName?: string, locked = new Set([lockedName])) {
  const folder = {
    keys: () => names.values(),
    removeEntry: async (name: string) => {
      if (locked.has(name)) throw new DOMException('in use', 'NoModificationAllowedError');
      names.delete(name);
    },
  };
  return async () => folder as unknown as FileSystemDirectoryHandle;
}

function fakeCaches(names: Set<string>) {
  return {
    keys: async () => [...names],
    delete: async (name: string) => names.delete(name),
  } as unknown as CacheStorage;
}

/** localStorage as far as it is used: keys are own properties. */
function fakeStrings(entries: Record<string, string>) {
  const strings: Record<string, unknown> = { ...entries };
  Object.defineProperty(strings, 'removeItem', {
    value: (key: string) => delete strings[key],
    enumerable: false,
  });
  return strings as unknown as Storage;
}

let files: Set<string>;
let cacheNames: Set<string>;
let strings: Storage;

const deps = (more: Partial<EraseDeps> = {}): EraseDeps => ({
  tabId: 'this',
  patienceMs: 200,
  indexedDB,
  caches: fakeCaches(cacheNames),
  strings,
  root: fakeRoot(files),
  closeStorage: () => undefined,
  knownDatabases: () => [],
  keepsCache: (name) => name.includes('precache'),
  ...more,
});

const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name);

beforeEach(async () => {
  freshIndexedDb();
  files = new Set(['models', 'webllm-resume', 'assent-sentinel.json']);
  cacheNames = new Set(['webllm/model', 'webllm/wasm', 'assent-engines', 'assent-precache-v2', 'other']);
  strings = fakeStrings({ 'assent.sentinel': '1', 'assent-crash': '2', other: '3' });
  for (const name of ['assent', 'assent-drafts', 'assent-one', 'assent-two', 'another']) {
    (await makeDatabase(name)).close();
  }
});

describe('createEraseEverything', () => {
  it('deletes what is ours and leaves the rest', async () => {
    expect(await createEraseEverything(deps())()).toEqual({ ok: true, value: undefined });
    expect(await databaseNames()).toEqual(['another']);
    expect([...files]).toEqual([]);
    expect([...cacheNames]).toEqual(['assent-precache-v2', 'other']);
    expect(Object.keys(strings)).toEqual(['other']);
  });

  it('deletes the recorded databases where the browser lists none', async () => {
    const unlisted = {
      deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
    } as unknown as IDBFactory;
    await createEraseEverything(
      deps({
        indexedDB: unlisted,
        knownDatabases: () => ['assent', 'assent-drafts', 'assent-one', 'another'],
      }),
    )();
    expect((await databaseNames()).sort()).toEqual(['another', 'assent-two']);
  });

  it('deletes every profile’s database where the browser lists none', async () => {
    indexedDB.deleteDatabase('assent');
    const assent = new AssentDatabase({ onClosed: () => undefined });
    for (const id of ['one', 'two']) {
      await assent.profiles.add({ id, name: id, createdAt: 1, ready: true });
    }
    assent.close();
    const unlisted = {
      open: (name: string) => indexedDB.open(name),
      deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
    } as unknown as IDBFactory;
    const knownDatabases = () => ['assent', 'assent-drafts', 'assent-one'];
    await createEraseEverything(deps({ indexedDB: unlisted, knownDatabases }))();
    expect(await databaseNames()).toEqual(['another']);
  });

  it('is not held up by another tab that has the databases open', async () => {
    const onClosed = vi.fn();
    const other = new ProfileDatabase('one', { onClosed });
    await other.open();
    expect(await createEraseEverything(deps())()).toMatchObject({ ok: true });
    expect(onClosed.mock.calls).toEqual([['superseded']]);
  });

  it('says what could not be erased', async () => {
    const result = await createEraseEverything(deps({ root: fakeRoot(files, 'models') }))();
    expect(result).toEqual({ ok: false, error: expect.stringContaining('model files') });
  });

  it('tells the other tabs before and after', async () => {
    const giveWay = vi.fn();
    const reload = vi.fn();
    const stop = listenForErase({ tabId: 'other', giveWay, reload });
    const erasing = createEraseEverything(deps())();
    await vi.waitFor(() => expect(giveWay).toHaveBeenCalledTimes(1));
    expect(reload).not.toHaveBeenCalled();
    await erasing;
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(1));
    stop();
  });

  it('leaves its own tab alone, so that what it says can be read', async () => {
    const own = { tabId: 'this', giveWay: vi.fn(), reload: vi.fn() };
    const other = { tabId: 'other', giveWay: vi.fn(), reload: vi.fn() };
    const stops = [listenForErase(own), listenForErase(other)];
    await createEraseEverything(deps({ root: fakeRoot(files, 'models') }))();
    await vi.waitFor(() => expect(other.reload).toHaveBeenCalledTimes(1));
    expect(own.giveWay).not.toHaveBeenCalled();
    expect(own.reload).not.toHaveBeenCalled();
    for (const stop of stops) stop();
  });

  it('waits for a thread of another tab that still writes a file', async () => {
    const locked = new Set<string | undefined>(['models']);
    setTimeout(() => locked.clear(), 250);
    const result = await createEraseEverything(
      deps({ root: fakeRoot(files, undefined, locked), patienceMs: 5000 }),
    )();
    expect(result).toEqual({ ok: true, value: undefined });
    expect([...files]).toEqual([]);
  });
});
