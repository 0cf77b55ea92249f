import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/domain/result.ts';
import { toolError } from '../../../src/domain/tools/tool.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';
import { createToolRoom, mail } from '../../fixtures/tool-room.ts';

const broken = failure(toolError('failed', 'The workspace could not be used just now.'));

describe('add_to_list', () => {
  it('begins a list, and adds to it without saying a thing twice', async () => {
    const room = createToolRoom({}, { by: 'you' });
    const first = await room.done('add_to_list', { list: 'Shopping list', items: ['eggs', 'milk', 'Eggs'] });
    expect(first.said).toBe('Added to the list “shopping”: eggs, milk.');
    expect(first.output).toEqual({ path: 'lists/shopping.md', added: ['eggs', 'milk'] });
    await room.done('add_to_list', { list: 'shopping', items: ['MILK', 'bread'] });
    expect(await room.textOf('lists/shopping.md')).toBe('- [ ] eggs\n- [ ] milk\n- [ ] bread\n');
    expect(await room.fileAt('lists/shopping.md')).toMatchObject({ origin: 'you' });
  });

  it('says so where all is there already, and changes nothing', async () => {
    const room = createToolRoom({ 'lists/shopping.md': '- [ ] eggs\n' });
    expect(await room.refused('add_to_list', { list: 'shopping', items: ['Eggs'] })).toEqual(
      toolError('exists', 'All of that is on the list “shopping” already.'),
    );
    expect(await room.refused('add_to_list', { list: 'shopping', items: [' '] })).toMatchObject({
      kind: 'exists',
    });
    expect(await room.workspace.undoable()).toEqual([]);
  });

  it('opens again what was ticked, keeps the rest, and can be undone', async () => {
    const before = '# Shopping\n- [x] eggs\n- [ ] milk';
    const room = createToolRoom({ 'lists/shopping.md': before });
    const { undo } = await room.done('add_to_list', { list: 'shopping', items: ['Eggs', 'rice'] });
    expect(await room.textOf('lists/shopping.md')).toBe('# Shopping\n- [ ] eggs\n- [ ] milk\n- [ ] rice\n');
    await room.undo(undo);
    expect(await room.textOf('lists/shopping.md')).toBe(before);
  });

  it.each([
    ['you', 'you', 'you'],
    ['you', 'assistant', 'assistant'],
    ['assistant', 'you', 'assistant'],
    ['brought', 'you', 'brought'],
    ['brought', 'assistant', 'brought'],
  ] as const)('a list of %s that %s opens again counts as of %s', async (origin, by, after) => {
    const list = { text: '- [x] eggs\n', as: { origin, sources: [mail] } };
    const pasted = { kind: 'pasted' } as const;
    const room = createToolRoom({ 'lists/shopping.md': list }, { by, sources: [pasted, mail] });
    await room.done('add_to_list', { list: 'shopping', items: ['eggs'] });
    expect(await room.fileAt('lists/shopping.md')).toMatchObject({ origin: after, sources: [mail, pasted] });
  });

  it('hands on where the items are from', async () => {
    const room = createToolRoom({}, { sources: [mail] });
    await room.done('add_to_list', { list: 'to do', items: ['pay'] });
    expect(await room.fileAt('lists/to-do.md')).toMatchObject({ origin: 'assistant', sources: [mail] });
  });

  it('does not add to what it could not read', async () => {
    const workspace = { ...createFakeWorkspace(), read: async () => broken };
    const room = createToolRoom({}, { workspace });
    expect(await room.refused('add_to_list', { list: 'shopping', items: ['eggs'] })).toEqual(broken.error);
    expect(await workspace.undoable()).toEqual([]);
  });
});
