import type { WorkspaceFile } from '../domain/ports-tools.ts';

/** A text that was changed and not saved, and the file as it was then. */
export interface BegunText {
  text: string;
  over: WorkspaceFile | undefined;
}

/** What was begun in files, by path. It outlasts a visit to another screen; nothing on the page follows it. */
export class BegunTexts {
  readonly #texts = new Map<string, BegunText>();

  at(path: string): BegunText | undefined {
    return this.#texts.get(path);
  }

  /** Undefined forgets it. */
  keep(path: string, begun: BegunText | undefined): void {
    if (begun === undefined) this.#texts.delete(path);
    else this.#texts.set(path, begun);
  }

  /** What was begun over a file that is replaced now would come back over another text. */
  move(from: string, to: string): void {
    const begun = this.#texts.get(from);
    this.#texts.delete(from);
    this.keep(to, begun && { ...begun, over: begun.over && { ...begun.over, path: to } });
  }
}
