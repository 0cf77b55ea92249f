import type { AssistantMessage, UserMessage } from '../domain/conversation.ts';
import type { Outcome } from '../domain/consent/feedback.ts';
import type { ProposalDraft, ProposalView } from '../domain/consent/proposal.ts';
import type { LearningRefusal } from '../domain/consent/refusal.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { scopeOf } from '../domain/noticing/scope-of.ts';
import type { Learning } from './learning.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import type { Noticer } from './noticing.ts';
import type { RuleDrafter } from './rule-drafter.ts';
import type { AnsweredTurn } from './turns.ts';

export interface AnswerFeedbackDeps {
  store: Promise<LearningStore>;
  learning: Learning;
  drafter: RuleDrafter;
  loadNoticer(): Promise<Noticer>;
  /** An answer of the open conversation, and what it answers. */
  turnOf(answerId: string): AnsweredTurn | undefined;
}

/** What came of feedback: a proposal, or nothing to learn. */
export type Drafted = Result<ProposalView | undefined, LearningRefusal>;

/** What the person says of an answer. Praise is kept and teaches nothing; a failure may become a rule to propose. */
export class AnswerFeedback {
  readonly #deps: AnswerFeedbackDeps;
  #followed: { conversationId: string; outcomes: LiveValue<ReadonlyMap<string, Outcome>> } | undefined;

  constructor(deps: AnswerFeedbackDeps) {
    this.#deps = deps;
  }

  /** The newest word on an answer. Screens may read it at any time. */
  outcomeOf({ conversationId, id }: AssistantMessage): Outcome | undefined {
    if (this.#followed?.conversationId !== conversationId) {
      this.#followed?.outcomes.close();
      const live = this.#deps.store.then((store) => store.outcomes(conversationId));
      this.#followed = { conversationId, outcomes: new LiveValue(live) };
    }
    return this.#followed.outcomes.current?.get(id);
  }

  /** Counts at once, and proposes nothing: the person may be about to say more. */
  async mark(answerId: string, outcome: Outcome): Promise<void> {
    await this.#give(answerId, outcome, '');
  }

  async good(answerId: string): Promise<void> {
    await this.#give(answerId, 'success', '');
  }

  /** `words` may be empty. A rule is proposed where the model, or the person's own words, give one. */
  async bad(answerId: string, words: string): Promise<Drafted> {
    await this.#give(answerId, 'failure', words);
    return this.#propose(answerId, words.trim());
  }

  async correct(answerId: string, shouldHaveBeen: string): Promise<Drafted> {
    await this.#give(answerId, 'correction', shouldHaveBeen);
    return this.#propose(answerId, shouldHaveBeen.trim());
  }

  async #give(answerId: string, outcome: Outcome, words: string): Promise<void> {
    const turn = this.#deps.turnOf(answerId);
    if (turn === undefined) return;
    const { conversationId, receipt } = turn.answer;
    const { version = 0, items = [] } = receipt.learned ?? {};
    const store = await this.#deps.store;
    await store.feedback({
      conversationId,
      messageId: answerId,
      outcome,
      words: words.trim(),
      version,
      items,
    });
  }

  async #propose(answerId: string, words: string): Promise<Drafted> {
    const { learning, store, loadNoticer } = this.#deps;
    const turn = this.#deps.turnOf(answerId);
    if (turn === undefined || learning.mode !== 'learn') return success(undefined);
    const done = learning.work({ messageId: answerId, what: 'drafting' });
    try {
      const { question, answer } = turn;
      const { isHighStakes } = await loadNoticer();
      if (turn.closed || isHighStakes(question.shown) || isHighStakes(words)) return failure(highStakes);
      const draft = await this.#draft(question, answer, words);
      if (draft === undefined) return success(undefined);
      const [proposed] = await (await store).propose([draft]);
      return proposed ?? success(undefined);
    } finally {
      done();
    }
  }

  /** By the model where one is ready, else in the person's own words. */
  async #draft(
    question: UserMessage,
    answer: AssistantMessage,
    words: string,
  ): Promise<ProposalDraft | undefined> {
    const rules = this.#deps.learning.acting.items.filter(({ kind }) => kind === 'rule');
    const material = {
      request: question.shown,
      answer: answer.shown,
      words,
      rules: rules.map(({ text }) => text),
    };
    const written = await this.#deps.drafter.draft(material, answer.receipt.model.id);
    if (written === undefined && words === '') return undefined;
    const place = { conversationId: answer.conversationId, messageId: answer.id };
    const quote =
      words === ''
        ? { ...place, messageId: question.id, quote: typed(question) }
        : { ...place, quote: words };
    if (quote.quote === '') return undefined;
    const said = {
      kind: 'rule',
      origin: words === '' ? 'inferred' : 'correction',
      evidence: [quote],
    } as const;
    if (written === undefined)
      return { ...said, text: words, scope: scopeOf(question.shown), said: 'correction_with_fix' };
    const { rule, scope, reason } = written;
    return { ...said, text: rule, scope, ...(reason !== '' && { reason }), said: 'correction_without_fix' };
  }
}

const highStakes: LearningRefusal = {
  kind: 'limit',
  sentence: 'Noted. Assent does not learn from medical, legal, financial or self-harm conversations.',
};

/** What of a message was typed, at most a line or two of it. */
function typed({ shown, provenance }: UserMessage): string {
  const first = Math.min(shown.length, ...provenance.map(({ from }) => from));
  return shown.slice(0, Math.min(first, 300)).trim();
}
