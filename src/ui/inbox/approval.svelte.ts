import type { Inbox } from '../../app/inbox.svelte.ts';
import type { ProposalView } from '../../domain/consent/proposal.ts';
import { approveSubject } from '../../domain/consent/subjects.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';
import type { Finding } from '../../domain/screening/report.ts';
import { Attempt } from '../kit/attempt.svelte.ts';
import type { Tapper } from '../tap.ts';

export type ApprovalState =
  | { kind: 'ready' }
  /** The profile wants to know why. */
  | { kind: 'reason' }
  /** Screening warned: it takes a second, deliberate press. */
  | { kind: 'warned'; warnings: readonly Finding[] }
  /** The list is full: one of `items` has to go with the same tap. */
  | { kind: 'full'; sentence: string; items: readonly LearnedItem[] };

export interface ApprovalDeps {
  inbox: Pick<Inbox, 'approve'>;
  tap: Tapper;
  /** Whether an approval needs a written reason. */
  asksReason?: () => boolean;
  /** It was done, and made this version. */
  onapproved: (version: number, cards: readonly ProposalView[]) => void;
  /** Nothing was changed. `refusal` says so too, as long as somebody shows it. */
  onrefused?: (sentence: string) => void;
}

/**
 * The way from a press of "Approve" to a version: asks again where screening warned, asks what to retire where the list is
 * full, and says why nothing was changed. Each press is a tap of its own, bound to what was on the screen when it began.
 */
export class Approval {
  readonly #deps: ApprovalDeps;
  readonly #attempt = new Attempt();
  #state = $state.raw<ApprovalState>({ kind: 'ready' });
  #cards: readonly ProposalView[] = [];
  #reason = '';

  constructor(deps: ApprovalDeps) {
    this.#deps = deps;
  }

  get state(): ApprovalState {
    return this.#state;
  }

  get working(): boolean {
    return this.#attempt.working;
  }

  get refusal(): string | undefined {
    return this.#attempt.refusal;
  }

  /** What is being asked about: the cards as they were when "Approve" was pressed. */
  get cards(): readonly ProposalView[] {
    return this.#cards;
  }

  /** "Approve" was pressed beneath these cards. */
  async press(event: Event, cards: readonly ProposalView[]): Promise<void> {
    if (this.working || cards.length === 0) return;
    this.cancel();
    this.#cards = cards;
    if (this.#deps.asksReason?.() === true) this.#state = { kind: 'reason' };
    else await this.#look(event);
  }

  /** It was written down why. */
  async giveReason(event: Event, reason: string): Promise<void> {
    if (this.#state.kind !== 'reason' || reason.trim() === '') return;
    this.#reason = reason;
    await this.#look(event);
  }

  async #look(event: Event): Promise<void> {
    const cards = this.#cards;
    const warnings = cards.flatMap(({ report }) =>
      report.findings.filter(({ severity }) => severity === 'warn'),
    );
    if (warnings.length > 0) this.#state = { kind: 'warned', warnings };
    else await this.#approve(event, []);
  }

  /** "Approve anyway" was pressed beneath the warnings. */
  async confirm(event: Event): Promise<void> {
    if (this.#state.kind === 'warned') await this.#approve(event, []);
  }

  /** It was chosen what makes room. */
  async makeRoom(event: Event, retiring: readonly LearnedItem[]): Promise<void> {
    if (this.#state.kind === 'full') await this.#approve(event, retiring);
  }

  cancel(): void {
    this.#state = { kind: 'ready' };
    this.#reason = '';
    this.#attempt.reset();
  }

  async #approve(event: Event, retiring: readonly LearnedItem[]): Promise<void> {
    if (this.working) return;
    const cards = this.#cards;
    // The tap is taken here, while the click is still being dispatched.
    const tap = this.#deps.tap(event, 'approve', approveSubject(cards, retiring));
    const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
    const result = await this.#attempt.run(() =>
      this.#deps.inbox.approve(idsOf(cards), tap, idsOf(retiring), this.#reason),
    );
    if (result?.ok === false && result.error.kind === 'full') {
      this.#state = { kind: 'full', sentence: result.error.sentence, items: result.error.items };
      this.#attempt.reset();
      return;
    }
    this.#state = { kind: 'ready' };
    if (result?.ok) this.#deps.onapproved(result.value.version, cards);
    else if (this.refusal !== undefined) this.#deps.onrefused?.(this.refusal);
  }
}
