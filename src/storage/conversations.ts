import { Dexie } from 'dexie';
import type { Conversation } from '../domain/conversation.ts';
import type { ConversationStore } from '../domain/ports.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';
import { startMessageQuery } from './message-query.ts';
import { writePartial } from './partial.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { readToolTurns } from './tool-turns.ts';

/** Conversations and their messages, in one profile. Every writing call is one transaction. */
export function createConversationStore({ database }: { database: ProfileDatabase }): ConversationStore {
  const { conversations, messages, meta, observations } = database;

  const write = <Value>(work: () => Promise<Value>) =>
    guarded(database, () => database.transaction('rw', conversations, messages, meta, observations, work));

  /** The first of `count` new numbers. Only inside `write`: the transaction keeps two tabs from taking the same. */
  const nextRevision = async (count = 1) => {
    const row = await meta.get('revision');
    const last = row?.key === 'revision' ? row.value : 0;
    await meta.put({ key: 'revision', value: last + count });
    return last + 1;
  };

  const change = (id: string, changes: Partial<Conversation>) =>
    write(async () => {
      await conversations.update(id, { ...changes, revision: await nextRevision() });
    });

  return {
    conversations: () =>
      createLive(() => async () => {
        const rows = await conversations.toArray();
        return rows
          .filter((row) => row.deletedAt === null)
          .sort((one, other) => other.updatedAt - one.updatedAt);
      }),

    messages: (conversationId) => createLive(() => startMessageQuery(messages, conversationId)),

    append: (conversation, added) =>
      write(async () => {
        const known = await conversations.get(conversation.id);
        const last = added.at(-1);
        const revision = await nextRevision(added.length + 1);
        await conversations.put({
          ...(known ?? conversation),
          // A message sent from a tab that did not see the deletion brings the conversation back.
          deletedAt: null,
          leafId: last?.id ?? known?.leafId ?? conversation.leafId,
          updatedAt: last?.createdAt ?? conversation.updatedAt,
          revision,
        });
        await messages.bulkAdd(
          added.map((message, place) => ({ ...message, revision: revision + 1 + place })),
        );
      }),

    savePartial: (messageId, text) => guarded(database, () => writePartial(database, messageId, text)),

    finish: (messageId, final) =>
      write(async () => {
        const row = await messages.get(messageId);
        if (row?.role === 'assistant')
          await messages.put({ ...row, ...final, revision: await nextRevision() });
      }),

    putCalls: (messageId, calls) =>
      write(async () => {
        const row = await messages.get(messageId);
        if (row?.role === 'assistant') await messages.put({ ...row, calls, revision: await nextRevision() });
      }),

    setLeaf: (conversationId, leafId) => change(conversationId, { leafId }),
    rename: (conversationId, title) => change(conversationId, { title, renamed: true }),
    remove: (conversationId, at) => change(conversationId, { deletedAt: at }),
    restore: (conversationId) => change(conversationId, { deletedAt: null }),

    purge: (before) =>
      write(async () => {
        const ids = await conversations.where('deletedAt').below(before).primaryKeys();
        if (ids.length === 0) return ids;
        for (const id of ids) {
          await messages
            .where('[conversationId+revision]')
            .between([id, Dexie.minKey], [id, Dexie.maxKey])
            .delete();
        }
        await conversations.bulkDelete(ids);
        await observations.where('conversationId').anyOf(ids).delete();
        await meta.put({ key: 'purge', value: await nextRevision() });
        return ids;
      }),

    toolTurns: (since) => guarded(database, () => readToolTurns(database, since)),

    streamingIds: () =>
      guarded(database, () => messages.where('state.kind').equals('streaming').primaryKeys()),

    markInterrupted: (ids) =>
      write(async () => {
        for (const row of await messages.where('state.kind').equals('streaming').toArray()) {
          if (row.role !== 'assistant' || !ids.includes(row.id)) continue;
          await messages.put({ ...row, state: { kind: 'interrupted' }, revision: await nextRevision() });
        }
      }),
  };
}
