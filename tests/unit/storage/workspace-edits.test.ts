import { beforeEach, describe, expect, it } from 'vitest';
import { pathLimits } from '../../../src/domain/tools/path.ts';
import { removeProfileFiles } from '../../../src/storage/workspace-files.ts';
import type { ProfileWorkspace } from '../../../src/storage/workspace-thread.ts';
import { must, testWorkspaces, textsOf } from './workspace-for-tests.ts';

let device: ReturnType<typeof testWorkspaces>;
let workspace: ProfileWorkspace;
const you = { origin: 'you' } as const;
const over = { origin: 'you', replace: true } as const;

beforeEach(() => {
  device = testWorkspaces();
  workspace = device.newThread();
});

const error = (kind: string) => ({ ok: false, error: { kind, sentence: expect.stringMatching(/\.$/) } });

describe('paths', () => {
  it.each(['../x', '/etc/passwd', 'a/../../x', 'C:\\x', '%2e%2e/x', 'a\u202eb', '', '.', 'nul'])(
    '%j is refused by every call, and nothing is made',
    async (path) => {
      await must(workspace.write('ok.md', 'ok', you));
      await device.locks.idle();
      const before = device.files.paths();
      const calls = [
        workspace.info(path),
        workspace.read(path),
        workspace.blob(path),
        workspace.remove(path),
        workspace.write(path, 'x', you),
        workspace.append(path, 'x', you),
        workspace.rename(path, 'new.md'),
        workspace.rename('ok.md', path),
        ...(path === '' ? [] : [workspace.bring([new File(['x'], 'x')], path)]),
      ];
      for (const call of calls)
        expect(await call).toMatchObject({
          ok: false,
          error: { kind: 'path', guardrail: 'stay-in-workspace' },
        });
      expect(device.files.paths()).toEqual(before);
    },
  );

  it('case and Unicode form name the same file, and it keeps its spelling', async () => {
    await must(workspace.write('Notes/Caf\u00e9.md', 'one', you));
    expect(await workspace.write('notes/CAFE\u0301.md', 'two', you)).toMatchObject(error('exists'));
    await must(workspace.write('notes/CAFE\u0301.md', 'two', over));
    await must(workspace.append('NOTES/caf\u00e9.md', 'three', you));
    await must(workspace.write('nOTES/other.md', 'x', you));
    expect(await textsOf(workspace)).toEqual({ 'Notes/Caf\u00e9.md': 'two\nthree', 'Notes/other.md': 'x' });
    const { undo } = await must(workspace.rename('notes/caf\u00e9.md', 'notes/CAF\u00c9.md'));
    expect(Object.keys(await textsOf(device.newThread()))).toContain('Notes/CAF\u00c9.md');
    await must(workspace.undo(undo));
    expect(Object.keys(await textsOf(device.newThread()))).toContain('Notes/Caf\u00e9.md');
  });

  it('a name that is taken gets a number where that is asked for', async () => {
    const numbered = { origin: 'you', numbered: true } as const;
    for (const text of ['one', 'two', 'three']) await must(workspace.write('Notes/milk.md', text, numbered));
    expect(await textsOf(device.newThread())).toEqual({
      'Notes/milk (2).md': 'two',
      'Notes/milk (3).md': 'three',
      'Notes/milk.md': 'one',
    });
    expect(await workspace.write('notes/MILK.md', 'four', numbered)).toMatchObject({
      value: { file: { path: 'Notes/MILK (4).md' } },
    });
  });

  it('a folder takes a name as a file does, and a number passes over both', async () => {
    const numbered = { origin: 'you', numbered: true } as const;
    await must(workspace.write('In/Milk.md/deep.md', 'one', you));
    await must(workspace.write('in/milk (2).md', 'two', you));
    await must(workspace.write('in/milk.md', 'three', numbered));
    await must(workspace.bring([new File(['four'], 'MILK.md')], 'IN'));
    await must(workspace.write('in', 'five', numbered));
    expect(await textsOf(device.newThread())).toEqual({
      'In/Milk.md/deep.md': 'one',
      'In/milk (2).md': 'two',
      'In/milk (3).md': 'three',
      'In/MILK (4).md': 'four',
      'in (2)': 'five',
    });
  });

  it('a numbered write replaces nothing, also where it may', async () => {
    await must(workspace.write('a.md', 'one', you));
    await must(workspace.write('a.md', 'two', { origin: 'you', numbered: true, replace: true }));
    expect(await textsOf(workspace)).toEqual({ 'a.md': 'one', 'a (2).md': 'two' });
  });

  it('a numbered write goes into no file', async () => {
    await must(workspace.write('a', 'one', you));
    expect(await workspace.write('A/b', 'two', { origin: 'you', numbered: true })).toMatchObject({
      error: { sentence: '“a” is a file, so nothing can be put inside it.' },
    });
  });

  it('a number that makes a path too long is refused', async () => {
    const folder = `${'f'.repeat(99)}/`.repeat(3);
    const path = `${folder}${'n'.repeat(pathLimits.total - folder.length)}`;
    await must(workspace.write(path, 'one', you));
    expect(await workspace.write(path, 'two', { origin: 'you', numbered: true })).toMatchObject(
      error('path'),
    );
    expect(
      await workspace.bring([new File(['two'], path.slice(folder.length))], folder.slice(0, -1)),
    ).toMatchObject(error('path'));
  });

  it('an empty folder that a kill left is not in the way', async () => {
    await must(workspace.write('b', 'x', you));
    const profile = await (
      await (await device.files.root()).getDirectoryHandle('workspace')
    ).getDirectoryHandle('p');
    const left = await (await profile.getDirectoryHandle('files')).getDirectoryHandle('a', { create: true });
    await left.getDirectoryHandle('deep', { create: true });
    await must(workspace.write('a', 'file', you));
    expect(await textsOf(device.newThread())).toEqual({ a: 'file', b: 'x' });
  });

  it('files are not brought into a file', async () => {
    await must(workspace.write('a', 'x', you));
    expect(await workspace.bring([new File(['y'], 'y')], 'A')).toMatchObject(error('exists'));
    expect(await textsOf(workspace)).toEqual({ a: 'x' });
  });

  it('a file is no folder, and a folder no file', async () => {
    await must(workspace.write('a/b', 'x', you));
    expect(await workspace.write('A', 'x', over)).toMatchObject(error('exists'));
    expect(await workspace.write('a/B/c', 'x', you)).toMatchObject(error('exists'));
    expect(await workspace.rename('a/b', 'a')).toMatchObject(error('exists'));
    await must(workspace.remove('a/b'));
    await must(workspace.write('a', 'now a file', you));
    expect(await textsOf(device.newThread())).toEqual({ a: 'now a file' });
  });
});

