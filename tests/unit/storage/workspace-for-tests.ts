import type { WorkspaceDeps } from '../../../src/storage/workspace-room.ts';
import { createProfileWorkspace, type ProfileWorkspace } from '../../../src/storage/workspace-thread.ts';
import { memoryFiles } from '../../fixtures/memory-files.ts';

/** A device with files in memory, a clock that ticks, counted ids, and locks that all its threads share. */
export function testWorkspaces() {
  const files = memoryFiles({ reuses: true });
  let time = 1000;
  let ids = 0;
  const locks = fakeLocks();
  return {
    files,
    locks,
    time: () => time,
    newThread: (profileId = 'p', more: Pick<WorkspaceDeps, 'pause'> = {}): ProfileWorkspace =>
      createProfileWorkspace(
        { root: files.root, now: () => ++time, newId: () => `id-${++ids}`, locks, ...more },
        profileId,
      ),
    /** Runs the call and what it leaves to do, killed before its step `after`. True if it was killed at all. */
    async killed(after: number, call: () => Promise<unknown>): Promise<boolean> {
      let steps = 0;
      files.setOnStep(() => {
        if (++steps > after) throw new Error('killed');
      });
      await call().catch(() => undefined);
      await locks.idle();
      files.setOnStep(() => undefined);
      files.releaseHandles();
      return steps > after;
    },
  };
}

/** Web Locks as far as one exclusive lock a name goes. `most` is how many held one at the same time. */
export function fakeLocks() {
  const last = new Map<string, Promise<unknown>>();
  const seen = { most: 0, names: new Set<string>() };
  let holding = 0;
  const request = (name: string, work: (lock: Lock | null) => unknown) => {
    seen.names.add(name);
    const turn = (last.get(name) ?? Promise.resolve()).then(async () => {
      seen.most = Math.max(seen.most, ++holding);
      try {
        return await work(null);
      } finally {
        holding--;
      }
    });
    last.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  /** Once nobody holds or awaits a lock. */
  const idle = async () => {
    for (let turns = [...last.values()]; turns.length > 0;) {
      await Promise.all(turns);
      const now = [...last.values()];
      turns = now.filter((turn) => !turns.includes(turn));
    }
  };
  return { request: request as LockManager['request'], seen, idle };
}

/** The texts of all files, by path. */
export async function textsOf(workspace: ProfileWorkspace): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { path, bytes } of await workspace.list()) {
    const read = await workspace.read(path);
    if (!read.ok) throw new Error(`${path}: ${read.error.sentence}`);
    if (new TextEncoder().encode(read.value.text).length !== bytes) throw new Error(`${path}: wrong size`);
    texts[path] = read.value.text;
  }
  return texts;
}

/** The value of a result, or an error that the test fails with. */
export async function must<Value>(
  result: Promise<{ ok: true; value: Value } | { ok: false; error: { sentence: string } }>,
): Promise<Value> {
  const done = await result;
  if (!done.ok) throw new Error(done.error.sentence);
  return done.value;
}
