import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AssistantMessage } from '../../../src/domain/conversation.ts';
import { createConversationStore } from '../../../src/storage/conversations.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { answer, conversation, freshIndexedDb, question } from '../../fixtures/storage.ts';

let database: ProfileDatabase;
let store: ReturnType<typeof createConversationStore>;

beforeEach(async () => {
  freshIndexedDb();
  database = new ProfileDatabase('p', { onClosed: () => undefined });
  await database.open();
  store = createConversationStore({ database });
});

afterEach(() => database.close());

const sum: Partial<AssistantMessage> = { instant: { interpretation: '2 × 3', reckons: true } };
const turn = (name: string, at: number, more: Partial<AssistantMessage>, conversationId = 'c') =>
  store.append(conversation(conversationId), [
    question(`q${name}`, conversationId, name, at),
    { ...answer(`a${name}`, conversationId, `q${name}`, at + 1), ...more },
  ]);
const found = async (since: number) =>
  (await store.toolTurns(since)).map(({ question: { id }, answer: { id: to } }) => `${id} ${to}`).sort();

it('gives the turns that did something, since then', async () => {
  await turn('1', 100, sum);
  await turn('2', 200, sum);
  await turn('3', 300, {});
  await turn('4', 400, { instant: { interpretation: 'your notes' } });
  expect(await found(150)).toEqual(['q2 a2']);
  // An old message that was changed later does not hide what is newer.
  await store.putCalls('a1', []);
  expect(await found(150)).toEqual(['q2 a2']);
});

it('leaves out conversations that are deleted, or never learned from', async () => {
  await turn('1', 100, sum, 'kept');
  await turn('2', 100, sum, 'deleted');
  await turn('3', 100, sum, 'closed');
  await store.remove('deleted', 500);
  await database.conversations.update('closed', { learningClosed: true });
  expect(await found(0)).toEqual(['q1 a1']);
});

it('reads page by page, and at most the newest 2,000 messages', async () => {
  for (let place = 0; place < 1100; place++) await turn(`${place}`, 100 + place, place < 150 ? sum : {});
  const turns = await store.toolTurns(0);
  expect(turns.map(({ question: { shown } }) => Number(shown)).sort((one, other) => one - other)).toEqual(
    Array.from({ length: 50 }, (_, place) => 100 + place),
  );
});
