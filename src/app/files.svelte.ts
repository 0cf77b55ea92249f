import type { UndoEntry, Workspace, WorkspaceFile } from '../domain/ports-tools.ts';
import type { Result } from '../domain/result.ts';
import type { ToolError } from '../domain/tools/tool.ts';

export type FilesState =
  | { kind: 'loading' }
  | { kind: 'ready'; files: readonly WorkspaceFile[]; undoable: readonly UndoEntry[] }
  | { kind: 'failed'; sentence: string };

/** The person's notes and files, as their own hands move them. */
export class Files {
  readonly #workspace: Promise<Workspace>;
  #state = $state.raw<FilesState>({ kind: 'loading' });
  #followed = false;

  constructor(workspace: Promise<Workspace>) {
    this.#workspace = workspace;
    workspace.catch(() => {});
  }

  get state(): FilesState {
    return this.#state;
  }

  /** Reads the list, and again whenever something changes, here or in another tab. Safe to call at any time. */
  async follow(): Promise<void> {
    const workspace = await this.#workspace;
    if (!this.#followed) {
      this.#followed = true;
      workspace.onChange(() => void this.refresh());
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      const workspace = await this.#workspace;
      const [files, undoable] = await Promise.all([workspace.list(), workspace.undoable()]);
      this.#state = { kind: 'ready', files, undoable };
    } catch {
      this.#state = {
        kind: 'failed',
        sentence: 'The files could not be read. Reload the page and try again.',
      };
    }
  }

  async read(path: string): Promise<Result<{ file: WorkspaceFile; text: string }, ToolError>> {
    return (await this.#workspace).read(path);
  }

  /** `replace` once the person saw what stands there. */
  async write(path: string, text: string, replace: boolean): ReturnType<Workspace['write']> {
    return (await this.#workspace).write(path, text, { origin: 'you', replace });
  }

  async rename(from: string, to: string): ReturnType<Workspace['rename']> {
    return (await this.#workspace).rename(from, to);
  }

  async remove(path: string): ReturnType<Workspace['remove']> {
    return (await this.#workspace).remove(path);
  }

  async bring(files: readonly File[]): ReturnType<Workspace['bring']> {
    return (await this.#workspace).bring(files);
  }

  async blob(path: string): ReturnType<Workspace['blob']> {
    return (await this.#workspace).blob(path);
  }

  async search(query: string): ReturnType<Workspace['search']> {
    return (await this.#workspace).search(query, 100);
  }

  async undo(id: string): ReturnType<Workspace['undo']> {
    return (await this.#workspace).undo(id);
  }
}