describe('changes and how they are taken back', () => {
  const both = async (expected: Record<string, string>) => {
    expect(await textsOf(workspace)).toEqual(expected);
    expect(await textsOf(device.newThread())).toEqual(expected);
  };

  it.each(['the same thread', 'a new thread'])('each change, undone and done again in %s', async (where) => {
    const undo = async (id: string) => {
      if (where === 'a new thread') workspace = device.newThread();
      await must(workspace.undo(id));
      const [newest] = await workspace.undoable();
      return newest?.id ?? '';
    };
    const there = { 'a.md': 'old', 'b.md': 'other' };
    await must(workspace.write('a.md', 'old', you));
    await must(workspace.write('b.md', 'other', you));
    const changes: [() => Promise<string>, Record<string, string>][] = [
      [async () => (await must(workspace.write('n/c.md', 'new', you))).undo, { ...there, 'n/c.md': 'new' }],
      [async () => (await must(workspace.append('n/c.md', 'new', you))).undo, { ...there, 'n/c.md': 'new' }],
      [async () => (await must(workspace.write('a.md', 'new', over))).undo, { ...there, 'a.md': 'new' }],
      [
        async () => (await must(workspace.append('a.md', 'more', you))).undo,
        { ...there, 'a.md': 'old\nmore' },
      ],
      [
        async () => (await must(workspace.rename('a.md', 'n/z.md'))).undo,
        { 'b.md': 'other', 'n/z.md': 'old' },
      ],
      [async () => (await must(workspace.rename('a.md', 'b.md', { replace: true }))).undo, { 'b.md': 'old' }],
      [async () => (await must(workspace.remove('a.md'))).undo, { 'b.md': 'other' }],
    ];
    for (const [change, after] of changes) {
      const first = await change();
      await both(after);
      const second = await undo(first);
      await both(there);
      const third = await undo(second);
      await both(after);
      await undo(third);
      await both(there);
      expect(await workspace.undo(first)).toMatchObject(error('missing'));
    }
  });

  it('a chain is taken back from its end', async () => {
    const ids = [
      (await must(workspace.write('a', '1', you))).undo,
      (await must(workspace.write('a', '2', over))).undo,
      (await must(workspace.rename('a', 'b'))).undo,
      (await must(workspace.append('b', '3', you))).undo,
      (await must(workspace.remove('b'))).undo,
    ];
    for (const id of ids.reverse()) await must(device.newThread().undo(id));
    await both({});
  });

  it('is refused after a later change, which stays', async () => {
    const created = (await must(workspace.write('a', '1', you))).undo;
    const replaced = (await must(workspace.write('a', '2', over))).undo;
    expect(await workspace.undo(created)).toMatchObject(error('refused'));
    await must(workspace.write('a', '2', over));
    expect(await workspace.undo(replaced)).toMatchObject(error('refused'));
    const gone = (await must(workspace.remove('a'))).undo;
    await must(workspace.write('A', '4', you));
    expect(await device.newThread().undo(gone)).toMatchObject(error('refused'));
    const moved = (await must(workspace.rename('a', 'b'))).undo;
    await must(workspace.write('a', '5', you));
    expect(await workspace.undo(moved)).toMatchObject(error('refused'));
    await both({ a: '5', b: '4' });
  });

  it('does not put a file where a folder is now', async () => {
    await must(workspace.write('a', '1', you));
    const gone = (await must(workspace.remove('a'))).undo;
    await must(workspace.write('a/b', '2', you));
    expect(await workspace.undo(gone)).toMatchObject({ error: { sentence: '“a” is a folder.' } });
    await both({ 'a/b': '2' });
  });

  it('keeps who wrote it, and mixes with care', async () => {
    const sources = [{ kind: 'pasted' } as const];
    await must(workspace.write('a', '1', { origin: 'brought', sources }));
    const { file, undo } = await must(
      workspace.append('a', '2', { origin: 'you', sources: [{ kind: 'tool', name: 't' }] }),
    );
    expect(file).toMatchObject({ origin: 'brought', sources: [...sources, { kind: 'tool', name: 't' }] });
    await must(workspace.rename('a', 'b'));
    expect(await device.newThread().info('b')).toMatchObject({ value: { origin: 'brought', bytes: 3 } });
    await must(workspace.rename('b', 'a'));
    await must(workspace.undo(undo));
    expect(await device.newThread().info('a')).toMatchObject({ value: { sources, bytes: 1 } });
    expect((await must(workspace.write('a', '3', over))).file).toMatchObject({ origin: 'you', sources: [] });
  });

  it('lists newest first, and forgets for good what is older', async () => {
    const first = (await must(workspace.write('a', 'secret', you))).undo;
    await must(workspace.write('a', 'open', over));
    const limit = device.time() + 1;
    const last = (await must(workspace.remove('a'))).undo;
    expect((await workspace.undoable()).map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'deleted a',
      'replaced a',
      'created a',
    ]);
    await workspace.purge(limit);
    expect(await workspace.undoable()).toMatchObject([{ id: last }]);
    expect(
      device.files.paths().filter((path) => path.includes('/trash/') && !path.endsWith('/')),
    ).toHaveLength(1);
    expect(await workspace.undo(first)).toMatchObject(error('missing'));
    await must(workspace.undo(last));
    await both({ a: 'open' });
    await workspace.purge(Infinity);
    await both({ a: 'open' });
    expect(await workspace.undoable()).toEqual([]);
  });

  it('says what is missing, taken, too large, or no text', async () => {
    for (const call of [workspace.read('a'), workspace.info('a'), workspace.blob('a'), workspace.remove('a')])
      expect(await call).toMatchObject(error('missing'));
    expect(await workspace.rename('a', 'b')).toMatchObject(error('missing'));
    expect(await workspace.undo('nothing')).toMatchObject(error('missing'));
    await must(workspace.write('a', 'x', you));
    await must(workspace.write('b', 'x', you));
    expect(await workspace.rename('a', 'b')).toMatchObject(error('exists'));
    expect(await workspace.rename('a', 'a')).toMatchObject(error('exists'));
    const large = 'é'.repeat(2 ** 19);
    await must(workspace.write('large', large, you));
    expect(await workspace.write('larger', `${large}!`, you)).toMatchObject(error('too-large'));
    expect(await workspace.append('large', 'x', you)).toMatchObject(error('too-large'));
    await must(workspace.bring([new File([new Uint8Array([255, 0, 1])], 'photo.jpg')]));
    expect(await workspace.read('photo.jpg')).toMatchObject(error('input'));
    expect(await workspace.append('photo.jpg', 'x', you)).toMatchObject(error('input'));
  });

  it('two profiles do not meet, and one is deleted alone', async () => {
    await must(workspace.write('a', 'p', you));
    await must(device.newThread('q').write('a', 'q', you));
    await removeProfileFiles(device.files.root, 'p');
    await removeProfileFiles(device.files.root, 'p');
    expect(await textsOf(device.newThread('p'))).toEqual({});
    expect(await textsOf(device.newThread('q'))).toEqual({ a: 'q' });
  });
});

