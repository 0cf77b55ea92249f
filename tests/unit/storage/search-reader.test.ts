import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConversationStore } from '../../../src/storage/conversations.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { createSearchReader } from '../../../src/storage/search-reader.ts';
import { answer, conversation, freshIndexedDb, question, receipt } from '../../fixtures/storage.ts';

const deps = { onClosed: () => undefined };
let database: ProfileDatabase;
let readerDatabase: ProfileDatabase;
let store: ReturnType<typeof createConversationStore>;
let reader: ReturnType<typeof createSearchReader>;

beforeEach(async () => {
  freshIndexedDb();
  database = new ProfileDatabase('p', deps);
  readerDatabase = new ProfileDatabase('p', deps);
  store = createConversationStore({ database });
  reader = createSearchReader({ database: readerDatabase });
  await store.append(conversation('garden', { title: 'Garden plans' }), [
    question('g1', 'garden', 'Where do tomatoes grow?', 10),
    question('g2', 'garden', 'And what of the roses in the garden?', 20),
  ]);
  await store.append(conversation('trip', { title: 'Lisbon' }), [
    question('t1', 'trip', 'A garden in Lisbon', 30),
  ]);
});

afterEach(() => {
  database.close();
  readerDatabase.close();
});

const found = async (query: string, limit = 10) =>
  (await reader.find(query, limit)).map((hit) => hit.messageId ?? `title:${hit.conversationId}`);

describe('search', () => {
  it('puts titles first, then the newest messages', async () => {
    expect(await found('garden')).toEqual(['title:garden', 't1', 'g2']);
    expect(await found('garden', 2)).toEqual(['title:garden', 't1']);
  });

  it('wants every word', async () => {
    expect(await found('ROSES garden')).toEqual(['g2']);
    expect(await found('roses tomatoes')).toEqual([]);
  });

  it('finds nothing for an empty query', async () => {
    expect(await found('  ')).toEqual([]);
  });

  it('shows title, snippet and the place of the match', async () => {
    const [hit] = await reader.find('tomatoes', 1);
    expect(hit).toEqual({
      conversationId: 'garden',
      messageId: 'g1',
      title: 'Garden plans',
      snippet: 'Where do tomatoes grow?',
      match: { from: 9, to: 17 },
    });
  });

  it('finds what was written since', async () => {
    expect(await found('fig')).toEqual([]);
    await store.append(conversation('garden'), [
      question('g3', 'garden', 'A fig?', 40),
      answer('a', 'garden', 'g3', 41),
    ]);
    expect(await found('fig')).toEqual(['g3']);
    await store.savePartial('a', { shown: 'A fig tree', sent: '' });
    await store.finish('a', { shown: 'Figs like sun', sent: '', state: { kind: 'stopped' }, receipt });
    expect(await found('fig')).toEqual(['a', 'g3']);
    expect(await found('tree')).toEqual([]);
    await store.rename('garden', 'Figs');
    expect(await found('fig')).toEqual(['title:garden', 'a', 'g3']);
  });

  it('finds a partial answer once it counts as interrupted', async () => {
    await store.append(conversation('trip'), [answer('a', 'trip', 't1', 50)]);
    expect(await found('azulejo')).toEqual([]);
    await store.savePartial('a', { shown: 'See the azulejos', sent: '' });
    await store.markInterrupted(['a']);
    expect(await found('azulejo')).toEqual(['a']);
  });

  it('forgets what was removed, and finds it again once restored', async () => {
    expect(await found('lisbon')).toEqual(['title:trip', 't1']);
    await store.remove('trip', 100);
    expect(await found('lisbon')).toEqual([]);
    await store.restore('trip');
    expect(await found('lisbon')).toEqual(['title:trip', 't1']);
  });

  it('finds a conversation that was removed before the first search and restored after it', async () => {
    await store.remove('trip', 100);
    expect(await found('lisbon')).toEqual([]);
    await store.restore('trip');
    expect(await found('lisbon')).toEqual(['title:trip', 't1']);
  });

  it('does not show what was removed and purged between two searches', async () => {
    expect(await found('lisbon')).toEqual(['title:trip', 't1']);
    await store.remove('trip', 100);
    await store.purge(1000);
    expect(await found('lisbon')).toEqual([]);
    expect(await found('roses')).toEqual(['g2']);
  });

  it('answers searches that come at once', async () => {
    const both = await Promise.all([found('roses'), found('tomatoes')]);
    expect(both).toEqual([['g2'], ['g1']]);
  });

  it('reads a large profile in batches without losing any', async () => {
    const many = Array.from({ length: 4500 }, (_, place) =>
      question(`m${place}`, 'many', `word${place}.`, 100 + place),
    );
    await store.append(conversation('many'), many);
    expect(await found('word0.')).toEqual(['m0']);
    expect(await found('word2000.')).toEqual(['m2000']);
    expect(await found('word4499.')).toEqual(['m4499']);
    expect((await reader.find('word', 10_000)).length).toBe(4500);
  });
});
