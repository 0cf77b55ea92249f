import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileWorkspace } from '../../../src/storage/workspace-thread.ts';
import { must, testWorkspaces, textsOf } from './workspace-for-tests.ts';

const over = { origin: 'you', replace: true } as const;
const old = { 'a.md': 'old a', 'n/b.md': 'old b' };

interface Access {
  write(bytes: Uint8Array, options: { at: number }): number;
  close(): void;
}

interface Change {
  name: string;
  run: (workspace: ProfileWorkspace) => Promise<{ ok: boolean }>;
  after: Record<string, string>;
}

const undoLast = async (workspace: ProfileWorkspace) =>
  workspace.undo((await workspace.undoable())[0]?.id ?? '');

const changes: Change[] = [
  { name: 'write', run: (to) => to.write('m/c.md', 'new', over), after: { ...old, 'm/c.md': 'new' } },
  { name: 'replace', run: (to) => to.write('a.md', 'new', over), after: { ...old, 'a.md': 'new' } },
  { name: 'append', run: (to) => to.append('a.md', 'new', over), after: { ...old, 'a.md': 'old a\nnew' } },
  {
    name: 'rename',
    run: (to) => to.rename('a.md', 'm/c.md'),
    after: { 'm/c.md': 'old a', 'n/b.md': 'old b' },
  },
  {
    name: 'rename over',
    run: (to) => to.rename('a.md', 'n/b.md', { replace: true }),
    after: { 'n/b.md': 'old a' },
  },
  {
    name: 'change of case',
    run: (to) => to.rename('a.md', 'A.md'),
    after: { 'A.md': 'old a', 'n/b.md': 'old b' },
  },
  { name: 'remove', run: (to) => to.remove('n/b.md'), after: { 'a.md': 'old a' } },
  {
    name: 'bring',
    run: (to) => to.bring([new File(['1'], 'a.md'), new File(['2'], 'c')]),
    after: { ...old, 'a (2).md': '1', c: '2' },
  },
];

async function prepared() {
  const device = testWorkspaces();
  const workspace = device.newThread();
  await must(workspace.write('a.md', 'old a', over));
  await must(workspace.write('n/b.md', 'old b', over));
  return { device, workspace };
}

const files = (device: ReturnType<typeof testWorkspaces>) =>
  device.files.paths().filter((path) => path.includes('/files/') && !path.endsWith('/'));

describe.each(changes)('$name, killed', ({ run, after }) => {
  it('at any step leaves all old or all new, and what was undoable stays so', async () => {
    let sawOld = 0;
    let sawNew = 0;
    for (let step = 0, killed = true; killed; step++) {
      const { device, workspace } = await prepared();
      killed = await device.killed(step, () => run(workspace));
      const next = device.newThread();
      const texts = await textsOf(next);
      const isNew = JSON.stringify(texts) === JSON.stringify(sorted(after));
      if (!isNew) expect(texts, `step ${step}`).toEqual(old);
      if (isNew) sawNew++;
      else sawOld++;
      expect(files(device)).toHaveLength(Object.keys(texts).length);
      for (const { id } of await next.undoable()) await must(device.newThread().undo(id));
      expect(await textsOf(device.newThread()), `undone after step ${step}`).toEqual({});
    }
    expect(sawOld).toBeGreaterThan(3);
    expect(sawNew).toBeGreaterThan(0);
  });

  it('while it is taken back, too', async () => {
    for (let step = 0, killed = true; killed; step++) {
      const { device, workspace } = await prepared();
      await run(workspace);
      const before = await textsOf(workspace);
      const count = (await workspace.undoable()).length;
      killed = await device.killed(step, () => undoLast(workspace));
      const next = device.newThread();
      const texts = await textsOf(next);
      const entries = await next.undoable();
      expect(entries).toHaveLength(count);
      if (JSON.stringify(texts) === JSON.stringify(before)) {
        await must(undoLast(next));
        expect(await textsOf(device.newThread())).not.toEqual(before);
      } else {
        await must(undoLast(next));
        expect(await textsOf(device.newThread()), `step ${step}`).toEqual(before);
      }
    }
  });

  it('and killed again while the next thread recovers', async () => {
    for (let step = 0, killed = true; killed; step++) {
      const { device, workspace } = await prepared();
      killed = await device.killed(step, () => run(workspace));
      for (let again = 0; again < 12; again++) await device.killed(again, () => device.newThread().list());
      const texts = await textsOf(device.newThread());
      expect([sorted(old), sorted(after)]).toContainEqual(texts);
    }
  });
});

