import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../../src/domain/ports-tools.ts';
import { failure } from '../../../src/domain/result.ts';
import { toolError } from '../../../src/domain/tools/tool.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';
import { createToolRoom } from '../../fixtures/tool-room.ts';

const tooLarge = failure(toolError('too-large', 'It is larger than 1 MiB.'));
const broken = failure(toolError('failed', 'The workspace could not be used just now.'));

describe('calculate', () => {
  // The first sum loads the arithmetic, which takes seconds on a busy machine.
  it('works out a sum, and says it', { timeout: 30_000 }, async () => {
    expect(await createToolRoom().done('calculate', { expression: '12 * (3 + 4)' })).toEqual({
      output: '84',
      said: '12 * (3 + 4) = 84',
    });
  });

  it.each(['two apples', '1 / 0', 'import("x")', 'process.exit()'])('refuses %s', async (expression) => {
    expect(await createToolRoom().refused('calculate', { expression })).toMatchObject({ kind: 'input' });
  });
});

describe('date_time', () => {
  it('tells what the clock says in the zone of the person', async () => {
    const { output, said } = await createToolRoom().done('date_time', {});
    expect(output).toEqual({
      date: '2027-01-01',
      time: '09:30',
      weekday: 'Friday',
      iso_week: '2026-W53',
      time_zone: 'Europe/Lisbon',
    });
    expect(said).toBe('It is Friday, 2027-01-01, 09:30 (Europe/Lisbon).');
  });

  it('knows that it is another day elsewhere', async () => {
    const late = { now: () => Date.UTC(2027, 6, 4, 23, 30), timeZone: 'Asia/Tokyo' };
    expect((await createToolRoom({}, late).done('date_time', {})).output).toMatchObject({
      date: '2027-07-05',
      time: '08:30',
      weekday: 'Monday',
      iso_week: '2027-W27',
    });
  });
});

describe.each([
  ['write_file', { path: 'a.md', text: 'x' }, 'a.md'],
  ['delete_file', { path: 'a.md' }, 'a.md'],
  ['rename_file', { from: 'b.md', to: 'a.md' }, 'a.md'],
] as const)('%s of what cannot be read', (name, input, path) => {
  const over = (changes: Partial<Workspace>) =>
    createToolRoom({}, { workspace: { ...createFakeWorkspace({ 'a.md': 'x', 'b.md': 'y' }), ...changes } });

  it('still asks, with what is known of it', async () => {
    const loss = await over({ read: async () => tooLarge }).loses(name, input);
    expect(loss).toMatchObject({ path, before: '' });
    expect(loss?.sentence).toContain('(1 byte)');
  });

  it('still asks where nobody could look', async () => {
    const loss = await over({ read: async () => broken, info: async () => broken }).loses(name, input);
    expect(loss).toMatchObject({ path, before: '' });
    expect(loss?.sentence).toContain('it could not be read');
  });
});

describe('a path that leaves the workspace', () => {
  const path = '../other/secret.md';
  it.each([
    ['read_file', { path }],
    ['write_file', { path, text: 'x' }],
    ['append_file', { path, text: 'x' }],
    ['delete_file', { path }],
    ['rename_file', { from: path, to: 'a.md' }],
    ['rename_file', { from: 'a.md', to: path }],
  ] as const)('is refused by %s %j, and nothing changes', async (name, input) => {
    const room = createToolRoom({ 'a.md': 'x' });
    expect(await room.loses(name, input)).toBeUndefined();
    expect(await room.refused(name, input)).toMatchObject({ kind: 'path', guardrail: 'stay-in-workspace' });
    expect(await room.workspace.undoable()).toEqual([]);
  });
});
