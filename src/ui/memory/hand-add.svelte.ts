import type { HandDraft, Memory } from '../../app/memory.svelte.ts';
import type { LearningRefusal } from '../../domain/consent/refusal.ts';
import { addSubject } from '../../domain/consent/subjects.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';
import { success, type Result } from '../../domain/result.ts';
import type { Finding, ScreeningReport } from '../../domain/screening/report.ts';
import type { Tap } from '../../domain/tap.ts';
import { Attempt } from '../kit/attempt.svelte.ts';
import type { Tapper } from '../tap.ts';

export type HandAddState =
  | { kind: 'ready' }
  /** Screening stopped it: the words have to change. */
  | { kind: 'blocked'; findings: readonly Finding[] }
  /** Screening warned: it takes a second, deliberate press. */
  | { kind: 'warned'; findings: readonly Finding[] }
  /** The list is full: one of `items` has to go with the same tap. */
  | { kind: 'full'; sentence: string; items: readonly LearnedItem[] };

interface HandAddDeps {
  memory: Pick<Memory, 'screen' | 'add'>;
  tap: Tapper;
  onadded: (version: number, draft: HandDraft) => void;
}

type Outcome = Result<{ version: number } | { report: ScreeningReport }, LearningRefusal>;

/** The way from words written by hand to a version: screened first, asked again where screening warned or the list is full. */
export class HandAdd {
  readonly #deps: HandAddDeps;
  readonly #attempt = new Attempt();
  #state = $state.raw<HandAddState>({ kind: 'ready' });
  #draft: HandDraft | undefined;
  #reason = '';

  constructor(deps: HandAddDeps) {
    this.#deps = deps;
  }

  get state(): HandAddState {
    return this.#state;
  }

  get working(): boolean {
    return this.#attempt.working;
  }

  get refusal(): string | undefined {
    return this.#attempt.refusal;
  }

  /** "Add" was pressed beneath these words. `reason` is why, where the profile asks for it. */
  async press(event: Event, draft: HandDraft, reason = ''): Promise<void> {
    if (this.working) return;
    this.cancel();
    this.#draft = draft;
    this.#reason = reason;
    // The tap is taken here, while the click is still being dispatched. What screening stops never sees it.
    const tap = this.#deps.tap(event, 'add', addSubject(draft));
    await this.#run(draft, async () => {
      const report = await this.#deps.memory.screen(draft);
      return report.verdict === 'clear' ? this.#deps.memory.add(draft, tap, [], reason) : success({ report });
    });
  }

  /** "Add anyway" was pressed beneath the warnings. */
  async confirm(event: Event): Promise<void> {
    if (this.#state.kind === 'warned') await this.#add(event, []);
  }

  /** It was chosen what makes room. */
  async makeRoom(event: Event, retiring: readonly LearnedItem[]): Promise<void> {
    if (this.#state.kind === 'full') await this.#add(event, retiring);
  }

  cancel(): void {
    this.#state = { kind: 'ready' };
    this.#attempt.reset();
  }

  async #add(event: Event, retiring: readonly LearnedItem[]): Promise<void> {
    const draft = this.#draft;
    if (draft === undefined || this.working) return;
    const tap: Tap | undefined = this.#deps.tap(event, 'add', addSubject(draft, retiring));
    const ids = retiring.map(({ id }) => id);
    await this.#run(draft, () => this.#deps.memory.add(draft, tap, ids, this.#reason));
  }

  async #run(draft: HandDraft, work: () => Promise<Outcome>): Promise<void> {
    const result = await this.#attempt.run(work);
    this.#state = { kind: 'ready' };
    if (result === undefined) return;
    if (!result.ok) this.#refuse(result.error);
    else if ('version' in result.value) this.#deps.onadded(result.value.version, draft);
    else {
      const { verdict, findings } = result.value.report;
      this.#state = { kind: verdict === 'blocked' ? 'blocked' : 'warned', findings };
    }
  }

  #refuse(refusal: LearningRefusal): void {
    if (refusal.kind === 'full') {
      this.#state = { kind: 'full', sentence: refusal.sentence, items: refusal.items };
      this.#attempt.reset();
    }
    if (refusal.kind === 'blocked') this.#state = { kind: 'blocked', findings: refusal.report.findings };
  }
}