describe('a call that fails at one step only', () => {
  it.each(changes)('$name: is all or nothing in the same thread', async ({ run, after }) => {
    for (let at = 0, reached = true; reached; at++) {
      const { device, workspace } = await prepared();
      let steps = 0;
      device.files.setOnStep(() => {
        if (steps++ === at) throw new DOMException('not now', 'UnknownError');
      });
      const done = await run(workspace).catch(() => ({ ok: false }));
      await device.locks.idle();
      reached = steps > at;
      device.files.setOnStep(() => undefined);
      device.files.releaseHandles();
      const texts = await textsOf(workspace);
      if (done.ok) expect(texts).toEqual(after);
      else expect([sorted(old), sorted(after)]).toContainEqual(texts);
      expect(await textsOf(device.newThread())).toEqual(texts);
    }
  });
});

describe('a full disk', () => {
  it('at any byte: what was there stays readable, or all is new', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 3000 }),
        fc.constantFrom(...changes),
        fc.boolean(),
        async (room, { run, after }, reload) => {
          const { device, workspace } = await prepared();
          await device.locks.idle();
          const paths = device.files.paths();
          device.files.setRoom(device.files.used() + room);
          const done = await run(workspace);
          const texts = await textsOf(reload ? device.newThread() : workspace);
          expect(texts).toEqual(done.ok ? after : old);
          if (!done.ok) {
            expect(done).toMatchObject({ error: { kind: 'quota' } });
            const left = device.files
              .paths()
              .filter((path) => !path.endsWith('/') && !path.includes('/index-'));
            expect(left).toEqual(paths.filter((path) => !path.endsWith('/') && !path.includes('/index-')));
            device.files.setRoom(Infinity);
            expect((await run(workspace)).ok).toBe(true);
            expect(await textsOf(device.newThread())).toEqual(sorted(after));
          }
        },
      ),
    );
  });
});

describe('a damaged index', () => {
  const damage = async (device: ReturnType<typeof testWorkspaces>, slot: string, text: string) => {
    const all = await (await device.files.root()).getDirectoryHandle('workspace');
    const handle = await (await all.getDirectoryHandle('p')).getFileHandle(slot, { create: true });
    const access = await (
      handle as unknown as { createSyncAccessHandle(): Promise<Access> }
    ).createSyncAccessHandle();
    access.write(new TextEncoder().encode(text), { at: 70 });
    access.close();
  };

  it('falls back to the one before', async () => {
    const { device } = await prepared();
    await damage(device, 'index-0', 'x');
    expect(await textsOf(device.newThread())).toEqual(old);
    expect(await device.newThread().info('a.md')).toMatchObject({ value: { origin: 'you' } });
    // It was written in the index that is lost.
    expect(await device.newThread().info('n/b.md')).toMatchObject({ value: { origin: 'brought' } });
  });

  it('without any, the files are there as brought', async () => {
    const { device } = await prepared();
    await damage(device, 'index-0', 'x');
    await damage(device, 'index-1', 'x');
    const next = device.newThread();
    expect(await textsOf(next)).toEqual(old);
    expect((await next.list()).map(({ origin }) => origin)).toEqual(['brought', 'brought']);
    await must(next.write('a.md', 'new', over));
    await must(undoLast(next));
    expect(await textsOf(device.newThread())).toEqual(old);
  });
});

const sorted = (texts: Record<string, string>) =>
  Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
