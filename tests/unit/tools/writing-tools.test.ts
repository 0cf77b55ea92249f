import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../src/domain/result.ts';
import { toolError } from '../../../src/domain/tools/tool.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';
import { brought, createToolRoom, mail } from '../../fixtures/tool-room.ts';

const tooLarge = failure(toolError('too-large', 'It is larger than 1 MiB.'));

describe('write_file', () => {
  it('writes as the assistant, with where the words are from, and can be undone', async () => {
    const room = createToolRoom({}, { sources: [mail] });
    const { output, said, undo } = await room.done('write_file', {
      path: 'notes/milk.md',
      text: 'a\nb\nc\n',
    });
    expect(output).toEqual({ path: 'notes/milk.md' });
    expect(said).toBe('Wrote “notes/milk.md”, 3 lines.');
    expect(await room.fileAt('notes/milk.md')).toMatchObject({ origin: 'assistant', sources: [mail] });
    expect(await room.undo(undo)).toEqual(success({ path: 'notes/milk.md' }));
    expect(await room.textOf('notes/milk.md')).toBeUndefined();
  });

  it('is the person’s own writing where the person does it', async () => {
    const room = createToolRoom({}, { by: 'you' });
    await room.done('write_file', { path: 'a.md', text: 'x' });
    expect(await room.fileAt('a.md')).toMatchObject({ origin: 'you', sources: [] });
  });

  it('loses what stands there, and nothing where nothing does', async () => {
    const room = createToolRoom({ 'A.md': 'one\ntwo\nthree\n' });
    expect(await room.loses('write_file', { path: 'a.md', text: 'new' })).toEqual({
      sentence: '“A.md” (3 lines) would be overwritten.',
      path: 'A.md',
      before: 'one\ntwo\nthree\n',
      after: 'new',
    });
    expect(await room.loses('write_file', { path: 'b.md', text: 'new' })).toBeUndefined();
    expect(await room.loses('write_file', { path: '../a.md', text: 'new' })).toBeUndefined();
  });

  it('shows the first 2,000 characters of both, no character in two', async () => {
    const room = createToolRoom({ 'a.md': `${'x'.repeat(1_999)}😀😀` });
    const loss = await room.loses('write_file', { path: 'a.md', text: 'y'.repeat(3_000) });
    expect(loss?.before).toBe('x'.repeat(1_999));
    expect(loss?.after).toBe('y'.repeat(2_000));
  });

  it('gives back what was overwritten', async () => {
    const room = createToolRoom({ 'a.md': brought('old') });
    const { undo } = await room.done('write_file', { path: 'a.md', text: 'new' });
    expect(await room.textOf('a.md')).toBe('new');
    await room.undo(undo);
    expect(await room.textOf('a.md')).toBe('old');
    expect(await room.fileAt('a.md')).toMatchObject({ origin: 'brought' });
  });

  it('passes on that a text is too large', async () => {
    const room = createToolRoom({}, { workspace: { ...createFakeWorkspace(), write: async () => tooLarge } });
    expect(await room.refused('write_file', { path: 'a.md', text: 'x' })).toEqual(tooLarge.error);
  });
});

describe('append_file', () => {
  it('adds a line, stays as little trusted as the file was, and can be undone', async () => {
    const room = createToolRoom({ 'mail.txt': brought('one') });
    const { said, undo } = await room.done('append_file', { path: 'mail.txt', text: 'two' });
    expect(said).toBe('Added 1 line to “mail.txt”.');
    expect(await room.textOf('mail.txt')).toBe('one\ntwo');
    expect(await room.fileAt('mail.txt')).toMatchObject({ origin: 'brought' });
    await room.undo(undo);
    expect(await room.textOf('mail.txt')).toBe('one');
  });

  it('makes a file where there is none, and hands on its sources', async () => {
    const room = createToolRoom({}, { sources: [mail] });
    await room.done('append_file', { path: 'log.md', text: 'x' });
    expect(await room.fileAt('log.md')).toMatchObject({ origin: 'assistant', sources: [mail] });
  });
});

describe('rename_file', () => {
  it('moves a file with all that is known of it, and can be undone', async () => {
    const room = createToolRoom({ 'mail.txt': brought('x') });
    const { output, said, undo } = await room.done('rename_file', { from: 'mail.txt', to: 'old/mail.txt' });
    expect(output).toEqual({ path: 'old/mail.txt' });
    expect(said).toBe('Renamed “mail.txt” to “old/mail.txt”.');
    expect(await room.fileAt('old/mail.txt')).toMatchObject({ origin: 'brought' });
    await room.undo(undo);
    expect(await room.textOf('mail.txt')).toBe('x');
    expect(await room.textOf('old/mail.txt')).toBeUndefined();
  });

  it('loses what stands at the new name', async () => {
    const room = createToolRoom({ 'a.md': 'new', 'b.md': 'old\n' });
    const input = { from: 'a.md', to: 'b.md' };
    expect(await room.loses('rename_file', input)).toEqual({
      sentence: '“b.md” (1 line) would be replaced by “a.md”.',
      path: 'b.md',
      before: 'old\n',
      after: 'new',
    });
    const { undo } = await room.done('rename_file', input);
    expect(await room.textOf('b.md')).toBe('new');
    await room.undo(undo);
    expect([await room.textOf('a.md'), await room.textOf('b.md')]).toEqual(['new', 'old\n']);
  });

  it('loses nothing at a free name, by another spelling, or where there is nothing to rename', async () => {
    const room = createToolRoom({ 'a.md': 'a', 'b.md': 'b' });
    expect(await room.loses('rename_file', { from: 'a.md', to: 'c.md' })).toBeUndefined();
    expect(await room.loses('rename_file', { from: 'a.md', to: 'A.md' })).toBeUndefined();
    expect(await room.loses('rename_file', { from: 'c.md', to: 'b.md' })).toBeUndefined();
    await room.done('rename_file', { from: 'a.md', to: 'A.md' });
    expect((await room.fileAt('a.md'))?.path).toBe('A.md');
    expect(await room.refused('rename_file', { from: 'c.md', to: 'b.md' })).toMatchObject({
      kind: 'missing',
    });
  });
});

describe('delete_file', () => {
  it('loses the file, deletes it and can be undone', async () => {
    const room = createToolRoom({ 'a.md': 'one\ntwo' });
    expect(await room.loses('delete_file', { path: 'a.md' })).toEqual({
      sentence: '“a.md” (2 lines) would be deleted.',
      path: 'a.md',
      before: 'one\ntwo',
    });
    const { said, undo } = await room.done('delete_file', { path: 'a.md' });
    expect(said).toBe('Deleted “a.md”.');
    expect(await room.textOf('a.md')).toBeUndefined();
    await room.undo(undo);
    expect(await room.textOf('a.md')).toBe('one\ntwo');
  });

  it('loses nothing where there is nothing, then fails', async () => {
    const room = createToolRoom();
    expect(await room.loses('delete_file', { path: 'a.md' })).toBeUndefined();
    expect(await room.refused('delete_file', { path: 'a.md' })).toMatchObject({ kind: 'missing' });
  });
});
