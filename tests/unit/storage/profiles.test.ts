import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AssentDatabase } from '../../../src/storage/assent-database.ts';
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
let clock = 1000;
let strings = memoryStrings();
let root = memoryRoot();

async function opened(more: Partial<StorageDeps> = {}): Promise<AssentStorage> {
  const result = await openStorage(
    storageDeps({ now: () => clock, newId: () => `id-${++count}`, strings, root, ...more }),
  );
  if (result.kind !== 'ready') throw new Error(JSON.stringify(result));
  return result.storage;
}

/** What happens when the page is loaded again. */
async function reopened(storage: AssentStorage): Promise<AssentStorage> {
  storage.close();
  return opened();
}

const names = async ({ profiles }: AssentStorage) =>
  (await nextValue(profiles.live())).map(({ name }) => name);
const titles = async ({ conversations }: AssentStorage) =>
  (await nextValue(conversations.conversations())).map(({ id }) => id);
const databases = async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort();

/** A first person with something of every kind. */
async function withAda(): Promise<AssentStorage> {
  const ada = await opened();
  await ada.profiles.rename(ada.profileId, 'Ada');
  await ada.conversations.append(conversation('hers'), [question('q', 'hers', 'My secret')]);
  await ada.drafts.write({ key: 'new', text: 'Dear diary', provenance: [] });
  await ada.settings.write({ appearance: 'dark' });
  return ada;
}

async function created(storage: AssentStorage, name: string): Promise<string> {
  const made = await storage.profiles.create(name);
  if (!made.ok) throw new Error(made.error);
  return made.value.id;
}

beforeEach(() => {
  freshIndexedDb();
  count = 0;
  clock = 1000;
  strings = memoryStrings();
  root = memoryRoot();
});

describe('profiles', () => {
  it('keep two people’s data apart', async () => {
    const ada = await withAda();
    const benId = await created(ada, '  Ben ');
    expect(await titles(ada)).toEqual(['hers']);
    const ben = await reopened(ada);
    expect(ben.profileId).toBe(benId);
    expect(ben.profiles.currentId).toBe(benId);
    expect(await names(ben)).toEqual(['Ada', 'Ben']);
    expect(await titles(ben)).toEqual([]);
    expect(await ben.drafts.read('new')).toBeUndefined();
    expect(await ben.settings.read()).toMatchObject({ appearance: 'system' });
    await ben.conversations.append(conversation('his'), [question('q', 'his', 'His own')]);
    expect(await ben.profiles.use(ada.profileId)).toEqual({ ok: true, value: undefined });
    const again = await reopened(ben);
    expect(again.profileId).toBe(ada.profileId);
    expect(await titles(again)).toEqual(['hers']);
    expect(await again.drafts.read('new')).toMatchObject({ text: 'Dear diary' });
    expect(await again.settings.read()).toMatchObject({ appearance: 'dark' });
    again.close();
  });

  it('open the one that was switched to last, whatever the clock says', async () => {
    const ada = await withAda();
    await created(ada, 'Ben');
    clock = 10;
    expect(await ada.profiles.use(ada.profileId)).toMatchObject({ ok: true });
    const first = await reopened(ada);
    expect(first.profileId).toBe(ada.profileId);
    first.close();
  });

  it('open the oldest where an older program wrote the rows', async () => {
    const assent = new AssentDatabase({ onClosed: () => undefined });
    await assent.profiles.bulkAdd([
      { id: 'a', name: 'Young', createdAt: 30, ready: false },
      { id: 'b', name: 'Old', createdAt: 20, ready: false },
    ]);
    assent.close();
    const storage = await opened();
    expect(storage.profileId).toBe('b');
    storage.close();
  });

  it('need a name of their own', async () => {
    const ada = await withAda();
    const benId = await created(ada, 'Ben');
    expect(await ada.profiles.create(' ')).toMatchObject({
      ok: false,
      error: expect.stringContaining('name'),
    });
    expect(await ada.profiles.create('ADA')).toMatchObject({
      ok: false,
      error: expect.stringContaining('ADA'),
    });
    expect(await ada.profiles.create('x'.repeat(41))).toMatchObject({ ok: false });
    expect(await ada.profiles.rename(benId, 'Ada')).toMatchObject({ ok: false });
    expect(await ada.profiles.rename(benId, 'ben')).toMatchObject({ ok: true });
    expect(await ada.profiles.rename('none', 'Cy')).toMatchObject({ ok: false });
    expect(await ada.profiles.use('none')).toMatchObject({ ok: false });
    expect(await names(ada)).toEqual(['Ada', 'ben']);
    ada.close();
  });

  it('report a change made in another tab', async () => {
    const ada = await withAda();
    const other = await opened();
    const three = nextValue(ada.profiles.live(), (rows) => rows.length === 2);
    await created(other, 'Ben');
    expect((await three).map(({ name }) => name)).toEqual(['Ada', 'Ben']);
    ada.close();
    other.close();
  });
});

