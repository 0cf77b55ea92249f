import { beforeEach, describe, expect, it } from 'vitest';
import type { ProfileWorkspace } from '../../../src/storage/workspace-thread.ts';
import { must, testWorkspaces } from './workspace-for-tests.ts';

let device: ReturnType<typeof testWorkspaces>;
let workspace: ProfileWorkspace;
const you = { origin: 'you', replace: true } as const;

beforeEach(() => {
  device = testWorkspaces();
  workspace = device.newThread();
});

const found = async (query: string, from = workspace) =>
  (await from.search(query, 10)).map(({ file }) => file.path);

describe('search', () => {
  it('needs every word, folds, and ranks paths first', async () => {
    await must(workspace.write('milk.md', 'nothing', you));
    await must(workspace.write('shop.md', 'Buy MILK and a crème brûlée', you));
    await must(workspace.write('other.md', 'milk', you));
    expect(await found('Milk')).toEqual(['milk.md', 'other.md', 'shop.md']);
    expect(await found('creme  milk')).toEqual(['shop.md']);
    expect(await found('milk nothing')).toEqual(['milk.md']);
    expect(await found('milk bread')).toEqual([]);
    expect(await found('  ')).toEqual([]);
    expect(await workspace.search('milk', 1)).toHaveLength(1);
  });

  it('shows the words around the hit', async () => {
    await must(
      workspace.write('a.md', `${'word '.repeat(3000)}the Brûlée is here ${'tail '.repeat(3000)}`, you),
    );
    const [hit] = await workspace.search('brulee', 5);
    expect(hit?.snippet).toContain('the Brûlée is here');
    expect(hit?.snippet.length).toBeLessThan(180);
  });

  it('keeps up with every change, in this thread and another', async () => {
    const other = device.newThread();
    await must(workspace.write('a.md', 'apple', you));
    expect(await found('apple')).toEqual(['a.md']);
    expect(await found('apple', other)).toEqual(['a.md']);
    const { undo } = await must(other.write('a.md', 'pear', you));
    expect(await found('apple')).toEqual([]);
    expect(await found('pear')).toEqual(['a.md']);
    await must(workspace.rename('a.md', 'b.md'));
    expect(await found('pear', other)).toEqual(['b.md']);
    await must(other.rename('b.md', 'a.md'));
    await must(other.undo(undo));
    expect(await found('apple')).toEqual(['a.md']);
    await must(workspace.remove('a.md'));
    expect(await found('apple', other)).toEqual([]);
  });

  it('finds large and binary files by path only', async () => {
    const large = new File([`needle ${'x'.repeat(2 ** 20)}`], 'large.txt');
    await must(workspace.bring([large, new File(['needle\0'], 'photo.jpg')]));
    expect(await found('needle')).toEqual([]);
    expect(await workspace.search('photo', 5)).toMatchObject([{ file: { path: 'photo.jpg' }, snippet: '' }]);
    expect(await found('large')).toEqual(['large.txt']);
  });

  it('lists and searches 10,000 files', async () => {
    const notes = Array.from(
      { length: 10_000 },
      (_, at) => new File([`note number${at} about ${at % 7 ? 'tea' : 'coffee'}`], `note-${at}.md`),
    );
    await must(workspace.bring(notes, 'notes'));
    const next = device.newThread();
    expect(await next.list()).toHaveLength(10_000);
    expect(await found('number9996 coffee', next)).toEqual(['notes/note-9996.md']);
    expect(await next.search('coffee', 2000)).toHaveLength(1429);
  });
});

describe('two threads over one folder', () => {
  it('take turns under one lock, and no change is lost', async () => {
    const other = device.newThread();
    const writes = Array.from({ length: 40 }, (_, at) =>
      must((at % 2 ? workspace : other).append('log.md', `line ${at}`, you)),
    );
    await Promise.all(writes);
    const read = await must(other.read('log.md'));
    expect(read.text.split('\n').sort()).toEqual(Array.from({ length: 40 }, (_, at) => `line ${at}`).sort());
    expect(await workspace.read('log.md')).toMatchObject({ value: { text: read.text } });
    expect(device.locks.seen.most).toBe(1);
    expect([...device.locks.seen.names]).toEqual(['assent-workspace-p']);
    expect(await workspace.undoable()).toHaveLength(40);
  });

  it('a reader sees old or new while another changes it', async () => {
    const reader = device.newThread();
    await must(workspace.write('a', 'text 0', you));
    let done = false;
    const writing = (async () => {
      for (let at = 1; at < 40; at++) await must(workspace.write('a', `text ${at}`, you));
      done = true;
    })();
    let reads = 0;
    for (; !done; reads++) {
      const read = await must(reader.read('a'));
      expect(read.text).toMatch(/^text \d+$/);
      expect(read.file.bytes).toBe(read.text.length);
      expect(await reader.list()).toHaveLength(1);
    }
    await writing;
    expect(reads).toBeGreaterThan(3);
  });
});
