/** The changes of the workspace, each whole or not there at all. */
import type { Workspace } from '../domain/ports-tools.ts';
import { success, type Result } from '../domain/result.ts';
import { pathKey, readPath } from '../domain/tools/path.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import { sideBySide } from './side-by-side.ts';
import {
  isUntouched,
  mixed,
  newBytes,
  applied,
  removed,
  renamed,
  reversed,
  written,
} from './workspace-changes.ts';
import type { Occasion } from './workspace-changes.ts';
import { fileAt, removeFile, walk, writeFile, type Pieces } from './workspace-files.ts';
import { UnsureWrite, type Change, type FileRecord } from './workspace-index.ts';
import { placesAmong } from './workspace-places.ts';
import { problems } from './workspace-problems.ts';
import { fileOf, textOf, textLimit } from './workspace-reads.ts';
import type { Room, State, Turn, WorkspaceDeps } from './workspace-room.ts';

type Edits = Pick<Workspace, 'write' | 'append' | 'rename' | 'remove' | 'undo' | 'undoable' | 'purge'>;

/** Runs `work`, which may lay down new bytes under these ids, and sweeps them away if it came to nothing. */
export async function staged<Value>(
  base: FileSystemDirectoryHandle,
  ids: readonly string[],
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (problem) {
    // A change that may hold still needs them.
    if (!(problem instanceof UnsureWrite))
      await sideBySide(ids, (id) => removeFile(base, newBytes(id)).catch(() => undefined));
    throw problem;
  }
}

export function createEdits({ now, newId }: WorkspaceDeps, room: Room): Edits {
  const occasion = (): Occasion => ({ id: newId(), at: now() });

  const put = async (
    { base, commit }: Turn,
    { id, at }: Occasion,
    pieces: Pieces,
    file: Omit<FileRecord, 'bytes' | 'changedAt' | 'stamp'>,
    before: FileRecord | undefined,
  ) =>
    staged(base, [id], async () => {
      const bytes = await writeFile(base, newBytes(id), pieces);
      const after = { ...file, bytes, changedAt: at, stamp: id };
      await commit([written({ id, at }, after, before)]);
      return success({ file: fileOf(after), undo: id });
    });

  return {
    async write(path, text, { origin, sources = [], replace = false, numbered = false }) {
      const read = readPath(path);
      if (!read.ok) return read;
      const bytes = new TextEncoder().encode(text);
      if (bytes.length > textLimit) return problems.tooLarge(read.value);
      return room.change(async (turn) => {
        const place = placeIn(turn.state, read.value, { numbered });
        if (!place.ok) return place;
        const before = place.value.file;
        if (before !== undefined && !replace) return problems.exists(before.path);
        return put(turn, occasion(), [bytes], { path: place.value.path, origin, sources }, before);
      });
    },
    async append(path, text, as) {
      const read = readPath(path);
      if (!read.ok) return read;
      return room.change(async (turn) => {
        const place = placeIn(turn.state, read.value);
        if (!place.ok) return place;
        const before = place.value.file;
        const old = before ? await textOf(turn.base, before) : success('');
        if (!old.ok) return old;
        const gap = old.value === '' || old.value.endsWith('\n') ? '' : '\n';
        const bytes = new TextEncoder().encode(old.value + gap + text);
        if (bytes.length > textLimit) return problems.tooLarge(place.value.path);
        const { origin, sources = [] } = before ? mixed(before, as) : as;
        return put(turn, occasion(), [bytes], { path: place.value.path, origin, sources }, before);
      });
    },
    async rename(from, to, { replace = false } = {}) {
      const [old, fresh] = [readPath(from), readPath(to)];
      if (!old.ok) return old;
      if (!fresh.ok) return fresh;
      return room.change(async ({ state, commit }) => {
        const file = state.files.get(pathKey(old.value));
        if (file === undefined) return problems.missing(old.value);
        const place = placesAmong(state.files).settle(fresh.value);
        if (!place.ok) return place;
        const there = state.files.get(pathKey(place.value));
        if (place.value === file.path) return problems.exists(file.path);
        const over = there === file ? undefined : there;
        if (over !== undefined && !replace) return problems.exists(over.path);
        const when = occasion();
        await commit([renamed(when, file, place.value, over)]);
        return success({ file: fileOf({ ...file, path: place.value }), undo: when.id });
      });
    },
    async remove(path) {
      const read = readPath(path);
      if (!read.ok) return read;
      return room.change(async ({ state, commit }) => {
        const file = state.files.get(pathKey(read.value));
        if (file === undefined) return problems.missing(read.value);
        const when = occasion();
        await commit([removed(when, file)]);
        return success({ undo: when.id });
      });
    },
    undo: (id) =>
      room.change(async ({ base, state, commit }) => {
        const change = state.changes.find((one) => one.id === id);
        if (change === undefined) return problems.noUndo();
        const back = reversed(occasion(), change);
        if (!isUntouched(state.files, change)) return problems.changedSince(change.path);
        const places = placesAmong(applied(state.files, [back]));
        for (const { after } of back.steps) {
          const place = after ? places.settle(after.path) : success('');
          if (!place.ok) return place;
        }
        for (const { from } of back.moves)
          if (from.startsWith('trash/') && (await fileAt(base, from)) === undefined) return problems.noUndo();
        await commit([back], [change]);
        return success({ path: back.path });
      }),
    undoable: () => room.look(async (_base, { changes }) => changes.map(entryOf).reverse()),
    async purge(before) {
      const done = await room.change(async ({ base, state, commit }) => {
        const old = state.changes.filter(({ at }) => at < before);
        if (old.length > 0) await commit([], old);
        const gone = new Set(old);
        const kept = new Set(
          state.changes
            .filter((change) => !gone.has(change))
            .flatMap(({ moves }) => moves.map(({ to }) => to)),
        );
        const trash = await base.getDirectoryHandle('trash', { create: true });
        const paths: string[] = [];
        for await (const { path } of walk(trash, 'trash/')) if (!kept.has(path)) paths.push(path);
        for (const path of paths) await removeFile(base, path);
        return success(undefined);
      });
      if (!done.ok) throw new Error(done.error.sentence);
    },
  };
}

const entryOf = ({ id, at, kind, path, from }: Change) => ({
  id,
  at,
  kind,
  path,
  ...(from !== undefined && { from }),
});

/** The file at a path, or the place for one. `numbered`: a place that is free, at this path or at a number after it. */
function placeIn(
  { files }: State,
  path: string,
  { numbered = false } = {},
): Result<{ path: string; file: FileRecord | undefined }, ToolError> {
  const file = files.get(pathKey(path));
  if (file !== undefined && !numbered) return success({ path: file.path, file });
  const places = placesAmong(files);
  const place = numbered ? places.free(path) : places.settle(path);
  return place.ok ? success({ path: place.value, file: undefined }) : place;
}