describe('removing a profile', () => {
  it('deletes all of that person and nothing of another', async () => {
    const ada = await withAda();
    const benId = await created(ada, 'Ben');
    const ben = await reopened(ada);
    await ben.drafts.write({ key: 'new', text: 'His', provenance: [] });
    expect(await ben.profiles.remove(ada.profileId)).toEqual({ ok: true, value: undefined });
    expect(await databases()).toEqual(['assent', 'assent-drafts', `assent-${benId}`]);
    expect(await ben.drafts.read('new')).toMatchObject({ text: 'His' });
    ben.close();
    const assent = new AssentDatabase({ onClosed: () => undefined });
    expect(await assent.settings.toArray()).toEqual([]);
    expect((await assent.profiles.toArray()).map(({ id }) => id)).toEqual([benId]);
    assent.close();
    expect(JSON.stringify(await draftRows())).not.toContain('diary');
  });

  it('closes the tab that has it open', async () => {
    const onClosed = vi.fn();
    const ada = await opened({ onClosed });
    const benId = await created(ada, 'Ben');
    const ben = await opened();
    expect(ben.profileId).toBe(benId);
    expect(await ben.profiles.remove(ada.profileId)).toMatchObject({ ok: true });
    expect(onClosed.mock.calls).toEqual([['superseded']]);
    await expect(ada.drafts.write({ key: 'new', text: 'late', provenance: [] })).rejects.toMatchObject({
      kind: 'superseded',
    });
    ben.close();
  });

  it('never takes the one in use, or the last', async () => {
    const ada = await withAda();
    expect(await ada.profiles.remove(ada.profileId)).toMatchObject({ ok: false });
    await created(ada, 'Ben');
    const ben = await opened();
    const results = await Promise.all([
      ada.profiles.remove(ben.profileId),
      ben.profiles.remove(ada.profileId).catch(() => ({ ok: false })),
    ]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    ada.close();
    ben.close();
    const after = await opened();
    expect((await names(after)).length).toBe(1);
    after.close();
  });

  it('is finished at the next start if the tab was killed', async () => {
    const ada = await withAda();
    const benId = await created(ada, 'Ben');
    const ben = await reopened(ada);
    ben.close();
    const assent = new AssentDatabase({ onClosed: () => undefined });
    await assent.profiles.update(ada.profileId, { removing: true });
    assent.close();
    const next = await opened();
    expect(await names(next)).toEqual(['Ben']);
    await vi.waitFor(async () =>
      expect(await databases()).toEqual(['assent', 'assent-drafts', `assent-${benId}`]),
    );
    await vi.waitFor(async () => expect(JSON.stringify(await draftRows())).not.toContain('diary'));
    next.close();
  });
});

function draftRows(): Promise<unknown[]> {
  return new Promise((resolve) => {
    const request = indexedDB.open('assent-drafts');
    request.onsuccess = () => {
      const rows = request.result.transaction('drafts').objectStore('drafts').getAll();
      rows.onsuccess = () => {
        request.result.close();
        resolve(rows.result);
      };
    };
  });
}
