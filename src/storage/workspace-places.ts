import { success, type Result } from '../domain/result.ts';
import { numberedSegment, pathKey, readPath } from '../domain/tools/path.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import type { FileRecord } from './workspace-index.ts';
import { problems } from './workspace-problems.ts';

export interface Places {
  /** A folder spelled as it is, or the file that stands in its place. */
  folder(path: string): Result<string, ToolError>;
  /** `path` with its folders spelled as they are, or why no file can stand there. */
  settle(path: string): Result<string, ToolError>;
  /**
   * The same for `path`, or for the first of `path (2)`, `path (3)` … that neither a file nor a folder has. `exists` where none of
   * the first ten thousand is free. Files that are added to the map meanwhile count.
   */
  free(path: string): Result<string, ToolError>;
}

export const mostNumbers = 10_000;

/** Where files can stand among those that are there: a file is no folder, and a folder no file. */
export function placesAmong(files: ReadonlyMap<string, FileRecord>): Places {
  const folders = new Map<string, string>();
  for (const { path } of files.values()) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const key = pathKey(path.slice(0, at));
      // The folders above a known one are known.
      if (folders.has(key)) break;
      folders.set(key, path.slice(0, at));
    }
  }
  const folder = (path: string): Result<string, ToolError> => {
    let spelled = '';
    for (const segment of path.split('/')) {
      const asked = spelled === '' ? segment : `${spelled}/${segment}`;
      const file = files.get(pathKey(asked));
      if (file !== undefined) return problems.inFile(file.path);
      spelled = folders.get(pathKey(asked)) ?? asked;
    }
    return success(spelled);
  };
  /** What stands before the name of a path, spelled as it is, and the name. */
  const parted = (path: string): Result<{ prefix: string; name: string }, ToolError> => {
    const cut = path.lastIndexOf('/');
    const name = path.slice(cut + 1);
    if (cut === -1) return success({ prefix: '', name });
    const above = folder(path.slice(0, cut));
    return above.ok ? success({ prefix: `${above.value}/`, name }) : above;
  };
  return {
    folder,
    settle(path) {
      const parts = parted(path);
      if (!parts.ok) return parts;
      const settled = parts.value.prefix + parts.value.name;
      const taken = folders.get(pathKey(settled));
      return taken === undefined ? success(settled) : problems.isFolder(taken);
    },
    free(path) {
      const parts = parted(path);
      if (!parts.ok) return parts;
      const { prefix, name } = parts.value;
      for (let number = 1; number <= mostNumbers; number++) {
        const read = readPath(prefix + (number === 1 ? name : numberedSegment(name, number)));
        if (!read.ok) return read;
        const key = pathKey(read.value);
        if (!files.has(key) && !folders.has(key)) return read;
      }
      return problems.tooMany(name);
    },
  };
}
