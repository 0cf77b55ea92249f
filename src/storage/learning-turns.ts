import { Dexie } from 'dexie';
import type { Message } from '../domain/conversation.ts';
import type { Feedback, Outcome } from '../domain/consent/feedback.ts';
import { hashOf } from '../domain/consent/chain.ts';
import type { LearningStore, UnreadTurn } from '../domain/ports-learning.ts';
import { createLive } from './live.ts';
import type { LearningRoom } from './learning-room.ts';
import type { MessageRow, ProfileDatabase } from './profile-database.ts';

type Part = Pick<
  LearningStore,
  'unread' | 'markRead' | 'closeConversation' | 'observations' | 'observe' | 'feedback' | 'outcomes'
>;

/** An implicit choice is forgotten after this long, in milliseconds, and at most so many are kept. */
const observedForMs = 90 * 86_400_000;
const mostObservations = 200;

/** What of these conversations the person did not type. Only inside a transaction. */
export async function foreignTextsOf(
  { messages }: ProfileDatabase,
  conversationIds: readonly string[],
): Promise<string[]> {
  const rows = await Promise.all(conversationIds.map((id) => messagesOf(messages, id)));
  return rows
    .flat()
    .flatMap((row) =>
      row.role === 'user' ? row.provenance.map(({ from, to }) => row.shown.slice(from, to)) : [],
    );
}

const messagesOf = (messages: ProfileDatabase['messages'], conversationId: string): Promise<Message[]> =>
  messages
    .where('[conversationId+revision]')
    .between([conversationId, Dexie.minKey], [conversationId, Dexie.maxKey])
    .toArray();

/** What turns may teach, and what the person says of answers. */
export function createTurns(room: LearningRoom): Part {
  const { database, ledger, texts, sha256, now, newId, write, look } = room;
  const { messages, conversations, meta, observations } = database;

  const lastRead = async () => {
    const row = await meta.get('read');
    return row?.key === 'read' ? row.value : 0;
  };

  const turnOf = async (row: MessageRow): Promise<UnreadTurn[]> => {
    if (row.role !== 'user') return [];
    const { conversationId, parentId, provenance, revision, shown: text, id: messageId } = row;
    const conversation = await conversations.get(conversationId);
    const previous = parentId === null ? undefined : await messages.get(parentId);
    // Question and answer were stored together.
    const next = await messages
      .where('revision')
      .equals(revision + 1)
      .first();
    const answeredAtOnce =
      next?.role === 'assistant' && next.parentId === messageId && next.instant !== undefined;
    const isGone = conversation === undefined || conversation.deletedAt !== null;
    return [
      {
        revision,
        conversationId,
        messageId,
        text,
        foreign: provenance.map(({ from, to }) => ({ from, to })),
        previousAssistant: previous?.role === 'assistant' ? previous.shown : undefined,
        foreignTexts: await foreignTextsOf(database, [conversationId]),
        // Nothing is learned from what was thrown away before it was read.
        closed: isGone || conversation.learningClosed === true,
        ...(answeredAtOnce && { answeredAtOnce }),
      },
    ];
  };

  return {
    unread: (limit) =>
      look(async () => {
        const rows = await messages
          .where('revision')
          .above(await lastRead())
          .filter(({ role }) => role === 'user')
          .limit(limit)
          .toArray();
        return (await Promise.all(rows.map(turnOf))).flat();
      }),

    markRead: (revision) =>
      write(async () => {
        if (revision > (await lastRead())) await meta.put({ key: 'read', value: revision });
      }),

    closeConversation: (conversationId) =>
      write(async () => {
        const row = await meta.get('revision');
        const revision = (row?.key === 'revision' ? row.value : 0) + 1;
        await meta.put({ key: 'revision', value: revision });
        await conversations.update(conversationId, { learningClosed: true, revision });
        await observations.where('conversationId').equals(conversationId).delete();
      }),

    observations: () =>
      look(async () => {
        const rows = await observations.toArray();
        return rows
          .filter(({ at }) => at > now() - observedForMs)
          .sort((one, other) => one.at - other.at)
          .map(({ candidate, evidence }) => ({ candidate, evidence }));
      }),

    observe: (observation) =>
      write(async () => {
        const { conversationId } = observation.evidence;
        await observations.add({ ...observation, id: newId(), conversationId, at: now() });
        const rows = (await observations.toArray()).sort((one, other) => other.at - one.at);
        const old = rows.filter(({ at }, place) => place >= mostObservations || at <= now() - observedForMs);
        await observations.bulkDelete(old.map(({ id }) => id));
      }),

    feedback: ({ words, ...given }) =>
      write(async () => {
        const standing = await ledger.read();
        const row: Feedback = {
          ...given,
          items: [...given.items],
          id: newId(),
          at: now(),
          ...(words !== '' && { words: await texts.put(words) }),
        };
        await database.feedback.add(row);
        const body = { feedback: row.id, hash: hashOf(row, sha256) };
        await ledger.append(standing, { kind: 'feedback', body }, { by: 'user' });
      }),

    outcomes: (conversationId) =>
      createLive(() => async () => {
        const rows = await database.feedback.where('conversationId').equals(conversationId).toArray();
        rows.sort((one, other) => one.at - other.at);
        return new Map<string, Outcome>(rows.map(({ messageId, outcome }) => [messageId, outcome]));
      }),
  };
}
