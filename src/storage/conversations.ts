import { Dexie } from 'dexie';
import type { Conversation } from '../domain/conversation.ts';
import type { ConversationStore } from '../domain/ports.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';
import { startMessageQuery } from './message-query.ts';
import { writePartial } from './partial.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { readToolTurns } from './tool-turns.ts';

export interface ConversationStoreDeps {
  database: ProfileDatabase;
  /** Makes a transaction of a call. Left out: one of its own. */
  write?: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

/** Conversations and their messages, in one profile. Every writing call is one transaction. */
export function createConversationStore({ database, ...deps }: ConversationStoreDeps): ConversationStore {
  const { conversations, messages, meta, observations } = database;

  const {
    write = (work) =>
      guarded(database, () => database.transaction('rw', conversations, messages, meta, observations, work)),
  } = deps;

  /** Only inside `write`: the transaction keeps two tabs from taking the same number. */
  const lastRevision = async () => {
    const row = await meta.get('revision');
    return row?.key === 'revision' ? row.value : 0;
  };

  const nextRevision = async () => {
    const revision = (await lastRevision()) + 1;
    await meta.put({ key: 'revision', value: revision });
    return revision;
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
        // Side by side, because each way to the database and back takes time that the person waits for.
        const [known, before] = await Promise.all([conversations.get(conversation.id), lastRevision()]);
        const last = added.at(-1);
        const revision = before + 1;
        await Promise.all([
          conversations.put({
            ...(known ?? conversation),
            // A message sent from a tab that did not see the deletion brings the conversation back.
            deletedAt: null,
            leafId: last?.id ?? known?.leafId ?? conversation.leafId,
            updatedAt: last?.createdAt ?? conversation.updatedAt,
            revision,
          }),
          messages.bulkAdd(added.map((message, place) => ({ ...message, revision: revision + 1 + place }))),
          meta.put({ key: 'revision', value: revision + added.length }),
        ]);
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
