import type { GoOn, UndoEntry, Workspace, WorkspaceFile } from '../domain/ports-tools.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { toolError, type ToolError } from '../domain/tools/tool.ts';
import { BegunTexts } from './begun-texts.ts';
import { sentenceOf } from './problem.ts';

export type FilesState =
  | { kind: 'loading' }
  | { kind: 'ready'; files: readonly WorkspaceFile[] }
  | { kind: 'failed'; sentence: string };

/** What stands at a path, for whoever is asked whether it may go. No beginning: it is empty, no text, or over 1 MiB. */
export interface FileLook {
  file: WorkspaceFile;
  beginning?: string;
}

type Changed = Promise<Result<{ file: WorkspaceFile; undo: string }, ToolError>>;

/** In UTF-16 units: enough to know a file again. */
const longestBeginning = 500;
const mostHits = 100;
const changedSince = (path: string) =>
  failure(toolError('exists', `“${path}” was changed after you opened it, so nothing was saved yet.`));
const unreachable = () =>
  failure(toolError('failed', 'The files gave no answer. See whether it was done before you try again.'));

/** The person's notes and files, as their own hands move them. No call rejects: what fails is told as a sentence. */
export class Files {
  readonly begun = new BegunTexts();
  readonly #workspace: Promise<Workspace>;
  #list = $state.raw<FilesState>({ kind: 'loading' });
  #undoable = $state.raw<readonly UndoEntry[]>([]);
  #followed = false;
  #stale = false;
  #reading: Promise<void> | undefined;

  constructor(workspace: Promise<Workspace>) {
    this.#workspace = workspace;
    workspace.catch(() => {});
  }

  get list(): FilesState {
    return this.#list;
  }

  /** Newest first. Empty until `follow` has read them. */
  get undoable(): readonly UndoEntry[] {
    return this.#undoable;
  }

  /** Reads the list, and again whenever something changes, here or in another tab. Calling it again reads once more. */
  async follow(): Promise<void> {
    try {
      const workspace = await this.#workspace;
      if (!this.#followed) workspace.onChange(() => void this.refresh());
      this.#followed = true;
    } catch {
      // The reading below says so.
    }
    await this.refresh();
  }

  /** Changes that come while it reads are read together, in one more go. */
  refresh(): Promise<void> {
    this.#stale = true;
    return (this.#reading ??= this.#readAll());
  }

  async #readAll(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      try {
        const workspace = await this.#workspace;
        const [files, undoable] = await Promise.all([workspace.list(), workspace.undoable()]);
        this.#list = { kind: 'ready', files };
        this.#undoable = undoable;
      } catch (problem) {
        this.#list = { kind: 'failed', sentence: sentenceOf(problem) };
      }
    }
    this.#reading = undefined;
  }

  info(path: string): Promise<Result<WorkspaceFile, ToolError>> {
    return this.#ask((workspace) => workspace.info(path));
  }

  read(path: string): Promise<Result<{ file: WorkspaceFile; text: string }, ToolError>> {
    return this.#ask((workspace) => workspace.read(path));
  }

  blob(path: string): Promise<Result<Blob, ToolError>> {
    return this.#ask((workspace) => workspace.blob(path));
  }

  look(path: string): Promise<Result<FileLook, ToolError>> {
    return this.#ask(async (workspace) => {
      const read = await workspace.read(path);
      if (read.ok && read.value.text !== '')
        return success({ file: read.value.file, beginning: beginningOf(read.value.text) });
      const info = await workspace.info(path);
      return info.ok ? success({ file: info.value }) : info;
    });
  }

  /**
   * Writes by the person's hand. `over` is the file that they saw and agreed to lose: where something else stands there by now,
   * or anything without `over`, nothing is written and the error is `exists`. A change by hand does not make a foreign text
   * trusted: what was brought in stays so, and sources stay.
   */
  write(path: string, text: string, over?: WorkspaceFile): Changed {
    return this.#ask(async (workspace) => {
      if (over === undefined) return workspace.write(path, text, { origin: 'you' });
      const now = await workspace.info(path);
      if (!now.ok && now.error.kind !== 'missing') return now;
      if (now.ok && !isSame(now.value, over)) return changedSince(path);
      const origin = over.origin === 'brought' ? 'brought' : 'you';
      return workspace.write(path, text, { origin, sources: over.sources, replace: now.ok });
    });
  }

  /** A new, empty text. A name that is taken gets a number; where the folder's name is a file's, it stands beside that. */
  create(name: string, folder = ''): Changed {
    return this.#ask(async (workspace) => {
      const isFile = folder !== '' && (await workspace.info(folder)).ok;
      const prefix = folder === '' || isFile ? '' : `${folder}/`;
      const made = await workspace.write(prefix + name, '', { origin: 'you', numbered: true });
      if (made.ok) this.begun.keep(made.value.file.path, undefined);
      return made;
    });
  }

  /** `over` as in `write`: the file that stands at `to`, and that the person agreed to lose. */
  rename(from: string, to: string, over?: WorkspaceFile): Changed {
    return this.#ask(async (workspace) => {
      const now = over && (await workspace.info(to));
      if (over && now?.ok && !isSame(now.value, over)) return changedSince(to);
      const renamed = await workspace.rename(from, to, { replace: over !== undefined });
      if (renamed.ok) this.begun.move(from, renamed.value.file.path);
      return renamed;
    });
  }

  remove(path: string): Promise<Result<{ undo: string }, ToolError>> {
    return this.#ask((workspace) => workspace.remove(path));
  }

  bring(files: readonly File[], goOn?: GoOn): Promise<Result<WorkspaceFile[], ToolError>> {
    return this.#ask(async (workspace) => {
      const brought = await workspace.bring(files, undefined, goOn);
      if (brought.ok) for (const { path } of brought.value) this.begun.keep(path, undefined);
      return brought;
    });
  }

  /** The best hundred, best first. */
  search(query: string): Promise<Result<{ file: WorkspaceFile; snippet: string }[], ToolError>> {
    return this.#ask(async (workspace) => success(await workspace.search(query, mostHits)));
  }

  undo(id: string): Promise<Result<{ path: string }, ToolError>> {
    return this.#ask((workspace) => workspace.undo(id));
  }

  async #ask<Value>(
    work: (workspace: Workspace) => Promise<Result<Value, ToolError>>,
  ): Promise<Result<Value, ToolError>> {
    try {
      return await work(await this.#workspace);
    } catch {
      return unreachable();
    }
  }
}

/** Whether a file still holds what it held: a rename changes nothing in it. */
const isSame = (one: WorkspaceFile, other: WorkspaceFile): boolean =>
  one.changedAt === other.changedAt && one.bytes === other.bytes;

/** No character cut in two. */
const beginningOf = (text: string): string =>
  text.length <= longestBeginning
    ? text
    : `${text.slice(0, longestBeginning).replace(/[\ud800-\udbff]$/, '')}…`;
