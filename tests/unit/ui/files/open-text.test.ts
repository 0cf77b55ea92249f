import { describe, expect, it, vi } from 'vitest';
import { Files } from '../../../../src/app/files.svelte.ts';
import { OpenText } from '../../../../src/ui/files/open-text.svelte.ts';
import { createFakeWorkspace } from '../../../fixtures/fake-workspace.ts';

async function setUp(text = 'one\ntwo') {
  const workspace = createFakeWorkspace({ 'a.md': text });
  const files = new Files(Promise.resolve(workspace));
  const open = new OpenText(files, 'a.md');
  await open.open();
  const stored = async () => {
    const read = await workspace.read('a.md');
    return read.ok ? read.value.text : read.error.kind;
  };
  const elsewhere = (other: string) => workspace.write('a.md', other, { origin: 'assistant', replace: true });
  const listed = async () => {
    const info = await workspace.info('a.md');
    return info.ok ? info.value : undefined;
  };
  return { workspace, files, open, stored, elsewhere, listed };
}

describe('an open text', () => {
  it('is changed only while it differs from what is stored, and saves once told to', async () => {
    const { open, stored, files } = await setUp();
    expect([open.text, open.changed]).toEqual(['one\ntwo', false]);
    open.write('mine');
    expect(open.changed).toBe(true);
    expect(await stored()).toBe('one\ntwo');
    open.write('one\ntwo');
    expect([open.changed, files.begun.at('a.md')]).toEqual([false, undefined]);
    open.write('mine');
    expect(await open.save()).toMatchObject({ ok: true });
    expect([await stored(), open.changed, files.begun.at('a.md')]).toEqual(['mine', false, undefined]);
    open.write('mine again');
    await open.save();
    expect(await stored()).toBe('mine again');
  });

  it('outlasts a visit to another screen until it is saved or discarded', async () => {
    const { files, open } = await setUp();
    open.write('mine');
    const again = new OpenText(files, 'a.md');
    await again.open();
    expect([again.text, again.changed]).toEqual(['mine', true]);
    expect(again.notice).toContain('not saved');
    again.discard();
    expect([again.text, again.changed, again.notice]).toEqual(['one\ntwo', false, undefined]);
    const third = new OpenText(files, 'a.md');
    await third.open();
    expect(third.text).toBe('one\ntwo');
  });

  it('keeps words that are written while it saves', async () => {
    const { files, open, stored } = await setUp();
    open.write('first');
    const saving = open.save();
    open.write('first and second');
    await saving;
    expect([await stored(), open.text, open.changed]).toEqual(['first', 'first and second', true]);
    expect(files.begun.at('a.md')?.text).toBe('first and second');
    await open.save();
    expect(await stored()).toBe('first and second');
  });

  it('keeps the line ends of the file', async () => {
    const { open, stored } = await setUp('one\r\ntwo\r\n');
    expect([open.text, open.changed]).toEqual(['one\ntwo\n', false]);
    open.write('one\ntwo\nthree');
    await open.save();
    expect(await stored()).toBe('one\r\ntwo\r\nthree');
  });
});

describe('a file that changes elsewhere', () => {
  it('is shown as it is now where nothing was begun', async () => {
    const { open, elsewhere, listed } = await setUp();
    await elsewhere('newer');
    await open.follow(await listed());
    expect([open.text, open.changed]).toEqual(['newer', false]);
  });

  it('is not overwritten unseen: saving shows first what would be lost', async () => {
    const { open, stored, elsewhere, listed } = await setUp();
    open.write('mine');
    await elsewhere('newer');
    await open.follow(await listed());
    expect(open.text).toBe('mine');
    expect(open.notice).toContain('asks before');
    expect(await open.save()).toMatchObject({ ok: false });
    expect(open.lost).toMatchObject({ file: { path: 'a.md' }, beginning: 'newer' });
    expect(await stored()).toBe('newer');
    expect(await open.overwrite()).toMatchObject({ ok: true });
    expect([await stored(), open.lost, open.changed]).toEqual(['mine', undefined, false]);
  });

  it('is asked about also when what was begun comes back later', async () => {
    const { files, open, stored, elsewhere } = await setUp();
    open.write('mine');
    await elsewhere('newer');
    const again = new OpenText(files, 'a.md');
    await again.open();
    expect([again.text, again.changed]).toEqual(['mine', true]);
    expect(await again.save()).toMatchObject({ ok: false });
    again.keep();
    expect([again.lost, again.text, await stored()]).toEqual([undefined, 'mine', 'newer']);
  });

  it('shows the newest again where it changed once more before the answer', async () => {
    const { open, stored, elsewhere } = await setUp();
    open.write('mine');
    await elsewhere('newer');
    await open.save();
    await elsewhere('newest');
    expect(await open.overwrite()).toMatchObject({ ok: false });
    expect(open.lost?.beginning).toBe('newest');
    expect(await stored()).toBe('newest');
  });

  it('can be made again from what was begun when it is gone', async () => {
    const { workspace, open, stored } = await setUp();
    open.write('mine');
    await workspace.remove('a.md');
    await open.follow(undefined);
    expect([open.state.kind, open.text, open.changed]).toEqual(['text', 'mine', true]);
    await open.save();
    expect(await stored()).toBe('mine');
  });

  it('is said to be gone where nothing was begun, and comes back with an undo', async () => {
    const { workspace, open, listed } = await setUp();
    const removed = await workspace.remove('a.md');
    await open.follow(undefined);
    expect(open.state.kind).toBe('failed');
    if (removed.ok) await workspace.undo(removed.value.undo);
    await open.follow(await listed());
    expect([open.state.kind, open.text]).toEqual(['text', 'one\ntwo']);
  });
});

it('offers only the download of what is no text', async () => {
  const { workspace, open } = await setUp();
  const error = { kind: 'too-large', sentence: 'Too large.' } as const;
  vi.spyOn(workspace, 'read').mockResolvedValue({ ok: false, error });
  await open.open();
  expect(open.state).toMatchObject({ kind: 'download', file: { path: 'a.md' }, sentence: 'Too large.' });
  expect(open.changed).toBe(false);
});
