import { Dexie } from 'dexie';
import type { SearchHit } from '../domain/search.ts';
import type { ProfileDatabase } from './profile-database.ts';
import { createSearchIndex, queryWords, type Found } from './search-index.ts';
import { snippetOf } from './snippet.ts';

const batch = 2000;

/** Finds in a profile's database. Before each search it reads what has changed since the last, by revision. */
export function createSearchReader({ database }: { database: ProfileDatabase }) {
  const { conversations, messages, meta } = database;
  const index = createSearchIndex();
  let seen = 0;
  let purged = 0;
  let reading: Promise<unknown> = Promise.resolve();

  const numberOf = async (key: 'revision' | 'purge') => {
    const row = await meta.get(key);
    return row?.key === 'revision' || row?.key === 'purge' ? row.value : 0;
  };

  const readChanges = () =>
    database.transaction('r', conversations, messages, meta, async () => {
      const now = await numberOf('revision');
      const purge = await numberOf('purge');
      if (purge !== purged) {
        index.clear();
        seen = 0;
      }
      const newest = seen;
      const restored: string[] = [];
      for (const row of await conversations.where('revision').above(newest).toArray()) {
        if (row.deletedAt !== null) index.dropConversation(row.id);
        else {
          // Its messages may be older than what was seen last: they were passed over while it was deleted.
          if (!index.hasConversation(row.id) && newest > 0) restored.push(row.id);
          index.putConversation(row);
        }
      }
      for (let from = newest; ;) {
        const rows = await messages.where('revision').above(from).limit(batch).toArray();
        index.putMessages(rows);
        const last = rows.at(-1);
        if (!last || rows.length < batch) break;
        from = last.revision;
      }
      for (const id of restored) {
        const range = messages
          .where('[conversationId+revision]')
          .between([id, Dexie.minKey], [id, Dexie.maxKey]);
        index.putMessages(await range.toArray());
      }
      seen = now;
      purged = purge;
    });

  /** What is shown comes from the database: the index holds folded text only. */
  const show = async (found: Found[], words: string[]): Promise<SearchHit[]> => {
    const parents = await conversations.bulkGet(found.map((one) => one.conversationId));
    const texts = await messages.bulkGet(found.map((one) => one.messageId ?? ''));
    return found.flatMap((one, place) => {
      const title = parents[place]?.title;
      const text = one.messageId === undefined ? title : texts[place]?.shown;
      const around = text === undefined ? undefined : snippetOf(text, words);
      return around && title !== undefined ? [{ ...one, title, ...around }] : [];
    });
  };

  return {
    /** Best first, at most `limit`. An empty query finds nothing, but reads ahead for the next one. */
    async find(query: string, limit: number): Promise<SearchHit[]> {
      const words = queryWords(query);
      reading = reading.then(readChanges, readChanges);
      await reading;
      return show(index.find(words, limit), words);
    },
  };
}

export type SearchReader = ReturnType<typeof createSearchReader>;
