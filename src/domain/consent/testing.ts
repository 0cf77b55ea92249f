import type { Testing } from '../ports-sandbox.ts';
import { mayBeApproved, mismatch, type RunBinding } from '../sandbox/record.ts';
import type { ProposalView } from './proposal.ts';
import type { LearningRefusal } from './refusal.ts';

type Card = Pick<ProposalView, 'kind' | 'origin' | 'test'>;

/** Tests of learned tools: a change of the cage or of what is tried there voids every record. */
export const toolSuite = 'cage-1';

/** A tool is tested alone: no model and no other item has a part in it. Without a clean test it does not act. */
const toolIsCleared = ({ test }: Card, { proposal }: RunBinding): boolean =>
  test?.verdict === 'passed' && test.binding.proposal === proposal && test.binding.suite === toolSuite;

/** Whether a rule or tool has a record that matches what stands now, with a verdict that may be approved (promise 5). */
export function isCleared(card: Card, now: RunBinding): boolean {
  if (card.kind === 'tool') return toolIsCleared(card, now);
  const { test } = card;
  return test !== undefined && mayBeApproved(test.verdict) && mismatch(test.binding, now) === undefined;
}

/** What the person wrote or brought may be approved ahead of its test, and so may anything without a model: it waits. */
export const mayWait = ({ origin }: Card, model: string): boolean =>
  model === '' || origin === 'hand' || origin === 'imported';

/** Why a card may not be approved for want of a test; undefined if it may. A preference needs a tap, not a run. */
export function testRefusal(card: Card, now: RunBinding): LearningRefusal | undefined {
  if (card.kind === 'preference' || isCleared(card, now)) return undefined;
  const { test } = card;
  if (card.kind === 'tool') {
    const isOld =
      test !== undefined && (test.binding.proposal !== now.proposal || test.binding.suite !== toolSuite);
    const sentence =
      test === undefined || isOld
        ? 'A tool has to be tested in its cage first. Press “Test now”.'
        : 'It failed its test in the cage. Edit it, or test it again.';
    return { kind: 'untested', sentence };
  }
  // Without a model nobody can say whether it was tested with another one.
  const here =
    test !== undefined && now.model === ''
      ? { ...test.binding, proposal: now.proposal, state: now.state }
      : now;
  const old = test && mismatch(test.binding, here);
  if (test !== undefined && old === undefined && !mayBeApproved(test.verdict))
    return {
      kind: 'untested',
      sentence:
        test.verdict === 'failed'
          ? 'It failed its test. Edit it, or test it again.'
          : 'Its test came out differently each time. Test it again.',
    };
  if (mayWait(card, now.model)) return undefined;
  if (old !== undefined) return { kind: 'untested', sentence: `${old} Test it again first.` };
  return {
    kind: 'untested',
    sentence: 'It has to be tested first. Press “Test now”, or leave Assent idle for a while.',
  };
}

/** A profile that keeps its whole record wants to know why. */
export function reasonRefusal(
  { folded }: { folded: { regulated: boolean } },
  { reason = '' }: Testing,
): LearningRefusal | undefined {
  if (!folded.regulated || reason.trim() !== '') return undefined;
  return {
    kind: 'reason',
    sentence: 'Nothing was changed: write down why first. This profile asks for a reason.',
  };
}
