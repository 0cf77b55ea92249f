import { success } from '../domain/result.ts';
import { atStake, isNothing } from './at-stake.ts';
import { defineTool, objectSchema, pathText } from './define-tool.ts';
import { excerpt } from './file-words.ts';

export const renameFile = defineTool<'rename_file', { from: string; to: string }>({
  name: 'rename_file',
  description: 'Gives a note or file another name or folder.',
  input: objectSchema({
    from: pathText('its path now, for example trip.md'),
    to: pathText('its new path, for example notes/trip.md'),
  }),
  output: { type: 'object' },
  tags: ['persistent_write', 'destructive'],
  perTurn: 3,
  async loses({ from, to }, { workspace }) {
    const source = await workspace.info(from);
    if (!source.ok && isNothing(source.error)) return undefined;
    const there = await atStake(workspace, to);
    // Another spelling of its own name replaces nothing.
    if (there === undefined || (source.ok && source.value.path === there.path)) return undefined;
    const read = await workspace.read(from);
    return {
      sentence: `“${there.path}” (${there.size}) would be replaced by “${from}”.`,
      path: there.path,
      before: there.before,
      ...(read.ok && { after: excerpt(read.value.text) }),
    };
  },
  async run({ from, to }, { workspace }) {
    const renamed = await workspace.rename(from, to, { replace: true });
    if (!renamed.ok) return renamed;
    const { file, undo } = renamed.value;
    return success({
      output: { path: file.path },
      said: `Renamed “${from}” to “${file.path}”.`,
      undo: { kind: 'workspace', id: undo },
    });
  },
});