describe('bring', () => {
  const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => at % 251);

  it('copies all, with a number where a name is taken', async () => {
    await must(workspace.write('in/Plan.txt', 'mine', you));
    const files = await must(
      workspace.bring(
        [new File(['1'], 'plan.txt'), new File(['2'], 'PLAN.TXT'), new File(['3'], '../..')],
        'IN',
      ),
    );
    expect(files.map(({ path }) => path)).toEqual([
      'in/plan (2).txt',
      'in/PLAN (3).TXT',
      expect.stringMatching(/^in\/[^/]+$/),
    ]);
    expect(files.every(({ origin }) => origin === 'brought')).toBe(true);
    expect(await textsOf(device.newThread())).toMatchObject({
      'in/Plan.txt': 'mine',
      'in/plan (2).txt': '1',
    });
  });

  it('takes any size, byte for byte', async () => {
    const large = bytes(2.5 * 2 ** 20);
    await must(workspace.bring([new File([large], 'large.bin'), new File([], 'empty')]));
    const copy = Buffer.from(await (await must(workspace.blob('large.bin'))).arrayBuffer());
    expect(copy.equals(large)).toBe(true);
    expect(await workspace.read('large.bin')).toMatchObject(error('too-large'));
    expect(await workspace.read('empty')).toMatchObject({ value: { text: '' } });
  });

  it('brings nothing where one does not fit', async () => {
    await must(workspace.write('a', 'x', you));
    await device.locks.idle();
    const before = device.files.paths();
    device.files.setRoom(device.files.used() + 1000);
    const brought = await workspace.bring([new File([bytes(500)], 'one'), new File([bytes(5000)], 'two')]);
    expect(brought).toMatchObject(error('quota'));
    expect(device.files.paths()).toEqual(before);
  });

  it('tells how far it is, and leaves nothing where it is told to stop', async () => {
    await must(workspace.write('a', 'x', you));
    await device.locks.idle();
    const before = device.files.paths();
    const told: number[] = [];
    const files = Array.from({ length: 400 }, (_, at) => new File([bytes(30)], `file ${at}`));
    const stopped = await workspace.bring(files, '', (fraction) => {
      told.push(fraction);
      return told.length < 3;
    });
    expect(stopped).toMatchObject(error('stopped'));
    expect(device.files.paths()).toEqual(before);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
    expect(await must(workspace.bring(files, '', () => true))).toHaveLength(400);
  });

  it('each can be taken back by itself', async () => {
    await must(workspace.bring([new File(['1'], 'a'), new File(['2'], 'b')]));
    const [newest] = await workspace.undoable();
    expect(await must(workspace.undo(newest?.id ?? ''))).toEqual({ path: 'b' });
    expect(await textsOf(device.newThread())).toEqual({ a: '1' });
  });
});

