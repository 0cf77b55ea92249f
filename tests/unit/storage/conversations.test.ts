import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConversationStore } from '../../../src/storage/conversations.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import {
  answer,
  conversation,
  freshIndexedDb,
  nextValue,
  question,
  receipt,
  textsOf,
} from '../../fixtures/storage.ts';

let database: ProfileDatabase;
let store: ReturnType<typeof createConversationStore>;
// Dexie takes hold of the method when it opens, so it is watched from before that.
const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');

beforeEach(async () => {
  freshIndexedDb();
  database = new ProfileDatabase('p', { onClosed: () => undefined });
  await database.open();
  store = createConversationStore({ database });
});

afterEach(() => database.close());

const messagesNow = (id: string) => nextValue(store.messages(id));
const listNow = () => nextValue(store.conversations());

describe('append', () => {
  it('adds conversation and messages and sets the leaf', async () => {
    await store.append(conversation('c'), [question('q', 'c', 'Hello', 5), answer('a', 'c', 'q', 6)]);
    expect(await listNow()).toMatchObject([{ id: 'c', leafId: 'a', updatedAt: 6 }]);
    expect((await messagesNow('c')).map((message) => message.id)).toEqual(['q', 'a']);
  });

  it('is one strict transaction', async () => {
    transactions.mockClear();
    await store.append(conversation('c'), [question('q', 'c', 'Hello')]);
    const writing = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writing).toHaveLength(1);
    expect(writing[0]?.[2]).toEqual({ durability: 'strict' });
  });

  it('changes nothing at all if one message cannot be added', async () => {
    await store.append(conversation('c'), [question('q', 'c', 'Hello')]);
    const again = store.append(conversation('c', { title: 'New' }), [
      question('q2', 'c', 'More', 9),
      question('q', 'c', 'Twice', 9),
    ]);
    await expect(again).rejects.toMatchObject({ name: 'StorageFailure', kind: 'failed' });
    expect(textsOf(await messagesNow('c'))).toEqual(['Hello']);
    expect(await listNow()).toMatchObject([{ leafId: 'q' }]);
  });

  it('keeps the name that a person gave', async () => {
    await store.append(conversation('c'), [question('q', 'c', 'Hello')]);
    await store.rename('c', 'Lisbon trip');
    await store.append(conversation('c', { title: 'Hello' }), [question('q2', 'c', 'More', 2000)]);
    expect(await listNow()).toMatchObject([{ title: 'Lisbon trip', renamed: true, leafId: 'q2' }]);
  });

  it('brings a conversation back that was removed in another tab', async () => {
    await store.append(conversation('c'), [question('q', 'c', 'Hello')]);
    await store.remove('c', 5000);
    await store.append(conversation('c'), [question('q2', 'c', 'Still here', 6000)]);
    expect(await listNow()).toMatchObject([{ id: 'c', deletedAt: null }]);
  });

  it('says `quota` when the disk is full, and keeps what was there', async () => {
    await store.append(conversation('c'), [question('q', 'c', 'Hello')]);
    const put = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(store.append(conversation('c'), [question('q2', 'c', 'More')])).rejects.toMatchObject({
      kind: 'quota',
      sentence: expect.stringContaining('no storage left'),
    });
    put.mockRestore();
    expect(textsOf(await messagesNow('c'))).toEqual(['Hello']);
  });
});

