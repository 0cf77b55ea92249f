import { fold } from './fold.ts';

export interface IndexedMessage {
  id: string;
  conversationId: string;
  createdAt: number;
  shown: string;
}

export interface IndexedConversation {
  id: string;
  title: string;
  updatedAt: number;
}

/** What was found; its text is read again from the database to be shown. */
export interface Found {
  conversationId: string;
  messageId: string | undefined;
}

interface Entry {
  id: string;
  conversationId: string;
  at: number;
  folded: string;
}

export interface SearchIndex {
  putConversation(conversation: IndexedConversation): void;
  /** Messages of conversations that the index does not hold are passed over. */
  putMessages(messages: readonly IndexedMessage[]): void;
  dropConversation(id: string): void;
  hasConversation(id: string): boolean;
  clear(): void;
  /** Titles first, then messages, each newest first. Every word (folded) has to occur. */
  find(query: readonly string[], limit: number): Found[];
}

/** The words of a query, folded, without repeats. */
export function queryWords(query: string): string[] {
  return [...new Set(fold(query).split(/\s+/).filter(Boolean))];
}

/** A plain loop: it runs 100,000 times a query. */
function holds(entry: Entry, words: readonly string[]): boolean {
  for (const word of words) if (!entry.folded.includes(word)) return false;
  return true;
}

const byTime = (one: Entry, other: Entry) => one.at - other.at;

/**
 * Folded texts, held once in memory and scanned from the newest on. A scan of 100,000 messages takes milliseconds,
 * where an index of words in IndexedDB takes minutes to build.
 */
export function createSearchIndex(): SearchIndex {
  const titles = new Map<string, Entry>();
  const messages = new Map<string, Entry>();
  /** Oldest first; sorted when first needed after a change. */
  let order: Entry[] | undefined;

  const inOrder = () => (order ??= [...messages.values()].sort(byTime));

  return {
    putConversation({ id, title, updatedAt }) {
      titles.set(id, { id, conversationId: id, at: updatedAt, folded: fold(title) });
    },
    putMessages(rows) {
      for (const { id, conversationId, createdAt, shown } of rows) {
        if (!titles.has(conversationId)) continue;
        const known = messages.get(id);
        const folded = fold(shown);
        if (known) {
          known.folded = folded;
          continue;
        }
        const entry = { id, conversationId, at: createdAt, folded };
        messages.set(id, entry);
        const newest = order?.at(-1);
        if (newest && newest.at > createdAt) order = undefined;
        else order?.push(entry);
      }
    },
    dropConversation(id) {
      if (!titles.delete(id)) return;
      for (const entry of messages.values()) if (entry.conversationId === id) messages.delete(entry.id);
      order = undefined;
    },
    hasConversation: (id) => titles.has(id),
    clear() {
      titles.clear();
      messages.clear();
      order = undefined;
    },
    find(query, limit) {
      if (query.length === 0) return [];
      // The longest word is the rarest, as a rule: most texts are left after one look.
      const words = [...query].sort((one, other) => other.length - one.length);
      const found: Found[] = [];
      const named = [...titles.values()].filter((entry) => holds(entry, words)).sort(byTime);
      for (let place = named.length - 1; place >= 0 && found.length < limit; place--) {
        const entry = named[place];
        if (entry) found.push({ conversationId: entry.id, messageId: undefined });
      }
      const entries = inOrder();
      for (let place = entries.length - 1; place >= 0 && found.length < limit; place--) {
        const entry = entries[place];
        if (entry && holds(entry, words))
          found.push({ conversationId: entry.conversationId, messageId: entry.id });
      }
      return found;
    },
  };
}
