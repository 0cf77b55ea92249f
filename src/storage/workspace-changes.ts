/** Changes of the workspace as data: which files are there before and after, and what moves where. Pure. */
import type { FileOrigin, WrittenAs } from '../domain/ports-tools.ts';
import type { Source } from '../domain/tools/tool.ts';
import { pathKey } from '../domain/tools/path.ts';
import type { Change, FileRecord, Step } from './workspace-index.ts';

const inFiles = (path: string) => `files/${path}`;
export const newBytes = (id: string) => `trash/${id}.new`;
const oldBytes = (id: string) => `trash/${id}.old`;

export interface Occasion {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** A file whose bytes wait at `newBytes(id)`, in place of `before`. */
export function written({ id, at }: Occasion, after: FileRecord, before: FileRecord | undefined): Change {
  const arrives = { from: newBytes(id), to: inFiles(after.path) };
  if (before === undefined)
    return {
      id,
      at,
      kind: 'created',
      path: after.path,
      steps: [{ path: after.path, after }],
      moves: [arrives],
    };
  const leaves = { from: inFiles(before.path), to: oldBytes(id) };
  const steps = [{ path: after.path, before, after }];
  return { id, at, kind: 'replaced', path: after.path, steps, moves: [leaves, arrives] };
}

export function removed({ id, at }: Occasion, before: FileRecord): Change {
  const moves = [{ from: inFiles(before.path), to: oldBytes(id) }];
  return { id, at, kind: 'deleted', path: before.path, steps: [{ path: before.path, before }], moves };
}

/** `over` stands at the new place and goes into the trash. */
export function renamed(
  { id, at }: Occasion,
  before: FileRecord,
  path: string,
  over: FileRecord | undefined,
): Change {
  const after = { ...before, path };
  const sameFile = pathKey(before.path) === pathKey(path);
  const steps: Step[] = sameFile
    ? [{ path, before, after }]
    : [
        { path: before.path, before },
        { path, after, ...(over && { before: over }) },
      ];
  const moves = [
    ...(over ? [{ from: inFiles(over.path), to: oldBytes(id) }] : []),
    { from: inFiles(before.path), to: inFiles(path) },
  ];
  return { id, at, kind: 'renamed', path, from: before.path, steps, moves };
}

const opposite = {
  created: 'deleted',
  deleted: 'created',
  replaced: 'replaced',
  renamed: 'renamed',
} as const;

/** The change that takes another back. It owns the bytes that the other kept. */
export function reversed({ id, at }: Occasion, change: Change): Change {
  const steps = change.steps.map(({ path, before, after }): Step => ({
    path: before?.path ?? path,
    ...(after && { before: after }),
    ...(before && { after: before }),
  }));
  const moves = change.moves.map(({ from, to }) => ({ from: to, to: from })).reverse();
  const place = change.from === undefined ? { path: change.path } : { path: change.from, from: change.path };
  return { id, at, kind: opposite[change.kind], ...place, steps, moves };
}

/** The files after a change. */
export function applied(
  files: ReadonlyMap<string, FileRecord>,
  changes: readonly Change[],
): Map<string, FileRecord> {
  const next = new Map(files);
  for (const step of changes.flatMap(({ steps }) => steps)) {
    if (step.after) next.set(pathKey(step.path), step.after);
    else next.delete(pathKey(step.path));
  }
  return next;
}

/** Whether all is still as a change left it. */
export const isUntouched = (files: ReadonlyMap<string, FileRecord>, { steps }: Change): boolean =>
  steps.every(({ path, after }) => files.get(pathKey(path))?.stamp === after?.stamp);

const trust: readonly FileOrigin[] = ['you', 'assistant', 'brought'];

/** Of a text that was added to another: as little trusted as the less trusted one, and from the sources of both. */
export function mixed(file: FileRecord, as: WrittenAs): Required<WrittenAs> {
  const origin = trust[Math.max(trust.indexOf(file.origin), trust.indexOf(as.origin))] ?? 'brought';
  const sources = new Map<string, Source>();
  for (const source of [...file.sources, ...(as.sources ?? [])]) sources.set(JSON.stringify(source), source);
  return { origin, sources: [...sources.values()] };
}
