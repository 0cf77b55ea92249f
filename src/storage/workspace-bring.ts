import type { GoOn, Workspace } from '../domain/ports-tools.ts';
import { success } from '../domain/result.ts';
import { cleanSegment, pathKey, readPath } from '../domain/tools/path.ts';
import { sideBySide, Stopped } from './side-by-side.ts';
import { newBytes, written } from './workspace-changes.ts';
import { staged } from './workspace-edits.ts';
import { writeFile } from './workspace-files.ts';
import type { FileRecord } from './workspace-index.ts';
import { placesAmong } from './workspace-places.ts';
import { fileOf } from './workspace-reads.ts';
import type { Room, WorkspaceDeps } from './workspace-room.ts';

const pieceBytes = 2 ** 20;
/** What one more file takes, however small, as if it were so many bytes: most of the time goes into making it. */
const fileWeighs = 2 ** 16;
/** Between two reports, in milliseconds. */
const reportEvery = 100;

/** Counts what is done, tells of it now and then, and throws `Stopped` once the answer is not to go on. */
function createMeter(sources: readonly Blob[], goOn: GoOn, now: () => number) {
  const whole = sources.reduce((sum, { size }) => sum + size + fileWeighs, 0);
  let done = 0;
  let next = now() + reportEvery;
  return async (more: number) => {
    done += more;
    if (now() < next) return;
    next = now() + reportEvery;
    if (!(await goOn(done / whole))) throw new Stopped();
  };
}

async function* piecesOf(
  file: Blob,
  count: (bytes: number) => Promise<void>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < file.size; from += pieceBytes) {
    const piece = new Uint8Array(await file.slice(from, from + pieceBytes).arrayBuffer());
    yield piece;
    await count(piece.length);
  }
}

/** Copies files in, of any size: all of them, or none. Each can be taken back by itself. */
export function createBring({ now, newId }: WorkspaceDeps, room: Room): Workspace['bring'] {
  return async (sources, into = '', goOn = () => true) => {
    const inside = into === '' ? success('') : readPath(into);
    if (!inside.ok) return inside;
    return room.change(async ({ base, state, commit }) => {
      const taken = new Map<string, FileRecord>(state.files);
      const places = placesAmong(taken);
      const folder = inside.value === '' ? success('') : places.folder(inside.value);
      if (!folder.ok) return folder;
      const prefix = folder.value === '' ? '' : `${folder.value}/`;
      const jobs: { id: string; path: string; source: File }[] = [];
      for (const source of sources) {
        const place = places.free(prefix + cleanSegment(source.name));
        if (!place.ok) return place;
        const id = newId();
        jobs.push({ id, path: place.value, source });
        taken.set(pathKey(place.value), blank(place.value, id));
      }
      if (jobs.length === 0) return success([]);
      const ids = jobs.map(({ id }) => id);
      return staged(base, ids, async () => {
        const at = now();
        const count = createMeter(sources, goOn, now);
        const files = await sideBySide(jobs, async ({ id, path, source }) => {
          const bytes = await writeFile(base, newBytes(id), piecesOf(source, count), { isCopy: true });
          await count(fileWeighs);
          return { ...blank(path, id), bytes, changedAt: at };
        });
        await commit(files.map((file) => written({ id: file.stamp, at }, file, undefined)));
        return success(files.map(fileOf));
      });
    });
  };
}

const blank = (path: string, stamp: string): FileRecord => ({
  path,
  bytes: 0,
  changedAt: 0,
  origin: 'brought',
  sources: [],
  stamp,
});
