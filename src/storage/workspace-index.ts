/** What the workspace knows beside the files themselves. Written whole or not at all, in one of two slots by turns. */
import type { UndoEntry, WorkspaceFile } from '../domain/ports-tools.ts';
import { sha256 } from './sha256.ts';
import { fileAt, writeFile } from './workspace-files.ts';

/** `stamp` names the bytes: the same stamp, the same text. */
export interface FileRecord extends WorkspaceFile {
  stamp: string;
}

/** Between two paths below the profile's folder: `files/notes/milk.md`, `trash/<id>.old`. */
export interface Move {
  from: string;
  to: string;
}

/** One path before and after a change. Absent: no file. */
export interface Step {
  path: string;
  before?: FileRecord;
  after?: FileRecord;
}

/** A change, as it was made. Its opposite has the steps turned round and the moves in reverse. */
export interface Change extends UndoEntry {
  steps: readonly Step[];
  moves: readonly Move[];
}

export interface WorkspaceIndex {
  format: 1;
  /** Counts the writes: the higher one of two slots is the newer. */
  sequence: number;
  files: readonly FileRecord[];
  /** Oldest first. */
  changes: readonly Change[];
  /** Moves of the last change, which a killed thread may have left undone. Those that were made change nothing again. */
  pending: readonly Move[];
}

const slots = ['index-0', 'index-1'] as const;
const slotOf = (sequence: number) => slots[sequence % 2 === 0 ? 0 : 1];
const header = /^\d+ [0-9a-f]{64}\n/;
const headerLength = 90;

/** The newer whole index, or undefined where there is none. Throws for one of a newer program. */
export async function readIndex(base: FileSystemDirectoryHandle): Promise<WorkspaceIndex | undefined> {
  const found = await Promise.all(slots.map((slot) => readSlot(base, slot)));
  return found.reduce(
    (best, one) => ((one?.sequence ?? -1) > (best?.sequence ?? -1) ? one : best),
    undefined,
  );
}

async function readSlot(base: FileSystemDirectoryHandle, slot: string): Promise<WorkspaceIndex | undefined> {
  const text = await (await fileAt(base, slot))?.text();
  const head = text === undefined ? undefined : header.exec(text)?.[0];
  if (text === undefined || head === undefined) return undefined;
  const json = text.slice(head.length);
  if (!head.endsWith(` ${sha256(json)}\n`)) return undefined;
  const index = JSON.parse(json) as WorkspaceIndex;
  if (index.format !== 1) throw new Error('the workspace was written by a newer program');
  return index;
}

/** Changes whenever any tab wrote an index. */
export async function indexPrint(base: FileSystemDirectoryHandle): Promise<string> {
  const heads = slots.map(async (slot) => (await fileAt(base, slot))?.slice(0, headerLength).text());
  return (await Promise.all(heads)).map((head) => (head && header.exec(head)?.[0]) ?? '').join();
}

/** A failed write of an index that could not be taken back: whether the change holds is known at the next reading. */
export class UnsureWrite extends Error {}

/** The commit of a change. Leaves the slot of the index before it alone, so that one of both is always whole. */
export async function writeIndex(base: FileSystemDirectoryHandle, index: WorkspaceIndex): Promise<void> {
  const json = JSON.stringify(index);
  const bytes = new TextEncoder().encode(`${index.sequence} ${sha256(json)}\n${json}`);
  const slot = slotOf(index.sequence);
  try {
    await writeFile(base, slot, [bytes]);
  } catch (problem) {
    try {
      await writeFile(base, slot, []);
    } catch (cause) {
      throw new UnsureWrite('the index may be written', { cause });
    }
    throw problem;
  }
}
