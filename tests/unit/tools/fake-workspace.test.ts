import { describe, expect, it } from 'vitest';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';

const by = { origin: 'you' } as const;

/** What tests of tools and of the app rely on. The real workspace has tests of its own. */
describe('the workspace in memory', () => {
  it('overwrites only where it is told to, whatever the spelling', async () => {
    const workspace = createFakeWorkspace({ 'A.md': 'old' });
    expect(await workspace.write('a.md', 'new', by)).toMatchObject({ ok: false, error: { kind: 'exists' } });
    expect(await workspace.rename('A.md', 'b.md')).toMatchObject({ ok: true });
    expect(await workspace.write('B.md', 'new', { ...by, replace: true })).toMatchObject({
      value: { file: { path: 'b.md' } },
    });
    expect((await workspace.list()).map(({ path }) => path)).toEqual(['b.md']);
    expect(await workspace.write('b.md/c.md', 'x', by)).toMatchObject({ error: { kind: 'exists' } });
    expect(await workspace.write('c.md', 'x'.repeat(2 ** 20 + 1), by)).toMatchObject({
      error: { kind: 'too-large' },
    });
  });

  it('takes a change back once, and not over a later one', async () => {
    const workspace = createFakeWorkspace({ 'a.md': 'one' });
    const first = await workspace.append('a.md', 'two', by);
    const second = await workspace.append('a.md', 'three', by);
    if (!first.ok || !second.ok) throw new Error('not written');
    expect(await workspace.undo(first.value.undo)).toMatchObject({ error: { kind: 'refused' } });
    expect(await workspace.undo(second.value.undo)).toMatchObject({ ok: true });
    expect(await workspace.undo(second.value.undo)).toMatchObject({ error: { kind: 'missing' } });
    expect(await workspace.undo(first.value.undo)).toMatchObject({ ok: true });
    expect(await workspace.read('a.md')).toMatchObject({ value: { text: 'one' } });
  });

  it('lists what can be undone, newest first, until it is purged', async () => {
    let time = 10;
    const workspace = createFakeWorkspace({ 'a.md': 'x' }, () => time++);
    await workspace.rename('a.md', 'b.md');
    await workspace.remove('b.md');
    const listed = await workspace.undoable();
    expect(listed).toMatchObject([
      { kind: 'deleted', path: 'b.md' },
      { kind: 'renamed', path: 'b.md', from: 'a.md' },
    ]);
    await workspace.purge(listed[0]?.at ?? 0);
    expect(await workspace.undoable()).toMatchObject([{ kind: 'deleted' }]);
  });

  it('passes over files and folders where a name gets a number', async () => {
    const workspace = createFakeWorkspace({ 'a.md/b': 'x', 'a (2).md': 'y', c: 'z' });
    const numbered = { ...by, numbered: true };
    expect(await workspace.write('A.md', '', numbered)).toMatchObject({
      value: { file: { path: 'A (3).md' } },
    });
    expect(await workspace.bring([new File([''], 'a.md')])).toMatchObject({ value: [{ path: 'a (4).md' }] });
    expect(await workspace.write('c/d', '', numbered)).toMatchObject({ error: { kind: 'exists' } });
  });

  it('brings files in beside those of the same name, and tells of it', async () => {
    const workspace = createFakeWorkspace({ 'plan.txt': 'mine' });
    let told = 0;
    const stop = workspace.onChange(() => told++);
    const brought = await workspace.bring([new File(['theirs'], 'plan.txt')]);
    expect(brought).toMatchObject({ value: [{ path: 'plan (2).txt', origin: 'brought' }] });
    stop();
    await workspace.remove('plan.txt');
    expect(told).toBe(1);
    const blob = await workspace.blob('plan (2).txt');
    expect(blob.ok && (await blob.value.text())).toBe('theirs');
  });
});
