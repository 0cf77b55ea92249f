import { success } from '../domain/result.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { readingLimit, rowsThatFit, textThatFits, truncatedNote } from './reading-limit.ts';

const most = 8;
const longestPart = 220;
const around = 50;

export const searchConversations = defineTool<'search_conversations', { query: string }>({
  name: 'search_conversations',
  description: 'Finds earlier conversations that hold these words.',
  input: objectSchema({ query: text('one to four words, for example Lisbon hotel', 200) }),
  output: { type: 'object' },
  tags: ['private_read', 'untrusted_in'],
  perTurn: 5,
  async run({ query }, { search }) {
    const hits = await search.find(query, most + 1);
    const rows = hits.slice(0, most).map(({ title, snippet }) => ({
      title: textThatFits(title, longestPart),
      snippet: textThatFits(snippet, longestPart),
    }));
    const found = rowsThatFit(rows, readingLimit - around);
    const count = hits.length > most ? `more than ${most}` : hits.length;
    return success({
      output: { ...truncatedNote(found.length < hits.length), found },
      said: `Found ${count} ${count === 1 ? 'place' : 'places'} in conversations with “${query}”.`,
      // Answers and pasted texts stand in conversations as well.
      ...(hits.length > 0 && { sources: [{ kind: 'conversation' } as const] }),
    });
  },
});
