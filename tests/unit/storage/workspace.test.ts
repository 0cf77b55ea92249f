import { describe, expect, it, vi } from 'vitest';
import { createWorkspace } from '../../../src/storage/workspace.ts';
import { createWorkspaceThread } from '../../../src/storage/workspace-thread.ts';
import { memoryFiles } from '../../fixtures/memory-files.ts';
import { threadWorker } from '../../fixtures/thread-worker.ts';

function device() {
  const files = memoryFiles();
  let ids = 0;
  const thread = () =>
    threadWorker(createWorkspaceThread({ root: files.root, now: () => 1, newId: () => `id-${++ids}` }));
  return { thread };
}

const silent = () => threadWorker({ list: () => new Promise(() => undefined) });
const you = { origin: 'you' } as const;

describe('createWorkspace', () => {
  it('reaches every call through one thread', async () => {
    const startWorker = vi.fn(() => device().thread().worker);
    const workspace = createWorkspace({ startWorker, profileId: 'one' });
    expect(startWorker).not.toHaveBeenCalled();
    const written = await workspace.write('a.md', 'milk', you);
    expect(written).toMatchObject({ ok: true, value: { file: { path: 'a.md', bytes: 4, changedAt: 1 } } });
    expect(await workspace.append('a.md', 'bread', you)).toMatchObject({ ok: true });
    expect(await workspace.read('a.md')).toMatchObject({ value: { text: 'milk\nbread' } });
    expect(await workspace.rename('a.md', 'b.md')).toMatchObject({ ok: true });
    expect(await workspace.info('b.md')).toMatchObject({ value: { bytes: 10 } });
    expect(await workspace.search('bread', 3)).toMatchObject([{ file: { path: 'b.md' } }]);
    const blob = await workspace.blob('b.md');
    expect(blob.ok && (await blob.value.text())).toBe('milk\nbread');
    const removed = await workspace.remove('b.md');
    expect(await workspace.list()).toEqual([]);
    expect(removed.ok && (await workspace.undo(removed.value.undo))).toEqual({
      ok: true,
      value: { path: 'b.md' },
    });
    expect(await workspace.undoable()).toHaveLength(4);
    await workspace.purge(2);
    expect(await workspace.undoable()).toEqual([]);
    expect(await workspace.bring([])).toEqual({ ok: true, value: [] });
    expect(await workspace.read('../a')).toMatchObject({ ok: false, error: { kind: 'path' } });
    expect(startWorker).toHaveBeenCalledTimes(1);
    workspace.close();
  });

  it('rejects when the thread dies or falls silent, and starts another', async () => {
    const [first, second] = [silent(), silent()];
    const startWorker = vi
      .fn()
      .mockReturnValueOnce(first.worker)
      .mockReturnValueOnce(second.worker)
      .mockReturnValueOnce(device().thread().worker);
    const workspace = createWorkspace({ startWorker, profileId: 'two', patienceMs: 200 });
    const waiting = workspace.list();
    first.die();
    await expect(waiting).rejects.toThrow('died');
    await expect(workspace.list()).rejects.toThrow('silent');
    expect(second.worker.terminate).toHaveBeenCalled();
    expect(await workspace.list()).toEqual([]);
    workspace.close();
  });

  it('tells this tab and others of a change, until they stop listening', async () => {
    const { thread } = device();
    const page = () => createWorkspace({ startWorker: () => thread().worker, profileId: 'three' });
    const [here, there] = [page(), page()];
    const [heardHere, heardThere] = [vi.fn(), vi.fn()];
    here.onChange(heardHere);
    const stop = there.onChange(heardThere);
    await here.write('a.md', 'x', you);
    expect(heardHere).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(heardThere).toHaveBeenCalledTimes(1));
    expect(await there.list()).toHaveLength(1);
    stop();
    await here.remove('a.md');
    await vi.waitFor(() => expect(heardHere).toHaveBeenCalledTimes(2));
    await there.write('b.md', 'x', you);
    await vi.waitFor(() => expect(heardHere).toHaveBeenCalledTimes(3));
    expect(heardThere).toHaveBeenCalledTimes(1);
    here.close();
    there.close();
  });
});
