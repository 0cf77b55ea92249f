import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Conversations } from '../../../src/app/conversations.svelte.ts';
import type { Conversation } from '../../../src/domain/conversation.ts';
import type { Search } from '../../../src/domain/ports.ts';
import type { SearchHit } from '../../../src/domain/search.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';
import { memoryStores, settle } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = (id: string): Conversation => ({
  id,
  title: id,
  renamed: false,
  createdAt: 0,
  updatedAt: 0,
  leafId: null,
  deletedAt: null,
});

async function setUp(search?: Search) {
  const memory = memoryStores();
  memory.conversations.set([row('a'), row('b')]);
  const clock = { now: 50_000 };
  const conversations = new Conversations({
    clock: () => clock.now,
    store: Promise.resolve(memory.stores.conversations),
    search: Promise.resolve(search ?? memory.stores.search),
    drafts: Promise.resolve(memory.stores.drafts),
  });
  await settle();
  const ids = () => conversations.rows.map(({ id }) => id);
  return { ...memory, table: memory.conversations, conversations, clock, ids };
}

describe('the list of conversations', () => {
  it('follows the storage', async () => {
    const { conversations, ids } = await setUp();
    expect(ids()).toEqual(['a', 'b']);
    await conversations.rename('a', '  Lisbon ');
    await conversations.rename('b', '   ');
    await settle();
    expect(conversations.rows.map(({ title, renamed }) => [title, renamed])).toEqual([
      ['Lisbon', true],
      ['b', false],
    ]);
  });

  it('brings a deleted one back within 10 s', async () => {
    const { conversations, ids } = await setUp();
    await conversations.remove('a');
    await settle();
    expect(ids()).toEqual(['b']);
    expect(conversations.removed.map(({ id }) => id)).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(9_900);
    await conversations.undoRemove('a');
    await settle();
    expect(ids()).toEqual(['a', 'b']);
    expect(conversations.removed).toEqual([]);
  });

  it('brings back the one that was meant, of two deleted ones', async () => {
    const { conversations, ids } = await setUp();
    await conversations.remove('a');
    await settle();
    await vi.advanceTimersByTimeAsync(4_000);
    await conversations.remove('b');
    expect(conversations.removed.map(({ id }) => id)).toEqual(['a', 'b']);
    await conversations.undoRemove('a');
    await settle();
    expect(ids()).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(conversations.removed.map(({ id }) => id)).toEqual(['b']);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(conversations.removed).toEqual([]);
  });

  it('gives one that is deleted again its whole time', async () => {
    const { conversations } = await setUp();
    await conversations.remove('a');
    await settle();
    await vi.advanceTimersByTimeAsync(6_000);
    await conversations.undoRemove('a');
    await settle();
    await conversations.remove('a');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(conversations.removed.map(({ id }) => id)).toEqual(['a']);
  });

  it('deletes it for good later, with its draft', async () => {
    const { conversations, table, drafts, clock } = await setUp();
    for (const key of ['a', 'b']) drafts.set(key, { key, text: 'begun', provenance: [] });
    await conversations.remove('a');
    await vi.advanceTimersByTimeAsync(10_100);
    expect(conversations.removed).toEqual([]);
    expect([...drafts.keys()]).toEqual(['a', 'b']);
    expect(table.value).toHaveLength(2);
    clock.now += 60_000;
    await conversations.purge();
    expect(table.value.map(({ id }) => id)).toEqual(['b']);
    expect([...drafts.keys()]).toEqual(['b']);
  });

  it('says when a change could not be stored, and keeps the row', async () => {
    const { conversations, refuse, ids } = await setUp();
    refuse.next = new StorageFailure('quota');
    await conversations.remove('a');
    await settle();
    expect(ids()).toEqual(['a', 'b']);
    expect(conversations.removed).toEqual([]);
    expect(conversations.problem).toContain('no storage left');
  });

  it('shows the hits of the last search only', async () => {
    const answers: ((hits: SearchHit[]) => void)[] = [];
    const { conversations } = await setUp({ find: () => new Promise((resolve) => answers.push(resolve)) });
    const hit = { conversationId: 'a', messageId: 'm', title: 'a', snippet: 'a', match: { from: 0, to: 1 } };
    const first = conversations.search('li');
    const second = conversations.search('lis');
    await settle();
    expect(conversations.found).toEqual({ kind: 'searching', query: 'lis' });
    answers[1]?.([hit]);
    await second;
    answers[0]?.([]);
    await first;
    expect(conversations.found).toEqual({ kind: 'hits', hits: [hit], query: 'lis' });
    await conversations.search(' ');
    expect(conversations.found).toEqual({ kind: 'off' });
  });

  it('says when the search failed', async () => {
    const { conversations } = await setUp({ find: () => Promise.reject(new Error('worker died')) });
    await conversations.search('x');
    expect(conversations.found).toEqual({ kind: 'off' });
    expect(conversations.problem).toContain('Something went wrong');
  });
});
