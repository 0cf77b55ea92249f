import { success } from '../domain/result.ts';
import { atStake } from './at-stake.ts';
import { defineTool, objectSchema, pathText, wholeText } from './define-tool.ts';
import { excerpt, linesInWords } from './file-words.ts';

export const writeFile = defineTool<'write_file', { path: string; text: string }>({
  name: 'write_file',
  description: 'Writes a note or file, in place of what is there.',
  input: objectSchema({ path: pathText(), text: wholeText('all that the file shall hold') }),
  output: { type: 'object' },
  tags: ['persistent_write', 'destructive'],
  perTurn: 3,
  async loses({ path, text }, { workspace }) {
    const there = await atStake(workspace, path);
    return (
      there && {
        sentence: `“${there.path}” (${there.size}) would be overwritten.`,
        path: there.path,
        before: there.before,
        after: excerpt(text),
      }
    );
  },
  async run({ path, text }, { workspace, by, sources }) {
    const written = await workspace.write(path, text, { origin: by, sources, replace: true });
    if (!written.ok) return written;
    const { file, undo } = written.value;
    return success({
      output: { path: file.path },
      said: `Wrote “${file.path}”, ${linesInWords(text)}.`,
      undo: { kind: 'workspace', id: undo },
    });
  },
});
