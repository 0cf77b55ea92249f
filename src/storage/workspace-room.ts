/** One profile's files as they stand, and the one way to change them. */
import { readPath, pathKey } from '../domain/tools/path.ts';
import { failure, type Result } from '../domain/result.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import { sideBySide } from './side-by-side.ts';
import { applied } from './workspace-changes.ts';
import {
  makeWay,
  moveFile,
  openProfileFiles,
  removeEmptyFolders,
  walk,
  type Root,
} from './workspace-files.ts';
import { indexPrint, readIndex, writeIndex } from './workspace-index.ts';
import type { Change, FileRecord } from './workspace-index.ts';
import { problemToError } from './workspace-problems.ts';

export interface WorkspaceDeps {
  root: Root;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  /** Makes tabs take turns. Without it only the calls of one thread do. */
  locks?: Pick<LockManager, 'request'>;
  /** A pause before what nobody waits for: whoever called has better use for the device just then. Cut short by the next call. */
  pause?(): Promise<void>;
}

export interface State {
  /** By `pathKey`. */
  files: ReadonlyMap<string, FileRecord>;
  /** Oldest first. */
  changes: readonly Change[];
  sequence: number;
  /** Of the index as it was read or written: another one says that another tab changed something. */
  print: string;
}

/** What a change may do while it is its turn. */
export interface Turn {
  base: FileSystemDirectoryHandle;
  state: State;
  /** Makes changes, all or none. They hold once it resolves. `forgotten` ones can no longer be taken back. */
  commit(changes: readonly Change[], forgotten?: readonly Change[]): Promise<void>;
}

export interface Room {
  /** As it stands, also when another tab changed it. Rejects with what the file system throws. */
  look<Value>(work: (base: FileSystemDirectoryHandle, state: State) => Promise<Value>): Promise<Value>;
  /** One at a time among all tabs. What the file system throws comes back as an error. */
  change<Value>(work: (turn: Turn) => Promise<Result<Value, ToolError>>): Promise<Result<Value, ToolError>>;
}

/** Of more changes at once, the end is waited for: the next reading should not have to. */
const few = 32;

export function createRoom({ root, locks, pause }: WorkspaceDeps, profileId: string): Room {
  let state: State | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** Calls that wait for their turn, and what ends the pause of the one before them. */
  let waiting = 0;
  let hurry = () => {};

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    waiting++;
    hurry();
    const lock = `assent-workspace-${profileId}`;
    const turn = queue.then(() => {
      waiting--;
      return locks ? (locks.request(lock, work) as Promise<Value>) : work();
    });
    queue = turn.catch(() => undefined);
    return turn;
  };

  const isFresh = async (base: FileSystemDirectoryHandle): Promise<boolean> =>
    state !== undefined && state.print === (await indexPrint(base));

  const latest = async (base: FileSystemDirectoryHandle): Promise<State> => {
    if (state === undefined || !(await isFresh(base))) state = await load(base, state === undefined);
    return state;
  };

  /** What is left to do once the changes hold: nobody has to wait for it, and the next reading does it where it was not done. */
  const commit = async (
    base: FileSystemDirectoryHandle,
    old: State,
    made: readonly Change[],
    forgotten: readonly Change[],
  ): Promise<() => Promise<void>> => {
    const moves = made.flatMap((change) => change.moves);
    // Nothing stands in the way in the trash.
    const arriving = moves.filter(({ to }) => to.startsWith('files/'));
    await sideBySide(arriving, ({ to }) => makeWay(base, to));
    const files = applied(old.files, made);
    const gone = new Set(forgotten);
    const changes = [...old.changes.filter((change) => !gone.has(change)), ...made];
    const sequence = old.sequence + 1;
    // What fails from here on may hold already, so the next look reads all anew.
    state = undefined;
    await writeIndex(base, { format: 1, sequence, files: [...files.values()], changes, pending: moves });
    return async () => {
      await finish(base, made);
      state = { files, changes, sequence, print: await indexPrint(base) };
    };
  };

  return {
    async look(work) {
      const base = await openProfileFiles(root, profileId);
      const current = state;
      if (current !== undefined && (await isFresh(base))) return work(base, current);
      return inTurn(async () => work(base, await latest(base)));
    },
    change: (work) =>
      new Promise((resolve) => {
        inTurn(async () => {
          const base = await openProfileFiles(root, profileId);
          const current = await latest(base);
          let finishing: (() => Promise<void>) | undefined;
          let isLong = false;
          const result = await work({
            base,
            state: current,
            async commit(changes, forgotten = []) {
              finishing = await commit(base, current, changes, forgotten);
              isLong = changes.length > few;
            },
          });
          // What fails from here on, the next reading does again: the change holds.
          if (isLong) await finishing?.().catch(() => undefined);
          resolve(result);
          if (finishing === undefined || isLong) return;
          const hurried = new Promise<void>((go) => (hurry = go));
          if (waiting === 0) await Promise.race([pause?.(), hurried]);
          await finishing();
        }).catch((problem: unknown) => resolve(failure(problemToError(problem))));
      }),
  };
}

/** Twice, because a moment's refusal must not leave it half done. */
async function finish(base: FileSystemDirectoryHandle, made: readonly Change[]): Promise<void> {
  // The moves of one change build on each other; changes made together have nothing in common.
  const run = () =>
    sideBySide(made, async ({ moves }) => {
      for (const { from, to } of moves) await moveFile(base, from, to);
    });
  await run().catch(run);
  for (const { from } of made.flatMap(({ moves }) => moves))
    if (from.startsWith('files/')) await removeEmptyFolders(base, from);
}

/** Finishes what a killed thread left, then reads the index; and the folders too, where `everything` is asked for. */
async function load(base: FileSystemDirectoryHandle, everything: boolean): Promise<State> {
  const index = await readIndex(base);
  for (const { from, to } of index?.pending ?? []) await moveFile(base, from, to);
  const known = new Map((index?.files ?? []).map((file) => [pathKey(file.path), file]));
  return {
    files: everything ? await withStrangers(base, known) : known,
    changes: index?.changes ?? [],
    sequence: index?.sequence ?? 0,
    print: await indexPrint(base),
  };
}

/** The files that are really there. Those that the index does not know were brought by nobody knows whom. */
async function withStrangers(
  base: FileSystemDirectoryHandle,
  known: ReadonlyMap<string, FileRecord>,
): Promise<Map<string, FileRecord>> {
  const files = new Map<string, FileRecord>();
  const folder = await base.getDirectoryHandle('files', { create: true });
  for await (const { path, handle } of walk(folder, '')) {
    const key = pathKey(path);
    const record = known.get(key);
    const read = readPath(path);
    if (record !== undefined) files.set(key, record);
    // A name that no path can have cannot be asked for either.
    else if (read.ok && read.value === path && !files.has(key))
      files.set(key, await strangerOf(path, handle));
  }
  return files;
}

async function strangerOf(path: string, handle: FileSystemFileHandle): Promise<FileRecord> {
  const { size, lastModified } = await handle.getFile();
  const stamp = `found:${path}:${size}:${lastModified}`;
  return { path, bytes: size, changedAt: lastModified, origin: 'brought', sources: [], stamp };
}
