import { success } from '../domain/result.ts';
import { atStake } from './at-stake.ts';
import { defineTool, objectSchema, pathText } from './define-tool.ts';

export const deleteFile = defineTool<'delete_file', { path: string }>({
  name: 'delete_file',
  description: 'Deletes a note or file. The person is asked first.',
  input: objectSchema({ path: pathText() }),
  output: { type: 'object' },
  tags: ['destructive', 'persistent_write'],
  perTurn: 2,
  async loses({ path }, { workspace }) {
    const there = await atStake(workspace, path);
    return (
      there && {
        sentence: `“${there.path}” (${there.size}) would be deleted.`,
        path: there.path,
        before: there.before,
      }
    );
  },
  async run({ path }, { workspace }) {
    const removed = await workspace.remove(path);
    if (!removed.ok) return removed;
    return success({
      output: { path },
      said: `Deleted “${path}”.`,
      undo: { kind: 'workspace', id: removed.value.undo },
    });
  },
});
