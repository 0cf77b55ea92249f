import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { threads } from '../policies.ts';

/** Files larger than this are not part of the first visit. */
const largestPrecached = 512 * 1024;

/**
 * The large files of a build, by the thread that leads to them, as paths below `folder`. A file leads to another if it
 * names it, which holds for imports and for `new URL(…, import.meta.url)` alike.
 * Throws if a large file belongs to no thread: nothing would ever store it, and the app would not work offline.
 */
export function listEngineFiles(folder: string): Record<string, string[]> {
  const files = ['assets', 'threads'].flatMap((top) => filesBelow(folder, top));
  const contents = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'latin1')]));
  const isTooLarge = (file: string) => statSync(join(folder, file)).size > largestPrecached;
  const isLarge = (file: string) => file.endsWith('.wasm') || isTooLarge(file);

  const reachedFrom = (start: string[]): string[] => {
    const reached = new Set(start);
    for (const file of reached) {
      const content = contents.get(file) ?? '';
      for (const other of files) if (content.includes(basename(other))) reached.add(other);
    }
    return [...reached];
  };

  // The cage is small, and must be there before anybody thought of it: it comes with the first visit.
  const engines = threads.filter((thread) => thread !== 'cage');
  const lists = engines.map((thread): [string, string[]] => {
    const entries = files.filter((file) => file.startsWith(`threads/${thread}/`));
    return [thread, reachedFrom(entries).filter(isLarge).toSorted()];
  });
  const listed = new Set(lists.flatMap(([, paths]) => paths));
  const orphans = files.filter((file) => isTooLarge(file) && !listed.has(file));
  if (orphans.length > 0) throw new Error(`Too large to precache, and of no thread: ${orphans.join(', ')}`);
  return Object.fromEntries(lists.filter(([, paths]) => paths.length > 0));
}

function filesBelow(folder: string, path: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some((entry) => entry.name === path)) return [];
  return readdirSync(join(folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
