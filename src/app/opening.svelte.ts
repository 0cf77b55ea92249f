import type { ConversationStore, DraftStore, ModelRecords, Search, SettingsStore } from '../domain/ports.ts';
import type { Kept } from '../domain/kept.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { InsightsStore } from '../domain/ports-insights.ts';
import type { SandboxStore } from '../domain/ports-sandbox.ts';
import type { ProfileStore } from '../domain/profiles.ts';
import type { Together, ToolRecord, Workspace } from '../domain/ports-tools.ts';
import type { RingingReminders } from '../domain/tools/ringing.ts';
import { StorageFailure } from '../domain/storage-failure.ts';

/** The databases, once they are open. */
export interface Stores {
  conversations: ConversationStore;
  search: Search;
  drafts: DraftStore;
  settings: SettingsStore;
  models: ModelRecords;
  learning: LearningStore & SandboxStore & InsightsStore;
  profiles: ProfileStore;
  workspace: Workspace;
  reminders: RingingReminders;
  toolRecord: ToolRecord;
  kept: Kept;
  together: Together;
}

/** How opening the databases ended. */
export type OpenedStorage =
  | { kind: 'ready'; storage: Stores }
  | { kind: 'unexpectedly-empty'; since: number; startEmpty(): Promise<OpenedStorage> }
  | { kind: 'newer'; sentence: string }
  | { kind: 'failed'; sentence: string; detail: string };

export type OpeningState =
  | { kind: 'opening' }
  | { kind: 'open' }
  /** The browser purged what was here since `since`. Offer `startEmpty()`, never a first-run welcome. */
  | { kind: 'unexpectedly-empty'; since: number }
  | { kind: 'newer'; sentence: string }
  | { kind: 'failed'; sentence: string; detail: string }
  /** It was open and closed by itself: only a reload helps. */
  | { kind: 'closed'; sentence: string };

/** Whether the databases are open. */
export class Opening {
  #state = $state.raw<OpeningState>({ kind: 'opening' });
  readonly #stores: Promise<Stores>;
  #resolve: (stores: Stores) => void = () => {};
  #reject: (problem: unknown) => void = () => {};
  #startEmpty: (() => Promise<OpenedStorage>) | undefined;

  constructor(opened: Promise<OpenedStorage>) {
    this.#stores = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#stores.catch(() => {});
    this.#follow(opened);
  }

  get state(): OpeningState {
    return this.#state;
  }

  /** Rejects if the databases cannot be opened. Waits while the person has to decide. */
  get stores(): Promise<Stores> {
    return this.#stores;
  }

  /** The person agrees to go on without what was lost. */
  startEmpty(): void {
    if (this.#startEmpty === undefined) return;
    this.#state = { kind: 'opening' };
    this.#follow(this.#startEmpty());
    this.#startEmpty = undefined;
  }

  /** The databases closed by themselves. */
  closed(reason: 'superseded' | 'lost'): void {
    this.#state = { kind: 'closed', sentence: new StorageFailure(reason).sentence };
  }

  #follow(opened: Promise<OpenedStorage>): void {
    opened.then(
      (result) => this.#end(result),
      (problem: unknown) => {
        const { sentence } = new StorageFailure('lost');
        this.#end({ kind: 'failed', sentence, detail: String(problem) });
      },
    );
  }

  #end(result: OpenedStorage): void {
    switch (result.kind) {
      case 'ready':
        this.#state = { kind: 'open' };
        this.#resolve(result.storage);
        return;
      case 'unexpectedly-empty':
        this.#startEmpty = () => result.startEmpty();
        this.#state = { kind: 'unexpectedly-empty', since: result.since };
        return;
      case 'newer':
      case 'failed':
        this.#state = result;
        this.#reject(new StorageFailure('failed', result.sentence));
        return;
    }
  }
}
