/** What is due to be tested, of what nobody asked for. */
import type { ProposalView } from '../domain/consent/proposal.ts';
import type { LearningView } from '../domain/ports-learning.ts';
import { mayBeApproved, mismatch, type RunBinding, type RunSummary } from '../domain/sandbox/record.ts';

export interface DueFacts {
  /** Keys of what is not begun again by itself. */
  settled: readonly string[];
  /** What a test would be bound to now. */
  bindingOf(item: Pick<ProposalView, 'text' | 'scope'>): RunBinding;
}

/** The person ended its test. */
export const stoppedKey = (id: string): string => `${id} stopped`;

/** Its test came to an end, as it is now. */
export const endedKey = (id: string, { proposal, state, suite, model }: RunBinding): string =>
  [id, proposal, state, suite, model].join(' ');

/** The keys without those of one proposal. */
export const unsettled = (settled: readonly string[], id: string): string[] =>
  settled.filter((key) => !key.startsWith(`${id} `));

/** A tool that was never tested as it is now. The cage needs no model. */
export function dueTool({ proposals }: LearningView, { settled, bindingOf }: DueFacts): string | undefined {
  const isDue = ({ id, text, test }: ProposalView) =>
    text !== null &&
    test?.binding.proposal !== bindingOf({ text, scope: 'always' }).proposal &&
    !settled.includes(stoppedKey(id));
  return proposals.findLast((card) => card.kind === 'tool' && card.life === 'open' && isDue(card))?.id;
}

/** What was approved ahead and waits for its test, then what may be approved after it. */
export function dueRule(
  { items, waiting, tests, proposals }: LearningView,
  { settled, bindingOf }: DueFacts,
): string | undefined {
  // A record that no longer counts is as good as none; what failed is not tried again by itself.
  const isDue = (id: string, item: Pick<ProposalView, 'text' | 'scope'>, test: RunSummary | undefined) => {
    const now = bindingOf(item);
    if (settled.includes(endedKey(id, now)) || settled.includes(stoppedKey(id))) return false;
    return test === undefined || (mayBeApproved(test.verdict) && mismatch(test.binding, now) !== undefined);
  };
  const ahead = items.find((item) => waiting.includes(item.id) && isDue(item.id, item, tests[item.id]));
  if (ahead !== undefined) return ahead.id;
  return proposals.findLast(
    (card) => card.kind === 'rule' && card.life === 'open' && isDue(card.id, card, card.test),
  )?.id;
}
