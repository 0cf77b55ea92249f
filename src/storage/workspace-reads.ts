import type { Workspace, WorkspaceFile } from '../domain/ports-tools.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { pathKey, readPath } from '../domain/tools/path.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import { fileAt } from './workspace-files.ts';
import type { FileRecord } from './workspace-index.ts';
import { problems, problemToError } from './workspace-problems.ts';
import type { Room, State } from './workspace-room.ts';

/** Bytes of the longest text that is read or written: 1 MiB. */
export const textLimit = 2 ** 20;

/** A record as the page gets it. */
export const fileOf = ({ path, bytes, changedAt, origin, sources }: FileRecord): WorkspaceFile => ({
  path,
  bytes,
  changedAt,
  origin,
  sources,
});

/** The text of bytes in UTF-8, or undefined. A byte order mark at its start is left out. */
export function decoded(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a stored file says, unless it is too large or no text. */
async function textIn(file: File, path: string): Promise<Result<string, ToolError>> {
  if (file.size > textLimit) return problems.tooLarge(path);
  const text = decoded(await file.arrayBuffer());
  return text === undefined ? problems.notText(path) : success(text);
}

/** The text of a file. */
export async function textOf(
  base: FileSystemDirectoryHandle,
  { path }: FileRecord,
): Promise<Result<string, ToolError>> {
  const file = await fileAt(base, `files/${path}`);
  return file === undefined ? problems.missing(path) : textIn(file, path);
}

export function createReads(room: Room): Pick<Workspace, 'list' | 'info' | 'read' | 'blob'> {
  /** `work` gets the record and the file as they were at one moment. */
  const at = async <Value>(
    path: string,
    work: (file: File, record: FileRecord) => Promise<Result<Value, ToolError>>,
  ): Promise<Result<Value, ToolError>> => {
    const read = readPath(path);
    if (!read.ok) return read;
    const attempt = async (base: FileSystemDirectoryHandle, { files }: Pick<State, 'files'>) => {
      const record = files.get(pathKey(read.value));
      if (record === undefined) return problems.missing(read.value);
      const file = await fileAt(base, `files/${record.path}`);
      return file?.size === record.bytes ? work(file, record) : undefined;
    };
    try {
      const found = await room.look(attempt);
      if (found !== undefined) return found;
    } catch {
      // As below.
    }
    // A change under way had it: waits for its end.
    return room.change(
      async ({ base, state }) => (await attempt(base, state)) ?? problems.missing(read.value),
    );
  };

  return {
    list: () =>
      room.look(async (_base, { files }) =>
        [...files.values()].map(fileOf).sort((one, other) => (one.path < other.path ? -1 : 1)),
      ),
    async info(path) {
      const read = readPath(path);
      if (!read.ok) return read;
      try {
        const record = await room.look(async (_base, { files }) => files.get(pathKey(read.value)));
        return record === undefined ? problems.missing(read.value) : success(fileOf(record));
      } catch (problem) {
        return failure(problemToError(problem));
      }
    },
    read: (path) =>
      at(path, async (file, record) => {
        const text = await textIn(file, record.path);
        return text.ok ? success({ file: fileOf(record), text: text.value }) : text;
      }),
    blob: (path) =>
      // A small one is copied, because a later change of the file would spoil it.
      at(path, async (file) => success(file.size > textLimit ? file : new Blob([await file.arrayBuffer()]))),
  };
}
