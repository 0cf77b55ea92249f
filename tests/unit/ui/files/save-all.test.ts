import { describe, expect, it } from 'vitest';
import { Files } from '../../../../src/app/files.svelte.ts';
import { saveAll, type TargetFolder } from '../../../../src/ui/files/save-all.ts';
import { createFakeWorkspace } from '../../../fixtures/fake-workspace.ts';

/** A folder on the disk: texts by path. It has no way to delete, and names with `?` are not allowed in it. */
class Disk {
  readonly texts = new Map<string, string>();
  readonly folders = new Set<string>();

  folder(prefix = ''): TargetFolder {
    const folder = {
      getDirectoryHandle: async (name: string) => {
        if (this.texts.has(prefix + name)) throw new DOMException('a file', 'TypeMismatchError');
        this.folders.add(prefix + name);
        return this.folder(`${prefix}${name}/`);
      },
      getFileHandle: async (name: string, options?: { create?: boolean }) => {
        const path = prefix + name;
        if (name.includes('?')) throw new TypeError('not allowed');
        if (this.folders.has(path)) throw new DOMException('a folder', 'TypeMismatchError');
        if (!this.texts.has(path) && !options?.create) throw new DOMException('none', 'NotFoundError');
        if (!this.texts.has(path)) this.texts.set(path, '');
        return {
          getFile: async () => new File([this.texts.get(path) ?? ''], name),
          createWritable: async () => {
            const pieces: Uint8Array<ArrayBuffer>[] = [];
            return new WritableStream<Uint8Array<ArrayBuffer>>({
              write: (piece) => void pieces.push(piece),
              close: async () => void this.texts.set(path, await new Blob(pieces).text()),
            });
          },
        };
      },
    };
    return folder as unknown as TargetFolder;
  }
}

async function setUp(given: Record<string, string>) {
  const workspace = createFakeWorkspace(given);
  const files = new Files(Promise.resolve(workspace));
  const disk = new Disk();
  const run = async (onProgress: (done: number) => void = () => {}, signal = new AbortController().signal) =>
    saveAll(disk.folder(), {
      files: await workspace.list(),
      blob: (path) => files.blob(path),
      onProgress,
      signal,
    });
  return { disk, run, workspace };
}

describe('saveAll', () => {
  it('copies every file into its folder, and counts', async () => {
    const { disk, run } = await setUp({ 'a.md': 'one', 'notes/old/b.md': 'two', 'empty.md': '' });
    const seen: number[] = [];
    expect(await run((done) => seen.push(done))).toEqual({ saved: 3, same: 0, failed: [], stopped: false });
    expect(Object.fromEntries(disk.texts)).toEqual({
      'a.md': 'one',
      'empty.md': '',
      'notes/old/b.md': 'two',
    });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('overwrites nothing: what is the same stays, what differs gets a number', async () => {
    const { disk, run, workspace } = await setUp({ 'a.md': 'one', 'b.md': 'two' });
    disk.texts.set('a.md', 'ONE');
    disk.texts.set('other.md', 'not ours');
    expect(await run()).toMatchObject({ saved: 2, same: 0 });
    expect(await run()).toMatchObject({ saved: 0, same: 2 });
    await workspace.write('b.md', 'two, changed', { origin: 'you', replace: true });
    expect(await run()).toMatchObject({ saved: 1, same: 1 });
    expect(Object.fromEntries(disk.texts)).toEqual({
      'a.md': 'ONE',
      'a (2).md': 'one',
      'other.md': 'not ours',
      'b.md': 'two',
      'b (2).md': 'two, changed',
    });
  });

  it('goes round a folder that has the name of a file', async () => {
    const { disk, run } = await setUp({ plan: 'x' });
    disk.folders.add('plan');
    expect(await run()).toMatchObject({ saved: 1 });
    expect(disk.texts.get('plan (2)')).toBe('x');
  });

  it('goes on after a name that the disk does not allow, and says which', async () => {
    const { disk, run } = await setUp({ 'a.md': 'one', 'why?.md': 'two', 'z.md': 'three' });
    expect(await run()).toEqual({ saved: 2, same: 0, failed: ['why?.md'], stopped: false });
    expect([...disk.texts.keys()]).toEqual(['a.md', 'z.md']);
  });

  it('stops when told to', async () => {
    const { disk, run } = await setUp({ 'a.md': 'one', 'b.md': 'two', 'c.md': 'three' });
    const stop = new AbortController();
    const saved = await run((done) => done === 1 && stop.abort(), stop.signal);
    expect(saved).toMatchObject({ saved: 2, stopped: true });
    expect(disk.texts.size).toBe(2);
  });
});
