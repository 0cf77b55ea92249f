import type { WorkspaceFile } from '../../domain/ports-tools.ts';
import { nameOf } from './file-words.ts';

/** A file in the list. `heading` is the folder that begins with it. */
export interface ListedFile {
  file: WorkspaceFile;
  heading?: string;
}

const { compare } = new Intl.Collator('en', { numeric: true });

/** The path without its last part: empty for files that are in no folder. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Files in no folder first, then folder by folder, by name. */
export function byFolder(files: readonly WorkspaceFile[]): ListedFile[] {
  const named = files.map((file) => ({ file, folder: folderOf(file.path), name: nameOf(file.path) }));
  named.sort((one, other) => compareFolders(one.folder, other.folder) || compare(one.name, other.name));
  return named.map(({ file, folder }, place) =>
    folder === (named[place - 1]?.folder ?? '') ? { file } : { file, heading: folder },
  );
}

/** Two folders that the collator takes for one must not mix. */
const compareFolders = (one: string, other: string): number =>
  one === other ? 0 : compare(one, other) || (one < other ? -1 : 1);
