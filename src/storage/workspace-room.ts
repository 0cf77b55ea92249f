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
import { indexPrint, readIndex, UnsureWrite, writeIndex } from './workspace-index.ts';
import type { Change, FileRecord } from './workspace-index.ts';
import { problemToError } from './workspace-problems.ts';

export interface WorkspaceDeps {
  root: Root;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  /** Makes tabs take turns. Without it only the calls of one thread do. */
  locks?: Pick<LockManager, 'request'>;
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
  /** Makes changes, all or none. `forgotten` ones can no longer be taken back. */
  commit(changes: readonly Change[], forgotten?: readonly Change[]): Promise<void>;
}

export interface Room {
  /** As it stands, also when another tab changed it. Rejects with what the file system throws. */
  look<Value>(work: (base: FileSystemDirectoryHandle, state: State) => Promise<Value>): Promise<Value>;
  /** One at a time among all tabs. What the file system throws comes back as an error. */
  change<Value>(work: (turn: Turn) => Promise<Result<Value, ToolError>>): Promise<Result<Value, ToolError>>;
}

export function createRoom({ root, locks }: WorkspaceDeps, profileId: string): Room {
  let state: State | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const lock = `assent-workspace-${profileId}`;
    const turn = queue.then(() => (locks ? (locks.request(lock, work) as Promise<Value>) : work()));
    queue = turn.catch(() => undefined);
    return turn;
  };

  const isFresh = async (base: FileSystemDirectoryHandle): Promise<boolean> =>
    state !== undefined && state.print === (await indexPrint(base));

  const latest = async (base: FileSystemDirectoryHandle): Promise<State> => {
    if (state === undefined || !(await isFresh(base))) state = await load(base, state === undefined);
    return state;
  };

  const commit = async (
    base: FileSystemDirectoryHandle,
    old: State,
    made: readonly Change[],
    forgotten: readonly Change[],
  ) => {
    const moves = made.flatMap((change) => change.moves);
    await sideBySide(moves, ({ to }) => makeWay(base, to));
    const files = applied(old.files, made);
    const gone = new Set(forgotten);
    const changes = [...old.changes.filter((change) => !gone.has(change)), ...made];
    const sequence = old.sequence + 1;
    // What fails from here on may hold already, so the next look reads all anew.
    state = undefined;
    await writeIndex(base, { format: 1, sequence, files: [...files.values()], changes, pending: moves });
    await finish(base, made);
    state = { files, changes, sequence, print: await indexPrint(base) };
  };

  return {
    async look(work) {
      const base = await openProfileFiles(root, profileId);
      const current = state;
      if (current !== undefined && (await isFresh(base))) return work(base, current);
      return inTurn(async () => work(base, await latest(base)));
    },
    async change(work) {
      try {
        return await inTurn(async () => {
          const base = await openProfileFiles(root, profileId);
          const current = await latest(base);
          return work({
            base,
            state: current,
            commit: (changes, forgotten = []) => commit(base, current, changes, forgotten),
          });
        });
      } catch (problem) {
        return failure(problemToError(problem));
      }
    },
  };
}

/** After the commit. Twice, because a moment's refusal must not leave it half done. */
async function finish(base: FileSystemDirectoryHandle, made: readonly Change[]): Promise<void> {
  // The moves of one change build on each other; changes made together have nothing in common.
  const run = () =>
    sideBySide(made, async ({ moves }) => {
      for (const { from, to } of moves) await moveFile(base, from, to);
    });
  try {
    await run().catch(run);
  } catch (cause) {
    throw new UnsureWrite('the change is written, but not finished', { cause });
  }
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
