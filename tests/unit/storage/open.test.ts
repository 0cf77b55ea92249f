import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openStorage, type AssentStorage, type StorageDeps } from '../../../src/storage/open.ts';
import {
  conversation,
  freshIndexedDb,
  memoryRoot,
  memoryStrings,
  nextValue,
  question,
  storageDeps,
} from '../../fixtures/storage.ts';

let count = 0;
const files = new Map<string, string>();
const strings = memoryStrings();

const deps = (more: Partial<StorageDeps> = {}): StorageDeps =>
  storageDeps({ newId: () => `id-${++count}`, strings, root: memoryRoot(files), ...more });

async function opened(more: Partial<StorageDeps> = {}): Promise<AssentStorage> {
  const result = await openStorage(deps(more));
  if (result.kind !== 'ready') throw new Error(JSON.stringify(result));
  return result.storage;
}

beforeEach(() => {
  freshIndexedDb();
  count = 0;
  files.clear();
  strings.map.clear();
});

const openRaw = (name: string, version: number) =>
  new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

describe('openStorage', () => {
  it('makes one profile, also from two tabs at once', async () => {
    const [one, other] = await Promise.all([opened(), opened()]);
    expect(one.profileId).toBe(other.profileId);
    const names = (await indexedDB.databases()).map(({ name }) => name).sort();
    expect(names).toEqual(['assent', 'assent-drafts', `assent-${one.profileId}`]);
    one.close();
    other.close();
  });

  it('finds everything again', async () => {
    const first = await opened();
    await first.settings.write({ appearance: 'dark' });
    await first.drafts.write({ key: 'new', text: 'Dear', provenance: [] });
    await first.models.put({
      id: 'm',
      name: 'M',
      context: 1,
      engine: 'browser',
      addedAt: 1,
      origin: 'connected',
    });
    await first.conversations.append(conversation('c'), [question('q', 'c', 'Hi')]);
    first.close();
    const second = await opened();
    expect(await second.settings.read()).toMatchObject({ appearance: 'dark', activeModelId: null });
    expect(await second.drafts.read('new')).toEqual({ key: 'new', text: 'Dear', provenance: [] });
    expect(await second.models.all()).toMatchObject([{ id: 'm' }]);
    expect(await nextValue(second.conversations.conversations())).toMatchObject([{ id: 'c' }]);
    await second.drafts.write({ key: 'new', text: '', provenance: [] });
    expect(await second.drafts.read('new')).toBeUndefined();
    await second.models.remove('m');
    expect(await second.models.all()).toEqual([]);
    second.close();
  });

  it.each(['localStorage', 'the private file system'])(
    'says so when the database is unexpectedly empty, by %s',
    async (place) => {
      (await opened()).close();
      freshIndexedDb();
      if (place === 'localStorage') files.clear();
      else strings.map.clear();
      const found = await openStorage(deps({ now: () => 2000 }));
      if (found.kind !== 'unexpectedly-empty') throw new Error(found.kind);
      expect(found.since).toBe(1000);
      const fresh = await found.startEmpty();
      expect(fresh.kind).toBe('ready');
      if (fresh.kind === 'ready') fresh.storage.close();
      const again = await openStorage(deps());
      expect(again.kind).toBe('ready');
      if (again.kind === 'ready') again.storage.close();
    },
  );

  it('says so when only the conversations are gone', async () => {
    const storage = await opened();
    storage.close();
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(`assent-${storage.profileId}`).onsuccess = resolve;
    });
    const found = await openStorage(deps());
    expect(found).toMatchObject({ kind: 'unexpectedly-empty', since: 1000 });
  });

  it.each(['assent', 'assent-drafts'])('refuses a newer %s and leaves it as it is', async (name) => {
    (await opened()).close();
    (await openRaw(name, 990)).close();
    expect(await openStorage(deps())).toMatchObject({
      kind: 'newer',
      sentence: expect.stringContaining('newer version'),
    });
    const versions = await indexedDB.databases();
    expect(versions.find((one) => one.name === name)?.version).toBe(990);
  });

  it('closes for good, once, when another tab upgrades', async () => {
    const onClosed = vi.fn();
    const storage = await opened({ onClosed });
    (await openRaw(`assent-${storage.profileId}`, 990)).close();
    expect(onClosed.mock.calls).toEqual([['superseded']]);
    await expect(storage.conversations.setLeaf('c', 'q')).rejects.toMatchObject({ kind: 'superseded' });
    await expect(storage.settings.read()).rejects.toMatchObject({ kind: 'superseded' });
  });

  it('does not make a new database after the browser dropped the old one', async () => {
    const onClosed = vi.fn();
    const listening = vi.spyOn(IDBDatabase.prototype, 'addEventListener');
    const storage = await opened({ onClosed });
    for (const [type, listener] of listening.mock.calls) {
      if (type === 'close') (listener as (event: Event) => void)(new Event('close'));
    }
    listening.mockRestore();
    expect(onClosed.mock.calls).toEqual([['lost']]);
    await expect(storage.settings.read()).rejects.toMatchObject({ kind: 'lost' });
    await expect(storage.conversations.setLeaf('c', 'q')).rejects.toMatchObject({ kind: 'lost' });
  });

  it('says that the browser refuses, as data', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(await openStorage(deps())).toMatchObject({ kind: 'failed', sentence: expect.any(String) });
  });

  it('works where neither localStorage nor files may be used', async () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const storage = await opened({
      strings: { getItem: refuse, setItem: refuse },
      root: async () => refuse(),
    });
    expect(await storage.settings.read()).toMatchObject({ appearance: 'system' });
    storage.close();
  });
});

describe('settings', () => {
  it('are delivered when they change', async () => {
    const storage = await opened();
    const dark = nextValue(storage.settings.live(), (settings) => settings.appearance === 'dark');
    await storage.settings.write({ appearance: 'dark' });
    await storage.settings.write({ activeModelId: 'm' });
    expect(await dark).toMatchObject({ appearance: 'dark' });
    expect(await storage.settings.read()).toMatchObject({ appearance: 'dark', activeModelId: 'm' });
    storage.close();
  });
});
