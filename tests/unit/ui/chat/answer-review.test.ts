import { describe, expect, it } from 'vitest';
import type { Drafted } from '../../../../src/app/answer-feedback.ts';
import type { LearningMode } from '../../../../src/domain/consent/ledger.ts';
import type { ProposalView } from '../../../../src/domain/consent/proposal.ts';
import { failure, success } from '../../../../src/domain/result.ts';
import { AnswerReview, type AnswerReviewDeps } from '../../../../src/ui/chat/answer-review.svelte.ts';

const card = (life: ProposalView['life']): ProposalView => ({
  id: 'p',
  kind: 'rule',
  scope: 'always',
  text: 'Answer in one line.',
  origin: 'correction',
  evidence: [],
  life,
  createdAt: 1,
  place: 0,
  report: { verdict: life === 'blocked' ? 'blocked' : 'clear', findings: [] },
});

function setUp({
  drafted = success(undefined) as Drafted | Promise<Drafted>,
  mode = 'learn' as LearningMode,
  more = {} as Partial<AnswerReviewDeps['feedback']>,
} = {}) {
  const calls: string[] = [];
  const feedback: AnswerReviewDeps['feedback'] = {
    good: async (id) => void calls.push(`good ${id}`),
    mark: async (id, outcome) => void calls.push(`mark ${id} ${outcome}`),
    bad: async (id, words) => {
      calls.push(`bad ${id} ${words}`);
      return drafted;
    },
    correct: async (id, words) => {
      calls.push(`correct ${id} ${words}`);
      return drafted;
    },
    ...more,
  };
  const review = new AnswerReview({ answerId: 'a', feedback, mode: () => mode, begun: undefined });
  return { review, calls };
}

describe('the review of an answer', () => {
  it('notes praise and asks nothing', async () => {
    const { review, calls } = setUp();
    await review.good();
    expect(calls).toEqual(['good a']);
    expect(review.form).toBeUndefined();
    expect(review.note).toEqual({ kind: 'done', sentence: 'Noted.' });
  });

  it('counts a bad answer at once, before the person says why', async () => {
    const { review, calls } = setUp({ drafted: success(card('open')) });
    await review.startBad();
    expect(calls).toEqual(['mark a failure']);
    expect(review.form).toBe('bad');
    await review.sayWhy('too long');
    expect(calls.slice(1)).toEqual(['bad a too long']);
    expect(review.form).toBeUndefined();
    expect(review.note).toEqual({ kind: 'done', sentence: 'Noted. This is what Assent proposes:' });
  });

  it('says that a rule is being written, and takes no second press meanwhile', async () => {
    let end: (drafted: Drafted) => void = () => {};
    const { review, calls } = setUp({ drafted: new Promise<Drafted>((resolve) => (end = resolve)) });
    review.startCorrection();
    expect(review.form).toBe('correct');
    const sending = review.correct('One line');
    expect(review.note).toEqual({ kind: 'working', sentence: 'Writing a rule from your correction…' });
    await review.good();
    review.startCorrection();
    expect(calls).toEqual(['correct a One line']);
    expect(review.form).toBeUndefined();
    end(success(undefined));
    await sending;
    expect(review.note).toEqual({ kind: 'done', sentence: 'Noted. There was no rule to make of it.' });
  });

  it.each([
    ['freeze', 'Noted. Nothing is learned while learning is frozen.'],
    ['observe', 'Noted. Nothing is proposed while Assent only observes.'],
  ] as const)('says that nothing is proposed: %s', async (mode, sentence) => {
    const { review } = setUp({ mode });
    await review.correct('One line');
    expect(review.note).toEqual({ kind: 'done', sentence });
  });

  it('passes on why nothing was proposed', async () => {
    const { review } = setUp({ drafted: failure({ kind: 'limit', sentence: 'Enough for today.' }) });
    await review.correct('One line');
    expect(review.note).toEqual({ kind: 'done', sentence: 'Enough for today.' });
    const blocked = setUp({ drafted: success(card('blocked')) });
    await blocked.review.correct('One line');
    expect(blocked.review.note).toEqual({ kind: 'done', sentence: 'Noted.' });
  });

  it('keeps the form where the feedback could not be stored', async () => {
    const { review } = setUp({ more: { correct: () => Promise.reject(new Error('full')) } });
    review.startCorrection();
    await review.correct('One line');
    expect(review.note).toMatchObject({ kind: 'failed' });
    expect(review.form).toBe('correct');
    review.cancel();
    expect([review.form, review.note]).toEqual([undefined, undefined]);
  });
});
