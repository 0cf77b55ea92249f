import type { Workspace } from '../domain/ports-tools.ts';
import { fold } from './fold.ts';
import { snippetOf } from './snippet.ts';
import { fileAt } from './workspace-files.ts';
import type { FileRecord } from './workspace-index.ts';
import { decoded, fileOf, textLimit, textOf } from './workspace-reads.ts';
import type { Room } from './workspace-room.ts';

/** Files that are read at a time: one after the other would wait for each. */
const readAtOnce = 32;
/** Characters of the pieces in which a hit is looked for again, and by how much they overlap. */
const window = { length: 4000, overlap: 400 };
const shownWithout = 120;
/** Characters up to which a text is held as it is written, too: to show where a word stands, its file is not read again. */
const shortText = 4096;

interface Held {
  folded: string;
  short?: string;
}

/**
 * Search over folded texts, which are read at the first query and held by the stamp of their bytes: after a change, in this tab
 * or another, only what changed is read again. Larger files than 1 MiB, and what is no text, are found by path.
 */
export function createWorkspaceSearch(room: Room): Workspace['search'] {
  let texts = new Map<string, Held>();

  const loadMissing = async (base: FileSystemDirectoryHandle, files: readonly FileRecord[]) => {
    const missing = files.filter(({ stamp }) => !texts.has(stamp));
    if (missing.length === 0) return;
    const present = new Set(files.map(({ stamp }) => stamp));
    texts = new Map([...texts].filter(([stamp]) => present.has(stamp)));
    for (let from = 0; from < missing.length; from += readAtOnce) {
      const batch = missing.slice(from, from + readAtOnce);
      await Promise.all(
        batch.map(async (record) => {
          const text = await wholeText(base, record);
          if (text === undefined) return;
          texts.set(record.stamp, { folded: fold(text), ...(text.length <= shortText && { short: text }) });
        }),
      );
    }
  };

  return (query, limit) =>
    room.look(async (base, state) => {
      const words = fold(query).split(/\s+/).filter(Boolean);
      if (words.length === 0 || limit <= 0) return [];
      const files = [...state.files.values()];
      await loadMissing(base, files);
      const inPath: FileRecord[] = [];
      const inText: FileRecord[] = [];
      for (const file of files) {
        const path = fold(file.path);
        const left = words.filter((word) => !path.includes(word));
        if (left.length === 0) {
          inPath.push(file);
          continue;
        }
        const text = texts.get(file.stamp)?.folded ?? '';
        if (left.every((word) => text.includes(word))) inText.push(file);
      }
      const best = [...inPath.sort(newestFirst), ...inText.sort(newestFirst)].slice(0, limit);
      return Promise.all(
        best.map(async (file) => {
          const text = texts.get(file.stamp)?.short ?? (await textFor(base, file));
          return { file: fileOf(file), snippet: snippetIn(text, words) };
        }),
      );
    });
}

const newestFirst = (one: FileRecord, other: FileRecord): number =>
  other.changedAt - one.changedAt || (one.path < other.path ? -1 : 1);

/** Empty for what is no text; undefined where a change under way has it, so that it is read at the next search. */
async function wholeText(
  base: FileSystemDirectoryHandle,
  { path, bytes }: FileRecord,
): Promise<string | undefined> {
  if (bytes > textLimit) return '';
  const file = await fileAt(base, `files/${path}`);
  if (file === undefined || file.size !== bytes) return undefined;
  return decoded(await file.arrayBuffer()) ?? '';
}

/** Empty for what is no text. */
async function textFor(base: FileSystemDirectoryHandle, file: FileRecord): Promise<string> {
  const read = await textOf(base, file);
  return read.ok ? read.value : '';
}

/** Around the first word that stands in the text, else the text's beginning. */
function snippetIn(text: string, words: readonly string[]): string {
  const step = window.length - window.overlap;
  for (const word of [words.join(' '), ...words]) {
    for (let from = 0; from < Math.max(text.length, 1); from += step) {
      const piece = text.slice(from, from + window.length);
      const found = fold(piece).includes(word) ? snippetOf(piece, [word]) : undefined;
      if (found !== undefined) return found.snippet;
    }
  }
  return text.slice(0, shownWithout).replace(/\s+/g, ' ').trim();
}
