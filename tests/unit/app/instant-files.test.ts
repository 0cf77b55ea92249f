import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createInstantFiles } from '../../../src/app/instant-files.ts';
import type { Json } from '../../../src/domain/canonical-json.ts';
import type { Workspace } from '../../../src/domain/ports-tools.ts';
import { failure, type Result } from '../../../src/domain/result.ts';
import {
  toolError,
  type ToolCall,
  type ToolError,
  type ToolOutcome,
} from '../../../src/domain/tools/tool.ts';
import { createInstant } from '../../../src/tools/instant/instant.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';

const now = 1000;
const { lists } = createInstant();
const keep = vi.fn(async () => {});

let workspace: Workspace;
let files: ReturnType<typeof createInstantFiles>;

const callOf = (tool: string, input: Json, result: Result<ToolOutcome, ToolError>): ToolCall => {
  const state: ToolCall['state'] = result.ok
    ? { kind: 'done', ...result.value }
    : { kind: 'failed', error: result.error };
  return { id: 'c', tool, input, at: now, by: 'you', raw: '', sent: '', salt: 's', state };
};

function setUp(given: Parameters<typeof createFakeWorkspace>[0] = {}) {
  workspace = createFakeWorkspace(given);
  files = createInstantFiles({
    load: async () => ({ lists }),
    stores: Promise.resolve({ workspace }),
    clock: () => now,
    host: {
      ownEdit: async (name, input, work, options) => {
        expect(options?.keep).toBe(keep);
        return callOf(name, input, await work(input));
      },
      byHand: async (name, input, _signal, given) => {
        expect(given).toBe(keep);
        return callOf(name, input, failure(toolError('failed', 'Not here.')));
      },
    },
  });
}

const textOf = async (path: string) => {
  const read = await workspace.read(path);
  return read.ok ? read.value.text : undefined;
};
const full = () => vi.spyOn(workspace, 'write').mockResolvedValue(failure(toolError('quota', 'No room.')));

/** Every change by the person's words is theirs, and can be taken back. */
const takeBack = async ({ calls }: { calls?: readonly ToolCall[] }) => {
  const [call] = calls ?? [];
  if (call?.state.kind !== 'done' || call.state.undo?.kind !== 'workspace') throw new Error('no undo');
  return workspace.undo(call.state.undo.id);
};

beforeEach(() => setUp());

describe('a note', () => {
  it.each([
    ['buy milk', 'notes/buy milk.md'],
    ['Ana: 5 % off, today?', 'notes/Ana 5 off, today.md'],
    ['../../etc', 'notes/. . etc.md'],
    ['a'.repeat(80), `notes/${'a'.repeat(60)}.md`],
    ['!?', 'notes/note.md'],
  ])('“%s” is the file “%s”', async (text, path) => {
    const said = await files.note(text, keep);
    expect(said).toMatchObject({
      shown: `Wrote “${path}”, 1 line.`,
      calls: [{ tool: 'write_file', state: { output: { path } } }],
    });
    expect(await textOf(path)).toBe(`${text}\n`);
    expect(await takeBack(said)).toMatchObject({ ok: true });
    expect(await workspace.list()).toEqual([]);
  });

  it('never replaces another', async () => {
    setUp({ 'notes/milk.md': 'mine' });
    expect(await files.note('milk', keep)).toMatchObject({ shown: 'Wrote “notes/milk (2).md”, 1 line.' });
    expect(await textOf('notes/milk.md')).toBe('mine');
  });

  it('says why it was not written', async () => {
    full();
    expect(await files.note('milk', keep)).toMatchObject({
      shown: 'No room.',
      calls: [{ state: { kind: 'failed' } }],
    });
  });
});

describe('a list', () => {
  const shopping = { 'lists/shopping.md': '- [ ] eggs\n- [x] *milk*\n' };

  it('is added to by the tool', async () => {
    expect(await files.addToList('shopping', ['eggs'], keep)).toMatchObject({
      shown: 'Not here.',
      calls: [{ tool: 'add_to_list', input: { list: 'shopping', items: ['eggs'] } }],
    });
  });

  it('is shown, and a model reads later only that it was', async () => {
    setUp(shopping);
    expect(await files.showList('shopping')).toEqual({
      shown: '**Shopping**\n\n- ☐ eggs\n- ☑ \\*milk\\*',
      sent: '(The list “shopping” was shown.)',
    });
  });

  it('that is not there says how to begin it', async () => {
    expect(await files.showList('shopping')).toEqual({
      shown: 'There is nothing on the list “shopping”. Say “add eggs to shopping” to begin it.',
    });
    expect(await files.editList('list-check', 'shopping', ['eggs'], keep)).toEqual({
      shown: 'There is no list “shopping”.',
    });
  });

  it.each([
    ['list-remove', 'Took “eggs” off the list “shopping”.', '- [x] *milk*\n'],
    ['list-check', 'Ticked “eggs” on the list “shopping”.', '- [x] eggs\n- [x] *milk*\n'],
  ] as const)('%s', async (kind, shown, after) => {
    setUp(shopping);
    const said = await files.editList(kind, 'shopping', ['eggs'], keep);
    expect(said).toMatchObject({
      shown,
      calls: [{ tool: 'edit_list', input: { list: 'shopping', [kind]: ['eggs'] } }],
    });
    expect(await textOf('lists/shopping.md')).toBe(after);
    expect(await takeBack(said)).toMatchObject({ ok: true });
    expect(await textOf('lists/shopping.md')).toBe(shopping['lists/shopping.md']);
  });

  it('is left alone where the item is not on it', async () => {
    setUp(shopping);
    expect(await files.editList('list-remove', 'shopping', ['tea'], keep)).toEqual({
      shown: '“tea” is not on the list “shopping”.',
    });
    expect(await workspace.undoable()).toEqual([]);
  });
});

describe('a rate', () => {
  it('is kept with its time, in place of the one before', async () => {
    expect(await files.rates()).toEqual([]);
    await files.keepRate({ from: 'USD', to: 'EUR', rate: 0.8 }, keep);
    await files.keepRate({ from: 'USD', to: 'CHF', rate: 0.7 }, keep);
    const said = await files.keepRate({ from: 'USD', to: 'EUR', rate: 0.9 }, keep);
    expect(said).toMatchObject({ shown: 'Noted: 1 USD = 0.9 EUR.', calls: [{ tool: 'keep_rate' }] });
    expect(await files.rates()).toEqual([
      { from: 'USD', to: 'CHF', rate: 0.7, at: now },
      { from: 'USD', to: 'EUR', rate: 0.9, at: now },
    ]);
  });

  it('that could not be kept is not known', async () => {
    full();
    expect(await files.keepRate({ from: 'USD', to: 'EUR', rate: 0.9 }, keep)).toMatchObject({
      shown: 'No room.',
    });
    expect(await files.rates()).toEqual([]);
  });

  it.each(['', '{', '{}', '[1, null, {"from":"USD","to":"EUR","rate":"1","at":0}]', '[{"rate":-1}]'])(
    'is not read from the file %j',
    async (text) => {
      setUp({ 'rates.json': text });
      expect(await files.rates()).toEqual([]);
    },
  );
});
