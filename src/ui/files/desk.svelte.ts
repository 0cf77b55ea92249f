import { tick } from 'svelte';
import type { FileLook, Files } from '../../app/files.svelte.ts';
import type { WorkspaceFile } from '../../domain/ports-tools.ts';
import type { Dropped } from './read-drop.ts';
import { filesInWords } from './file-words.ts';

/** What a dialog of this screen is about. */
export type Asked = { kind: 'delete'; look: FileLook } | { kind: 'rename'; file: WorkspaceFile };

/** What was said last: how something went, or why it did not. */
export type Said = { kind: 'result' | 'problem'; sentence: string };

interface FilesDeskDeps {
  files: Pick<Files, 'bring' | 'look'>;
  /** Gives the focus to what was said: the button that was pressed may be gone. */
  focusSaid(): void;
}

/** What the parts of the screen share: the open dialog, what was said last, and the note that was just made. */
export class FilesDesk {
  readonly #deps: FilesDeskDeps;
  #asked = $state.raw<Asked>();
  #said = $state.raw<Said>();
  #bringing = $state.raw<{ fraction: number; stopped: boolean }>();
  /** What is searched for: it stands there again after a look at a file. */
  query = $state('');
  /** The path of a note that was just made: whoever opens it may write at once. */
  fresh: string | undefined;

  constructor(deps: FilesDeskDeps) {
    this.#deps = deps;
  }

  get asked(): Asked | undefined {
    return this.#asked;
  }

  get said(): Said | undefined {
    return this.#said;
  }

  /** How much of what is being brought in is here, 0 to 1. Undefined while nothing is. */
  get bringing(): number | undefined {
    return this.#bringing?.fraction;
  }

  /** Ends it: then nothing is brought in. */
  stopBringing(): void {
    if (this.#bringing) this.#bringing = { ...this.#bringing, stopped: true };
  }

  askRename(file: WorkspaceFile): void {
    this.#asked = { kind: 'rename', file };
  }

  /** Looks first at what would be lost. */
  async askDelete({ path }: WorkspaceFile): Promise<void> {
    const look = await this.#deps.files.look(path);
    if (look.ok) this.#asked = { kind: 'delete', look: look.value };
    else this.fail(look.error.sentence);
  }

  close(): void {
    this.#asked = undefined;
  }

  say(sentence: string): void {
    this.#said = { kind: 'result', sentence };
  }

  fail(sentence: string): void {
    this.#said = { kind: 'problem', sentence };
  }

  quiet(): void {
    this.#said = undefined;
  }

  /** Says it, and leads there. */
  async sayAndLead(sentence: string): Promise<void> {
    this.say(sentence);
    await tick();
    this.#deps.focusSaid();
  }

  /** Copies files in. A second batch waits for no one: it is refused while the first is under way. */
  async bring({ files, folders }: Dropped): Promise<void> {
    if (this.#bringing !== undefined)
      return this.fail('Other files are being brought in. Try again when they are here.');
    if (files.length === 0) {
      if (folders > 0) this.fail('Folders are not brought in. Choose or drop the files in them.');
      return;
    }
    this.#bringing = { fraction: 0, stopped: false };
    this.say(`Bringing in ${filesInWords(files.length)}…`);
    const brought = await this.#deps.files.bring(files, (fraction) => {
      this.#bringing = { stopped: false, ...this.#bringing, fraction };
      return !this.#bringing.stopped;
    });
    this.#bringing = undefined;
    if (!brought.ok && brought.error.kind === 'stopped') return this.say(brought.error.sentence);
    if (!brought.ok) return this.fail(brought.error.sentence);
    const [first] = brought.value;
    const what = brought.value.length === 1 && first ? `“${first.path}”` : filesInWords(brought.value.length);
    const left = folders > 0 ? ' Folders were left out: drop the files in them.' : '';
    this.say(`Brought in ${what}.${left}`);
  }
}
