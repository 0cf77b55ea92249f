import type { ProposalDraft } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import type {
  ItemHistory,
  LearningStore,
  VerifyReport,
  VersionSummary,
  VersionView,
} from '../domain/ports-learning.ts';
import type { Result } from '../domain/result.ts';
import type { ScreeningReport } from '../domain/screening/report.ts';
import type { Tap } from '../domain/tap.ts';
import { LiveValue } from './live-value.svelte.ts';

/** What a person writes by hand. */
export type HandDraft = Pick<ProposalDraft, 'kind' | 'scope' | 'slot' | 'text'>;

type Decided = Promise<Result<{ version: number }, LearningRefusal>>;

/** What has been learned, version by version, and how to take it back. */
export class Memory {
  readonly #store: Promise<LearningStore>;
  #versions = $state.raw<LiveValue<VersionSummary[]>>();

  constructor(store: Promise<LearningStore>) {
    this.#store = store;
  }

  /** Newest first; empty until `follow` has read them. */
  get versions(): readonly VersionSummary[] {
    return this.#versions?.current ?? [];
  }

  /** Reads the versions from now on. Called by the screen that shows them; calling it again changes nothing. */
  follow(): void {
    this.#versions ??= new LiveValue(this.#store.then((store) => store.versions()));
  }

  async version(number: number): Promise<VersionView | undefined> {
    return (await this.#store).version(number);
  }

  /** `tap` is for `addSubject`. */
  async add(draft: HandDraft, tap: Tap | undefined, retiring: readonly string[] = [], reason = ''): Decided {
    return (await this.#store).add(draft, tap, retiring, { reason });
  }

  /** What screening says of a text before it is added. */
  async screen(draft: HandDraft): Promise<ScreeningReport> {
    return (await this.#store).screen(draft);
  }

  async retire(ids: readonly string[], tap: Tap | undefined): Decided {
    return (await this.#store).retire(ids, tap);
  }

  async restore(
    number: number,
    tap: Tap | undefined,
  ): Promise<Result<{ version: number; skipped: number }, LearningRefusal>> {
    return (await this.#store).restore(number, tap);
  }

  async forget(ids: readonly string[], tap: Tap | undefined): Promise<Result<void, LearningRefusal>> {
    return (await this.#store).forget(ids, tap);
  }

  async history(itemId: string): Promise<ItemHistory | undefined> {
    return (await this.#store).history(itemId);
  }

  async learnedFrom(conversationId: string): Promise<ItemHistory[]> {
    return (await this.#store).learnedFrom(conversationId);
  }

  async verify(): Promise<VerifyReport> {
    return (await this.#store).verify();
  }
}
