import type { FileLook, Files } from '../../app/files.svelte.ts';
import type { WorkspaceFile } from '../../domain/ports-tools.ts';

export type OpenState =
  | { kind: 'loading' }
  | { kind: 'text' }
  /** No text, or too large for one. */
  | { kind: 'download'; file: WorkspaceFile; sentence: string }
  | { kind: 'failed'; sentence: string };

type OpenFiles = Pick<Files, 'read' | 'info' | 'look' | 'write' | 'begun'>;

/** One file that is open: its text, what was changed in it, and what saving would do. */
export class OpenText {
  readonly path: string;
  readonly #files: OpenFiles;
  #state = $state.raw<OpenState>({ kind: 'loading' });
  /** As it is stored; undefined where the file is gone and only what was begun is left of it. */
  #file = $state.raw<WorkspaceFile>();
  #stored = $state('');
  #text = $state('');
  #notice = $state<string>();
  #lost = $state.raw<FileLook>();
  /** What the person saw when they began to write. */
  #over: WorkspaceFile | undefined;
  #lineEnd = '\n';

  constructor(files: OpenFiles, path: string) {
    this.#files = files;
    this.path = path;
  }

  get state(): OpenState {
    return this.#state;
  }

  get file(): WorkspaceFile | undefined {
    return this.#file;
  }

  get text(): string {
    return this.#text;
  }

  get changed(): boolean {
    return this.#state.kind === 'text' && (this.#file === undefined || this.#text !== this.#stored);
  }

  /** What the person should know of the text that stands here. */
  get notice(): string | undefined {
    return this.#notice;
  }

  /** What saving would overwrite, unseen so far: ask first. */
  get lost(): FileLook | undefined {
    return this.#lost;
  }

  /** Reads the file, and takes up what was begun in it. */
  async open(): Promise<void> {
    const read = await this.#files.read(this.path);
    const begun = this.#files.begun.at(this.path);
    if (!read.ok) {
      if (read.error.kind === 'missing' && begun !== undefined) {
        this.#show(undefined, '', begun.text);
        this.#over = undefined;
        this.#notice = 'This file is no longer there. Saving makes it again from what you began.';
        return;
      }
      const info = await this.#files.info(this.path);
      this.#file = info.ok ? info.value : undefined;
      this.#state = info.ok
        ? { kind: 'download', file: info.value, sentence: read.error.sentence }
        : { kind: 'failed', sentence: read.error.sentence };
      return;
    }
    const { file, text } = read.value;
    this.#lineEnd = /\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n';
    const stored = asInBox(text);
    this.#show(file, stored, begun?.text ?? stored);
    this.#over = begun === undefined ? file : begun.over;
    this.#notice = undefined;
    if (!this.changed) this.discard();
    else if (isOlder(this.#over, file))
      this.#notice = 'The file was changed after you began to write. Saving asks before it overwrites that.';
    else this.#notice = 'What you began to write here is not saved yet.';
  }

  /** Something changed in the workspace: `file` is what the list says of this one. */
  async follow(file: WorkspaceFile | undefined): Promise<void> {
    if (this.#state.kind === 'loading' || !isOlder(this.#file, file)) return;
    await this.open();
  }

  write(text: string): void {
    this.#text = text;
    this.#files.begun.keep(this.path, this.changed ? { text, over: this.#over } : undefined);
  }

  discard(): void {
    this.#text = this.#stored;
    this.#over = this.#file;
    this.#notice = undefined;
    this.#files.begun.keep(this.path, undefined);
    if (this.#file === undefined && this.#state.kind === 'text')
      this.#state = { kind: 'failed', sentence: `There is no file “${this.path}”.` };
  }

  /** Saves, unless something stands there that was not seen: then `lost` says what. */
  async save(): ReturnType<Files['write']> {
    const text = this.#text;
    const written = await this.#files.write(this.path, text.replaceAll('\n', this.#lineEnd), this.#over);
    if (!written.ok) {
      if (written.error.kind === 'exists') {
        const look = await this.#files.look(this.path);
        if (look.ok) this.#lost = look.value;
      }
      return written;
    }
    this.#lost = undefined;
    this.#notice = undefined;
    this.#file = this.#over = written.value.file;
    this.#stored = text;
    // Words that were written while it saved are still begun.
    this.write(this.#text);
    return written;
  }

  /** Saves over what `lost` shows. */
  overwrite(): ReturnType<Files['write']> {
    this.#over = this.#lost?.file;
    return this.save();
  }

  keep(): void {
    this.#lost = undefined;
  }

  #show(file: WorkspaceFile | undefined, stored: string, text: string): void {
    this.#state = { kind: 'text' };
    this.#file = file;
    this.#stored = stored;
    this.#text = text;
  }
}

/** A text box knows one kind of line end. */
const asInBox = (text: string): string => text.replace(/\r\n?/g, '\n');

const isOlder = (one: WorkspaceFile | undefined, other: WorkspaceFile | undefined): boolean =>
  one?.changedAt !== other?.changedAt || one?.bytes !== other?.bytes;
