import { scopes, type Scope } from '../learned/scope.ts';
import { said, waits } from './reported.ts';
import { quoted } from './safe-markdown.ts';
import type { ReportSource } from './weekly-report.ts';

/** Where so many wait, it is time to decide. */
const manyWaiting = 5;
const mostSuggestions = 5;

/** What the person could do next, as lines of Markdown. The most pressing first. */
export function suggestions(source: ReportSource): string[] {
  const { answers, feedback, proposals, rules, verified } = source;
  const failedTests = proposals.filter((proposal) => waits(proposal) && proposal.verdict === 'failed');
  const harmful = rules.filter(({ helped, hurt }) => hurt > helped);
  const unused = answers === 0 ? [] : rules.filter(({ used }) => used === 0);
  const waiting = proposals.filter(waits).length;
  const all = [
    ...(verified === undefined || verified.problems === 0
      ? []
      : ['The last check of the history found problems: press “Verify” in Memory, and read what it says.']),
    ...(failedTests.length === 0
      ? []
      : [`Edit or reject what failed its test: ${named(failedTests.map(said))}.`]),
    ...(harmful.length === 0
      ? []
      : [
          `Retire or reword what hurt more than it helped: ${named(harmful.map(({ text }) => quoted(text)))}.`,
        ]),
    ...topicsWithoutRule(source).map(
      ({ topic, corrections }) =>
        `You corrected ${corrections} answers ${occasions[topic]}, and no rule is about that: add one in Memory.`,
    ),
    ...(waiting < manyWaiting ? [] : [`${waiting} proposals wait: decide on them in the Inbox.`]),
    ...(unused.length === 0
      ? []
      : [
          `Look whether you still need what was in no prompt: ${named(unused.map(({ text }) => quoted(text)))}.`,
        ]),
    ...(feedback.length > 0
      ? []
      : ['Press “Good answer” or “Bad answer” under answers: then this report can say what helps.']),
  ];
  return all.length === 0 ? ['Nothing this week.'] : all.slice(0, mostSuggestions).map((line) => `- ${line}`);
}

const occasions: Record<Scope, string> = {
  always: 'in general',
  code: 'in code',
  writing: 'in writing',
  math: 'in mathematics',
  planning: 'in plans',
  other: 'in everything else',
};

/** Three corrections in one topic, and no rule for it is active, was approved or waits. */
function topicsWithoutRule({ feedback, proposals, rules }: ReportSource) {
  const covered = new Set([
    ...rules.map(({ scope }) => scope),
    ...proposals
      .filter((proposal) => proposal.kind === 'rule' && (waits(proposal) || proposal.life === 'approved'))
      .map(({ scope }) => scope),
  ]);
  return scopes
    .filter((topic) => !covered.has(topic))
    .map((topic) => ({
      topic,
      corrections: feedback.filter((turn) => turn.topic === topic && turn.outcome === 'correction').length,
    }))
    .filter(({ corrections }) => corrections >= 3);
}

/** The first three, and how many more. */
const named = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
