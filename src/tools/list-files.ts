import { success } from '../domain/result.ts';
import { distinct } from '../domain/tools/taint.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { sourcesOfFile } from './file-words.ts';
import { readingLimit, rowsThatFit, truncatedNote } from './reading-limit.ts';

const most = 100;
const around = 50;

export const listFiles = defineTool<'list_files', { folder?: string }>({
  name: 'list_files',
  description: 'Lists the notes and files of this person.',
  input: objectSchema({ folder: text('for example notes; leave it out for all', 400) }, ['folder']),
  output: { type: 'object' },
  tags: ['private_read', 'untrusted_in'],
  perTurn: 5,
  async run({ folder = '' }, { workspace }) {
    const name = folder.normalize('NFC').replace(/^(?:\.?\/)+|^\.$|\/+$/g, '');
    const within = name === '' ? '' : `${name}/`.toLowerCase();
    const files = (await workspace.list()).filter(({ path }) => path.toLowerCase().startsWith(within));
    const paths = files.slice(0, most).map(({ path }) => path);
    const shown = rowsThatFit(paths, readingLimit - around);
    const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
    return success({
      output: { ...truncatedNote(shown.length < files.length), files: shown },
      said: name === '' ? `Listed ${count}.` : `Listed ${count} in “${name}”.`,
      // A name that was brought in is text from elsewhere, too.
      sources: distinct(files.slice(0, shown.length).flatMap(sourcesOfFile)),
    });
  },
});
