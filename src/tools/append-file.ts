import { success } from '../domain/result.ts';
import { defineTool, objectSchema, pathText, wholeText } from './define-tool.ts';
import { linesInWords } from './file-words.ts';

export const appendFile = defineTool<'append_file', { path: string; text: string }>({
  name: 'append_file',
  description: 'Adds text to the end of a note or file.',
  input: objectSchema({ path: pathText(), text: { ...wholeText('what to add'), minLength: 1 } }),
  output: { type: 'object' },
  tags: ['persistent_write'],
  perTurn: 3,
  async run({ path, text }, { workspace, by, sources }) {
    const written = await workspace.append(path, text, { origin: by, sources });
    if (!written.ok) return written;
    const { file, undo } = written.value;
    return success({
      output: { path: file.path },
      said: `Added ${linesInWords(text)} to “${file.path}”.`,
      undo: { kind: 'workspace', id: undo },
    });
  },
});
