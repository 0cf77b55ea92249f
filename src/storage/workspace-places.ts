import { success, type Result } from '../domain/result.ts';
import { pathKey } from '../domain/tools/path.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import type { FileRecord } from './workspace-index.ts';
import { problems } from './workspace-problems.ts';

export interface Places {
  /** A folder spelled as it is, or the file that stands in its place. */
  folder(path: string): Result<string, ToolError>;
  /** `path` with its folders spelled as they are, or why no file can stand there. */
  settle(path: string): Result<string, ToolError>;
}

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
  return {
    folder,
    settle(path) {
      const cut = path.lastIndexOf('/');
      const above = cut === -1 ? success('') : folder(path.slice(0, cut));
      if (!above.ok) return above;
      const settled = above.value === '' ? path : `${above.value}/${path.slice(cut + 1)}`;
      const taken = folders.get(pathKey(settled));
      return taken === undefined ? success(settled) : problems.isFolder(taken);
    },
  };
}