describe('an answer', () => {
  beforeEach(() => store.append(conversation('c'), [question('q', 'c', 'Hi'), answer('a', 'c', 'q')]));

  it('is kept partially with relaxed durability', async () => {
    transactions.mockClear();
    await store.savePartial('a', { shown: 'Hel', sent: 'Hel' });
    expect(transactions.mock.calls).toEqual([['messages', 'readwrite', { durability: 'relaxed' }]]);
    expect(await messagesNow('c')).toMatchObject([
      { id: 'q' },
      { shown: 'Hel', state: { kind: 'streaming' } },
    ]);
  });

  it('is interrupted if a killed tab left it streaming, with the text it had', async () => {
    await store.savePartial('a', { shown: 'Hel', sent: 'Hel' });
    expect(await store.streamingIds()).toEqual(['a']);
    await store.markInterrupted([]);
    expect(await messagesNow('c')).toMatchObject([{}, { shown: 'Hel', state: { kind: 'streaming' } }]);
    await store.markInterrupted(['a']);
    expect(await messagesNow('c')).toMatchObject([{}, { shown: 'Hel', state: { kind: 'interrupted' } }]);
    expect(await store.streamingIds()).toEqual([]);
  });

  it('is not touched by a partial text that comes late', async () => {
    const done = { kind: 'done', finish: 'stop' } as const;
    await store.finish('a', { shown: 'Hello!', sent: 'Hello!', state: done, receipt });
    await store.savePartial('a', { shown: 'Hel', sent: 'Hel' });
    await store.markInterrupted(['a']);
    expect(await messagesNow('c')).toMatchObject([{}, { shown: 'Hello!', state: done }]);
  });

  it.each(['superseded', 'lost'] as const)('is refused once the database was %s', async (reason) => {
    database.closeFor(reason);
    const partial = store.savePartial('a', { shown: 'x', sent: 'x' });
    await expect(partial).rejects.toMatchObject({ kind: reason });
    await expect(store.setLeaf('c', 'a')).rejects.toMatchObject({ kind: reason });
  });

  it('is refused without a guess where the database closed for no known reason', async () => {
    database.close({ disableAutoOpen: true });
    await expect(store.setLeaf('c', 'a')).rejects.toMatchObject({ kind: 'failed' });
  });
});

describe('removal', () => {
  beforeEach(async () => {
    await store.append(conversation('old'), [question('q1', 'old', 'One')]);
    await store.append(conversation('new'), [question('q2', 'new', 'Two', 2000)]);
  });

  it('hides a conversation until it is restored', async () => {
    await store.remove('old', 100);
    expect((await listNow()).map((row) => row.id)).toEqual(['new']);
    await store.restore('old');
    expect((await listNow()).map((row) => row.id)).toEqual(['new', 'old']);
    expect(textsOf(await messagesNow('old'))).toEqual(['One']);
  });

  it('purges only what was removed long enough ago', async () => {
    await store.remove('old', 100);
    await store.remove('new', 200);
    expect(await store.purge(200)).toEqual(['old']);
    expect(await store.purge(200)).toEqual([]);
    expect(await database.conversations.toCollection().primaryKeys()).toEqual(['new']);
    expect(await database.messages.toCollection().primaryKeys()).toEqual(['q2']);
  });
});

describe('live', () => {
  it('delivers what changes, and stops when told', async () => {
    const seen: string[][] = [];
    const stop = store.messages('c').subscribe(
      (messages) => seen.push(textsOf(messages)),
      (problem) => expect.unreachable(String(problem)),
    );
    await vi.waitFor(() => expect(seen).toEqual([[]]));
    await store.append(conversation('c'), [question('q', 'c', 'Hi'), answer('a', 'c', 'q')]);
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['Hi', '']));
    await store.finish('a', { shown: 'Yes', sent: 'Yes', state: { kind: 'stopped' }, receipt });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['Hi', 'Yes']));
    stop();
    const count = seen.length;
    await store.append(conversation('c'), [question('q2', 'c', 'More', 3000)]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toHaveLength(count);
  });

  it('reads one row, not all, when one of many messages changes', async () => {
    const many = Array.from({ length: 500 }, (_, place) =>
      question(`q${place}`, 'c', `Text ${place}`, place),
    );
    await store.append(conversation('c'), many);
    const seen: number[] = [];
    const stop = store.messages('c').subscribe(
      (messages) => seen.push(messages.length),
      (problem) => expect.unreachable(String(problem)),
    );
    await vi.waitFor(() => expect(seen).toEqual([500]));
    const opened = vi.spyOn(IDBIndex.prototype, 'getAll');
    await store.append(conversation('c'), [question('last', 'c', 'Last', 9999)]);
    await vi.waitFor(() => expect(seen.at(-1)).toBe(501));
    const lowest = opened.mock.calls.map(
      ([options]) => (options as unknown as { query: IDBKeyRange }).query.lower,
    );
    opened.mockRestore();
    expect(lowest).not.toEqual([]);
    for (const [, revision] of lowest) expect(revision).toBeGreaterThan(500);
    stop();
  });

  it('tells its subscriber of an error', async () => {
    const reading = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('damaged', 'UnknownError');
    });
    await expect(listNow()).rejects.toMatchObject({ name: 'StorageFailure', kind: 'failed' });
    reading.mockRestore();
  });
});
