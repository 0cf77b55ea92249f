import type { FileOrigin, WorkspaceFile } from '../domain/ports-tools.ts';
import { failure, success } from '../domain/result.ts';
import { distinct } from '../domain/tools/taint.ts';
import { toolError, type ToolPowers } from '../domain/tools/tool.ts';
import { defineTool, objectSchema, text } from './define-tool.ts';
import { later } from './later.ts';

export const addToList = defineTool<'add_to_list', { list: string; items: string[] }>({
  name: 'add_to_list',
  description: 'Adds items to a list such as shopping.',
  input: objectSchema({
    list: text('its name, for example shopping', 60),
    items: {
      type: 'array',
      description: 'what to add, for example eggs and milk',
      items: text('one item', 200),
      minItems: 1,
      maxItems: 30,
    },
  }),
  output: { type: 'object' },
  tags: ['persistent_write'],
  perTurn: 3,
  async run({ list, items }, powers) {
    const { workspace, by, sources } = powers;
    const lists = await later(import('./lists.ts'));
    if (!lists.ok) return lists;
    const { listName, listPath, withAdded } = lists.value;
    const path = listPath(list);
    const read = await workspace.read(path);
    if (!read.ok && read.error.kind !== 'missing') return read;
    const before = read.ok ? read.value.text : '';
    const { added, text: opened, fresh } = withAdded(before, items);
    if (added.length === 0)
      return failure(toolError('exists', `All of that is on the list “${listName(list)}” already.`));
    // Adding to the end cannot lose what another tab adds just now. Only what was ticked needs the whole file.
    const written =
      read.ok && opened !== before
        ? await workspace.write(path, joined(opened, fresh), {
            ...mixed(read.value.file, powers),
            replace: true,
          })
        : await workspace.append(path, fresh, { origin: by, sources });
    if (!written.ok) return written;
    return success({
      output: { path: written.value.file.path, added },
      said: `Added to the list “${listName(list)}”: ${added.join(', ')}.`,
      undo: { kind: 'workspace', id: written.value.undo },
    });
  },
});

const joined = (text: string, fresh: string): string =>
  fresh === '' || text === '' || text.endsWith('\n') ? text + fresh : `${text}\n${fresh}`;

/** Lines of the old file stay in the new one: it is no more to be trusted than they were. */
function mixed(file: WorkspaceFile, { by, sources }: Pick<ToolPowers, 'by' | 'sources'>) {
  const origin: FileOrigin = file.origin === 'brought' || by === 'you' ? file.origin : by;
  return { origin, sources: distinct([...file.sources, ...sources]) };
}
