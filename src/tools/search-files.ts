import { success } from '../domain/result.ts';
import { distinct } from '../domain/tools/taint.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { sourcesOfFile } from './file-words.ts';
import { readingLimit, rowsThatFit, textThatFits, truncatedNote } from './reading-limit.ts';

const most = 8;
const longestSnippet = 400;
const around = 50;

export const searchFiles = defineTool<'search_files', { query: string }>({
  name: 'search_files',
  description: 'Finds notes and files that hold all of these words.',
  input: objectSchema({ query: text('one to four words, for example train ticket', 200) }),
  output: { type: 'object' },
  tags: ['private_read', 'untrusted_in'],
  perTurn: 5,
  async run({ query }, { workspace }) {
    // One more than is shown, to know whether that is all.
    const hits = await workspace.search(query, most + 1);
    const rows = hits.slice(0, most).map(({ file, snippet }) => ({
      path: file.path,
      snippet: textThatFits(snippet, longestSnippet),
    }));
    const found = rowsThatFit(rows, readingLimit - around);
    const isMore = hits.length > most;
    const count = isMore ? `more than ${most}` : hits.length;
    return success({
      output: { ...truncatedNote(found.length < hits.length), found },
      said: `Found ${count} ${count === 1 ? 'file' : 'files'} with “${query}”.`,
      sources: distinct(hits.slice(0, found.length).flatMap(({ file }) => sourcesOfFile(file))),
    });
  },
});
