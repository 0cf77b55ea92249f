import { Dexie, type Table } from 'dexie';
import type { Message } from '../domain/conversation.ts';
import type { MessageRow } from './profile-database.ts';

/**
 * A query for every message of one conversation, oldest first. The first run reads all of them by the index; each later
 * run reads only those with a newer revision, so an answer added to 10,000 messages costs one row, not 10,000.
 */
export function startMessageQuery(
  messages: Table<MessageRow, string>,
  conversationId: string,
): () => Promise<Message[]> {
  const known = new Map<string, MessageRow>();
  let seen = 0;
  return async () => {
    const rows = await messages
      .where('[conversationId+revision]')
      .between([conversationId, seen], [conversationId, Dexie.maxKey], false)
      .toArray();
    for (const row of rows) {
      // A run that was overtaken may end late: it must not bring back what it read earlier.
      if (row.revision > (known.get(row.id)?.revision ?? 0)) known.set(row.id, row);
      seen = Math.max(seen, row.revision);
    }
    return [...known.values()].sort((one, other) => one.createdAt - other.createdAt);
  };
}
