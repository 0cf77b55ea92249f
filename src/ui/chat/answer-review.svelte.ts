import type { AnswerFeedback, Drafted } from '../../app/answer-feedback.ts';
import type { LearningMode } from '../../domain/consent/ledger.ts';

export type ReviewForm = 'bad' | 'correct';

/** What the person is told: what is done, what came of it, or why nothing did. */
export type ReviewNote =
  { kind: 'working' | 'done'; sentence: string } | { kind: 'failed'; sentence: string };

export interface AnswerReviewDeps {
  answerId: string;
  feedback: Pick<AnswerFeedback, 'good' | 'mark' | 'bad' | 'correct'>;
  mode(): LearningMode;
  /** A form that was open when the person went to another screen. */
  begun: ReviewForm | undefined;
}

const unexpected = 'That was not saved. Try again, or reload the page.';

/** What the person says of one answer, and what comes of it. */
export class AnswerReview {
  readonly #deps: AnswerReviewDeps;
  #form = $state.raw<ReviewForm>();
  #note = $state.raw<ReviewNote>();

  constructor(deps: AnswerReviewDeps) {
    this.#deps = deps;
    this.#form = deps.begun;
  }

  get form(): ReviewForm | undefined {
    return this.#form;
  }

  get note(): ReviewNote | undefined {
    return this.#note;
  }

  /** Something is being stored, or a rule is being written. */
  get working(): boolean {
    return this.#note?.kind === 'working';
  }

  async good(): Promise<void> {
    if (this.working) return;
    this.#form = undefined;
    await this.#run('Saving…', async () => {
      await this.#deps.feedback.good(this.#deps.answerId);
      return 'Noted.';
    });
  }

  /** Counts at once; the person may say more. */
  async startBad(): Promise<void> {
    if (this.working) return;
    this.#form = 'bad';
    await this.#run('Saving…', async () => {
      await this.#deps.feedback.mark(this.#deps.answerId, 'failure');
      return 'Noted.';
    });
  }

  startCorrection(): void {
    if (this.working) return;
    this.#form = 'correct';
    this.#note = undefined;
  }

  /** What was wrong; empty where the person says no more. */
  async sayWhy(words: string): Promise<void> {
    const { feedback, answerId } = this.#deps;
    await this.#draft('Looking for a rule to propose…', () => feedback.bad(answerId, words));
  }

  async correct(shouldHaveBeen: string): Promise<void> {
    const { feedback, answerId } = this.#deps;
    await this.#draft('Writing a rule from your correction…', () =>
      feedback.correct(answerId, shouldHaveBeen),
    );
  }

  cancel(): void {
    this.#form = undefined;
    this.#note = undefined;
  }

  async #draft(doing: string, work: () => Promise<Drafted>): Promise<void> {
    if (this.working) return;
    const form = this.#form;
    const mode = this.#deps.mode();
    const words = mode === 'learn' ? doing : 'Saving…';
    this.#form = undefined;
    const wasDone = await this.#run(words, async () => endingOf(await work(), mode));
    // What was written is not lost with it.
    if (!wasDone) this.#form = form;
  }

  async #run(doing: string, work: () => Promise<string>): Promise<boolean> {
    this.#note = { kind: 'working', sentence: doing };
    try {
      this.#note = { kind: 'done', sentence: await work() };
      return true;
    } catch {
      this.#note = { kind: 'failed', sentence: unexpected };
      return false;
    }
  }
}

/** The feedback itself is stored in every case. */
function endingOf(drafted: Drafted, mode: LearningMode): string {
  if (mode === 'freeze') return 'Noted. Nothing is learned while learning is frozen.';
  if (mode === 'observe') return 'Noted. Nothing is proposed while Assent only observes.';
  if (!drafted.ok) return drafted.error.sentence;
  if (drafted.value === undefined) return 'Noted. There was no rule to make of it.';
  return drafted.value.life === 'blocked' ? 'Noted.' : 'Noted. This is what Assent proposes:';
}
