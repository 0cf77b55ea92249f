import type { Result } from '../../domain/result.ts';

export type AttemptState = { kind: 'ready' } | { kind: 'working' } | { kind: 'refused'; sentence: string };

const unexpected = 'That did not work, and nothing was changed. Try again, or reload the page.';

/** One thing that was asked for by a press, how far it is, and why it was refused. */
export class Attempt {
  #state = $state.raw<AttemptState>({ kind: 'ready' });

  get state(): AttemptState {
    return this.#state;
  }

  get working(): boolean {
    return this.#state.kind === 'working';
  }

  /** The sentence to show beside what was pressed. */
  get refusal(): string | undefined {
    return this.#state.kind === 'refused' ? this.#state.sentence : undefined;
  }

  /** What came of it; a promise that fails counts as a refusal. A second press while the first is under way does nothing. */
  async run<Value, Problem extends { sentence: string }>(
    work: () => Promise<Result<Value, Problem>>,
  ): Promise<Result<Value, Problem> | undefined> {
    if (this.working) return undefined;
    this.#state = { kind: 'working' };
    try {
      const result = await work();
      this.#state = result.ok ? { kind: 'ready' } : { kind: 'refused', sentence: result.error.sentence };
      return result;
    } catch {
      this.#state = { kind: 'refused', sentence: unexpected };
      return undefined;
    }
  }

  reset(): void {
    if (!this.working) this.#state = { kind: 'ready' };
  }
}
