import type { LearningMode } from '../domain/consent/ledger.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { LearningStore, LearningView } from '../domain/ports-learning.ts';
import { LiveValue } from './live-value.svelte.ts';
import { nothingLearned, type Learned } from './prompt-planner.ts';

/** What the assistant is looking for something to learn in. */
export interface LearningWork {
  messageId: string;
  what: 'reading' | 'drafting';
}

/** What has been learned and what waits for the person, as it stands in the database now. */
export class Learning {
  readonly #store: Promise<LearningStore>;
  readonly #live: LiveValue<LearningView>;
  #work = $state.raw<LearningWork>();

  constructor(store: Promise<LearningStore>) {
    this.#store = store;
    store.catch(() => {});
    this.#live = new LiveValue(store.then((opened) => opened.live()));
  }

  /** Undefined until it is read. */
  get view(): LearningView | undefined {
    return this.#live.current;
  }

  /** Why it cannot be read. */
  get problem(): string | undefined {
    return this.#live.problem;
  }

  get mode(): LearningMode {
    return this.view?.mode ?? 'learn';
  }

  /** What goes into prompts. Nothing while the ledger does not hold together. */
  get acting(): Learned {
    const { view } = this;
    if (view === undefined || view.broken !== undefined) return nothingLearned;
    const { version, items, suspended, waiting } = view;
    return { version, items: items.filter(({ id }) => !suspended.includes(id) && !waiting.includes(id)) };
  }

  get busyWith(): LearningWork | undefined {
    return this.#work;
  }

  /** Resolves once it is read, or cannot be: `problem` tells. A prompt must not be planned before. */
  async ready(): Promise<void> {
    await this.#live.first().catch(() => undefined);
  }

  itemOf(id: string): LearnedItem | undefined {
    return this.view?.items.find((item) => item.id === id);
  }

  async setMode(mode: LearningMode): Promise<void> {
    await (await this.#store).setMode(mode);
  }

  async setRegulated(on: boolean): Promise<void> {
    await (await this.#store).setRegulated(on);
  }

  /** Says what is being worked on until the returned function is called. */
  work(work: LearningWork): () => void {
    this.#work = work;
    return () => {
      if (this.#work === work) this.#work = undefined;
    };
  }
}
