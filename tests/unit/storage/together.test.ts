import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Within } from '../../../src/domain/ports-tools.ts';
import { openStorage, type AssentStorage } from '../../../src/storage/open.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { program } from '../../fixtures/learning.ts';
import { conversation, freshIndexedDb, nextValue, question, storageDeps } from '../../fixtures/storage.ts';

const start = Date.UTC(2026, 5, 1, 12);
let storage: AssentStorage;
/** Another tab, which looks at what is there. */
let database: ProfileDatabase;

beforeEach(async () => {
  freshIndexedDb();
  let ids = 0;
  const opened = await openStorage(storageDeps({ now: () => start, newId: () => `id-${++ids}` }));
  if (opened.kind !== 'ready') throw new Error(opened.kind);
  ({ storage } = opened);
  await storage.learning.start(program);
  database = new ProfileDatabase(storage.profileId, { onClosed: () => undefined });
});

/** A timer as an instant answer sets it, with its turn. */
const setTimer = async ({ reminders, toolRecord, conversations }: Within) => {
  const fact = { call: 'c', tool: 'set_reminder', by: 'you', input: 'hash' } as const;
  expect((await toolRecord.called(fact)).ok).toBe(true);
  expect((await reminders.add({ kind: 'timer', at: start + 1000, text: '' })).ok).toBe(true);
  await toolRecord.returned('c', 'done');
  await conversations.append(conversation('k'), [question('q', 'k', 'set a timer', start)]);
};

const kept = async () => ({
  conversations: (await nextValue(storage.conversations.conversations())).length,
  reminders: (await nextValue(storage.reminders.live())).length,
  facts: (await database.ledger.orderBy('seq').toArray()).map(({ kind }) => kind),
});

describe('together', () => {
  it('keeps what is written to several stores', async () => {
    const before = await kept();
    await storage.together(setTimer);
    expect(await kept()).toEqual({
      conversations: 1,
      reminders: 1,
      facts: [...before.facts, 'called', 'returned'],
    });
  });

  it('keeps none of it where something fails at the end', async () => {
    const before = await kept();
    const failing = storage.together(async (within) => {
      await setTimer(within);
      throw new Error('too late');
    });
    await expect(failing).rejects.toMatchObject({ name: 'StorageFailure', cause: { message: 'too late' } });
    expect(await kept()).toEqual(before);
  });
});