describe('what is left to do once a change holds', () => {
  const paused = () => {
    let go = () => {};
    const pause = () => new Promise<void>((resolve) => (go = resolve));
    return { thread: device.newThread('p', { pause }), end: () => go() };
  };
  const inPlace = () => device.files.paths().includes('workspace/p/files/a.md');

  it('is waited for where many files come at once', async () => {
    const { thread } = paused();
    const files = Array.from({ length: 40 }, (_, at) => new File(['x'], `file ${at}`));
    await must(thread.bring(files));
    expect(device.files.paths().filter((path) => path.startsWith('workspace/p/files/file'))).toHaveLength(40);
  });

  it('waits for the end of the pause, and nobody waits for it', async () => {
    const { thread, end } = paused();
    await must(thread.write('a.md', 'x', you));
    expect(inPlace()).toBe(false);
    end();
    await device.locks.idle();
    expect(inPlace()).toBe(true);
  });

  it('is done at once where the next call needs it', async () => {
    const { thread } = paused();
    const { undo } = await must(thread.write('a.md', 'x', you));
    expect(await textsOf(thread)).toEqual({ 'a.md': 'x' });
    await must(thread.append('a.md', 'y', you));
    expect(await thread.undo(undo)).toMatchObject(error('refused'));
    // Both stand in the queue before the first of them holds.
    await Promise.all([must(thread.append('a.md', 'z', you)), must(thread.write('b.md', 'b', you))]);
    expect(await textsOf(thread)).toEqual({ 'a.md': 'x\ny\nz', 'b.md': 'b' });
  });

  it('is done by the next thread where this one was killed', async () => {
    const { thread, end } = paused();
    await must(thread.write('a.md', 'x', you));
    device.files.setOnStep(() => {
      throw new Error('killed');
    });
    end();
    await device.locks.idle();
    device.files.setOnStep(() => undefined);
    device.files.releaseHandles();
    expect(inPlace()).toBe(false);
    expect(await textsOf(device.newThread())).toEqual({ 'a.md': 'x' });
  });
});
