import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../../src/domain/ports-tools.ts';
import type { RingingReminders } from '../../../src/domain/tools/ringing.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { createReminderStore, mostWaiting } from '../../../src/storage/reminders.ts';
import { freshIndexedDb, nextValue } from '../../fixtures/storage.ts';

const clock = { now: 1_000_000 };
let ids = 0;
let database: ProfileDatabase;
let store: RingingReminders;

const storeOver = (over: ProfileDatabase) =>
  createReminderStore({ database: over, now: () => clock.now, newId: () => `r${++ids}` });

beforeEach(() => {
  freshIndexedDb();
  clock.now = 1_000_000;
  database = new ProfileDatabase('p', { onClosed: () => undefined });
  store = storeOver(database);
});

async function added(text: string, at: number): Promise<Reminder> {
  const result = await store.add({ text, at, kind: 'reminder' });
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

const all = () => nextValue(store.live());

describe('reminders', () => {
  it('are kept by time, marked and removed', async () => {
    const later = await added('later', clock.now + 20);
    const sooner = await added('sooner', clock.now + 10);
    expect(sooner).toEqual({
      id: sooner.id,
      text: 'sooner',
      at: clock.now + 10,
      createdAt: clock.now,
      kind: 'reminder',
      state: 'waiting',
    });
    expect(await all()).toEqual([sooner, later]);
    await store.mark(later.id, 'done');
    expect(await all()).toEqual([sooner, { ...later, state: 'done' }]);
    await store.remove(sooner.id);
    await store.remove('not there');
    await store.mark('not there', 'done');
    expect((await all()).map(({ id }) => id)).toEqual([later.id]);
  });

  it('tell other tabs', async () => {
    const there = storeOver(new ProfileDatabase('p', { onClosed: () => undefined }));
    const seen = nextValue(there.live(), (rows) => rows.length === 1);
    await added('tea', clock.now + 10);
    expect(await seen).toMatchObject([{ text: 'tea' }]);
  });

  it.each([
    ['past', -1],
    ['now', 0],
    ['no time at all', Number.NaN],
    ['after all calendars', 253_402_300_800_000],
  ])('refuse a time that is %s', async (_name, from) => {
    const result = await store.add({ text: 'x', at: clock.now + from, kind: 'timer' });
    expect(result).toMatchObject({ ok: false, error: { kind: 'input' } });
    expect(await all()).toEqual([]);
  });

  it('have room for so many that wait, and no more', async () => {
    for (let n = 0; n < mostWaiting; n++) await added(`n${n}`, clock.now + 10);
    const over = await store.add({ text: 'one more', at: clock.now + 10, kind: 'reminder' });
    expect(over).toMatchObject({ ok: false, error: { kind: 'quota' } });
    const [first] = await all();
    await store.mark(first?.id ?? '', 'done');
    expect(await store.add({ text: 'one more', at: clock.now + 10, kind: 'reminder' })).toMatchObject({
      ok: true,
    });
  });
});

describe('ringing', () => {
  it('happens once, in whichever tab', async () => {
    const row = await added('tea', clock.now + 10);
    clock.now += 10;
    const there = storeOver(new ProfileDatabase('p', { onClosed: () => undefined }));
    const done = await Promise.all([store.ring(row.id), there.ring(row.id), store.ring(row.id)]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await all()).toMatchObject([{ state: 'rung', rungAt: clock.now }]);
  });

  it('does not happen before its time, nor to what is not there', async () => {
    const row = await added('tea', clock.now + 10);
    expect(await store.ring(row.id)).toBe(false);
    expect(await store.ring('not there')).toBe(false);
    expect(await all()).toMatchObject([{ state: 'waiting' }]);
  });

  it('can be put off, once', async () => {
    const row = await added('tea', clock.now + 10);
    expect(await store.snooze(row.id, clock.now + 20)).toBe(false);
    clock.now += 10;
    await store.ring(row.id);
    expect(await store.snooze(row.id, clock.now + 30)).toBe(true);
    expect(await store.snooze(row.id, clock.now + 40)).toBe(false);
    expect(await all()).toEqual([{ ...row, at: clock.now + 30, rungAt: clock.now }]);
    // A tab that still saw it as due.
    expect(await store.ring(row.id)).toBe(false);
    clock.now += 30;
    expect(await store.ring(row.id)).toBe(true);
  });
});

describe('cancelling', () => {
  it('takes what waits and what rings, says which, and can be taken back', async () => {
    const [waiting, rung, done] = [
      await added('waiting', clock.now + 30),
      await added('rung', clock.now + 10),
      await added('done', clock.now + 20),
    ];
    clock.now += 10;
    await store.ring(rung.id);
    await store.mark(done.id, 'done');
    const ids = [waiting.id, rung.id, done.id, 'not there'];
    expect(await store.cancel(ids)).toEqual([waiting.id, rung.id]);
    expect(await store.cancel(ids)).toEqual([]);
    expect((await all()).map(({ state }) => state)).toEqual(['cancelled', 'done', 'cancelled']);
    clock.now += 30;
    expect(await store.ring(waiting.id)).toBe(false);
    await store.restore(ids);
    expect((await all()).map(({ state }) => state)).toEqual(['waiting', 'done', 'waiting']);
    expect(await store.ring(waiting.id)).toBe(true);
  });
});

describe('a database of before there were reminders', () => {
  it('is opened with all that it holds', async () => {
    const old = new Dexie('assent-old', { indexedDB: globalThis.indexedDB, IDBKeyRange });
    old.version(3).stores({ conversations: 'id, revision, deletedAt', meta: 'key' });
    await old.table('meta').put({ key: 'profile', value: 'old' });
    old.close();
    const now = new ProfileDatabase('old', { onClosed: () => undefined });
    expect(await now.meta.get('profile')).toEqual({ key: 'profile', value: 'old' });
    expect(await storeOver(now).add({ text: 'x', at: clock.now + 1, kind: 'timer' })).toMatchObject({
      ok: true,
    });
  });
});
