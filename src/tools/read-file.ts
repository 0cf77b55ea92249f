import { success } from '../domain/result.ts';
import { defineTool, objectSchema, pathText } from './define-tool.ts';
import { linesInWords, sourcesOfFile } from './file-words.ts';
import { readingLimit, textThatFits, truncatedNote } from './reading-limit.ts';

export const readFile = defineTool<'read_file', { path: string }>({
  name: 'read_file',
  description: 'Reads a note or file.',
  input: objectSchema({ path: pathText() }),
  output: { type: 'object' },
  tags: ['private_read', 'untrusted_in'],
  perTurn: 5,
  async run({ path }, { workspace }) {
    const read = await workspace.read(path);
    if (!read.ok) return read;
    const { file, text } = read.value;
    const around = JSON.stringify({ path: file.path, truncated: true, text: '' }).length;
    const shown = textThatFits(text, readingLimit - around);
    return success({
      output: { path: file.path, ...truncatedNote(shown.length < text.length), text: shown },
      said: `Read “${file.path}”, ${linesInWords(text)}.`,
      sources: sourcesOfFile(file),
    });
  },
});
