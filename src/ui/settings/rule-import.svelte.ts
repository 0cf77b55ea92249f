import type { Bundles } from '../../app/bundles.svelte.ts';
import type { ImportPreview } from '../../domain/bundle/preview.ts';

export type RuleImportState =
  | { kind: 'idle' }
  | { kind: 'reading'; name: string }
  /** It cannot be read; nothing was changed. */
  | { kind: 'failed'; sentence: string }
  | { kind: 'preview'; name: string; preview: ImportPreview; problem: string | undefined }
  | { kind: 'proposing'; name: string; preview: ImportPreview }
  | { kind: 'proposed'; count: number; refused: readonly string[] };

type Source = Parameters<Bundles['read']>[0];

const unexpected = 'That did not work, and nothing was changed. Reload the page and try again.';

/** The way of a file or a pasted text to proposals: read, looked at, picked. */
export class RuleImport {
  readonly #bundles: Pick<Bundles, 'read' | 'propose'>;
  #state = $state.raw<RuleImportState>({ kind: 'idle' });
  #picked = $state.raw<readonly number[]>([]);

  constructor(bundles: Pick<Bundles, 'read' | 'propose'>) {
    this.#bundles = bundles;
  }

  get state(): RuleImportState {
    return this.#state;
  }

  /** Which items of the preview are to be proposed, by their `index`. */
  get picked(): readonly number[] {
    return this.#picked;
  }

  /** True if there is a preview to look at. */
  async read(source: Source): Promise<boolean> {
    if (this.#state.kind === 'reading' || this.#state.kind === 'proposing') return false;
    const { name } = source;
    this.#state = { kind: 'reading', name };
    try {
      const read = await this.#bundles.read(source);
      if (!read.ok) {
        this.#state = { kind: 'failed', sentence: read.error };
        return false;
      }
      const preview = read.value;
      const isNew = preview.items.filter(({ state }) => state === 'new');
      this.#picked = isNew.map(({ index }) => index);
      this.#state = { kind: 'preview', name, preview, problem: undefined };
      return true;
    } catch {
      this.#state = { kind: 'failed', sentence: unexpected };
      return false;
    }
  }

  pick(index: number, on: boolean): void {
    const others = this.#picked.filter((one) => one !== index);
    this.#picked = on ? [...others, index] : others;
  }

  /** Makes proposals of what was picked. */
  async propose(): Promise<void> {
    if (this.#state.kind !== 'preview' || this.#picked.length === 0) return;
    const { name, preview } = this.#state;
    this.#state = { kind: 'proposing', name, preview };
    const inOrder = preview.items.flatMap(({ index }) => (this.#picked.includes(index) ? [index] : []));
    try {
      const made = await this.#bundles.propose(preview, inOrder);
      this.#state = made.ok
        ? { kind: 'proposed', count: made.value.cards.length, refused: made.value.refused }
        : { kind: 'preview', name, preview, problem: made.error };
    } catch {
      this.#state = { kind: 'preview', name, preview, problem: unexpected };
    }
  }

  close(): void {
    if (this.#state.kind !== 'proposing') this.#state = { kind: 'idle' };
  }
}
