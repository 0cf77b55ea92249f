import type { Outcome } from '../consent/feedback.ts';
import type { LearningMode, Version } from '../consent/ledger.ts';
import type { ProposalLife } from '../consent/proposal.ts';
import { scopes, type Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind } from '../learned/state.ts';
import type { Verdict } from '../sandbox/run.ts';
import type { Alarm } from '../watching/history.ts';
import { itemSentence } from './audit-trail.ts';

/** All that a report is made of. Times in milliseconds since 1970. A forgotten text is null. */
export interface ReportSource {
  from: number;
  /** The first moment after the week. */
  to: number;
  /** A day as this person reads it. */
  formatDay(at: number): string;
  mode: LearningMode;
  /** The profile keeps its whole record, with a reason for each approval. */
  regulated: boolean;
  /** How many answers were given in the week. */
  answers: number;
  /** The newest word on each answer. */
  feedback: readonly {
    at: number;
    outcome: Outcome;
    words: string | null;
    question: string | null;
    topic: Scope;
    conversationId: string;
  }[];
  /** Those of the week, and all that wait. */
  proposals: readonly ReportedProposal[];
  /** The active ones. `used`: answers of the week with the rule in the prompt; of them `helped` were praised, `hurt` corrected or bad. */
  rules: readonly ReportedRule[];
  versions: readonly Pick<Version, 'number' | 'at' | 'cause'>[];
  /** The open ones. */
  alarms: readonly Alarm[];
  /** The last time that the whole history was read again, and what was wrong with it. */
  verified: { at: number; problems: number } | undefined;
}

interface ReportedProposal {
  id: string;
  kind: ItemKind;
  /** The value of a preference, the sentence of a rule, the JSON of a tool. */
  text: string | null;
  scope: Scope;
  slot?: Slot | undefined;
  life: ProposalLife;
  createdAt: number;
  decidedAt?: number | undefined;
  /** Why it was rejected. */
  objection: string | null;
  /** Why it was approved, where a reason was written. */
  reason: string | null;
  verdict?: Verdict | undefined;
}

interface ReportedRule {
  id: string;
  text: string;
  scope?: Scope | undefined;
  used: number;
  helped: number;
  hurt: number;
}

const dayLength = 86_400_000;

/**
 * The week that a moment lies in. `startsOn`: 0 Sunday, 1 Monday, 6 Saturday. `offsetMinutes`: how far local time is ahead of UTC,
 * 60 in Berlin in winter (`-date.getTimezoneOffset()`). `to` is the start of the next week.
 */
export function weekOf(at: number, startsOn: 0 | 1 | 6, offsetMinutes: number): { from: number; to: number } {
  const offset = offsetMinutes * 60_000;
  const day = Math.floor((at + offset) / dayLength);
  // Day 0 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  const from = (day - ((weekday - startsOn + 7) % 7)) * dayLength - offset;
  return { from, to: from + 7 * dayLength };
}

/** The report of one week as Markdown. Needs no model, and is written in every mode. */
export function weeklyReport(given: ReportSource): string {
  const source = ofTheWeek(given);
  const sections = [
    opening(source),
    section('What went wrong', wentWrong(source)),
    section('What was proposed and decided', decided(source)),
    ...(source.regulated ? [section('All changes', allChanges(source))] : []),
    section('What helped and what did not', ruleTable(source)),
    section('Open alarms', openAlarms(source)),
    section('Suggestions for you', suggestions(source)),
  ];
  return `${sections.flat().join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]) => ['', `## ${title}`, '', ...lines];

function ofTheWeek(source: ReportSource): ReportSource {
  const { from, to } = source;
  const within = (at: number | undefined) => at !== undefined && at >= from && at < to;
  return {
    ...source,
    feedback: source.feedback.filter(({ at }) => within(at)),
    proposals: source.proposals.filter(
      (proposal) =>
        within(proposal.createdAt) ||
        within(proposal.decidedAt) ||
        (waits(proposal) && proposal.createdAt < to),
    ),
    versions: source.versions
      .filter(({ at }) => within(at))
      .toSorted((one, other) => one.number - other.number),
  };
}

const waits = ({ life }: ReportedProposal) => life === 'open' || life === 'blocked';
const failed = ({ outcome }: { outcome: Outcome }) => outcome !== 'success';

function opening(source: ReportSource): string[] {
  const { from, to, formatDay, answers, feedback, verified } = source;
  const good = feedback.filter(({ outcome }) => outcome === 'success').length;
  const corrected = feedback.filter(({ outcome }) => outcome === 'correction').length;
  const bad = feedback.length - good - corrected;
  const said =
    feedback.length === 0
      ? 'you gave no feedback'
      : `you called ${good} good and ${bad} bad and corrected ${corrected}`;
  const days = `From ${plain(formatDay(from))} to ${plain(formatDay(to - 1))}`;
  return [
    '# Your week with Assent',
    '',
    `${days} Assent gave ${counted(answers, 'answer')}, ${said}, and ${changes(source)}.`,
    ...paragraph(modeInWords[source.mode]),
    ...paragraph(
      verified &&
        `The whole history was last checked on ${plain(formatDay(verified.at))}: ${counted(verified.problems, 'problem')}.`,
    ),
  ];
}

function changes(source: ReportSource): string {
  const times = learnedVersions(source).length;
  if (times === 0) return 'nothing that it has learned changed';
  return `what it has learned changed ${times === 1 ? 'once' : `${times} times`}`;
}

const modeInWords: Record<LearningMode, string | undefined> = {
  learn: undefined,
  observe: 'Assent only observes: your feedback is kept, and nothing is proposed.',
  freeze: 'Learning is frozen: nothing is proposed.',
};

const paragraph = (text: string | undefined) => (text === undefined ? [] : ['', text]);

/** So many quotes of one topic, so many decisions, at most. */
const mostQuotes = 5;
const mostDecisions = 20;

function wentWrong({ feedback, formatDay }: ReportSource): string[] {
  const wrong = feedback.filter(failed);
  if (wrong.length === 0) return ['Nothing went wrong that you told Assent of.'];
  const topics = scopes
    .map((topic) => ({ topic, turns: wrong.filter((turn) => turn.topic === topic) }))
    .filter(({ turns }) => turns.length > 0)
    .toSorted((one, other) => other.turns.length - one.turns.length);
  return topics.flatMap(({ topic, turns }, index) => [
    ...(index === 0 ? [] : ['']),
    `### ${topicNames[topic]}: ${counted(turns.length, 'answer')}`,
    '',
    ...listed(
      turns
        .toSorted((one, other) => other.at - one.at)
        .map(({ at, outcome, words, question }) => {
          const what = outcome === 'correction' ? 'Corrected' : 'Bad answer';
          const asked = question === null ? '' : ` to ${quoted(question)}`;
          const said = words === null || words.trim() === '' ? '' : `: ${quoted(words)}`;
          return `${what}${asked} (${plain(formatDay(at))})${said}`;
        }),
      mostQuotes,
    ),
  ]);
}

const topicNames: Record<Scope, string> = {
  always: 'In general',
  code: 'In code',
  writing: 'In writing',
  math: 'In mathematics',
  planning: 'In plans',
  other: 'In everything else',
};

function decided(source: ReportSource): string[] {
  const { proposals, formatDay } = source;
  const count = (life: ProposalLife) => proposals.filter((proposal) => proposal.life === life).length;
  const sums = [
    `${count('approved')} approved`,
    `${count('rejected')} rejected`,
    ...(count('expired') === 0 ? [] : [`${count('expired')} not decided in time`]),
    `${proposals.filter(waits).length} waiting`,
  ];
  const made = learnedVersions(source).map(
    ({ number, at, cause }) => `version ${number} (${causeInWords[cause]}, ${plain(formatDay(at))})`,
  );
  return [
    ...(proposals.length === 0
      ? ['Nothing was proposed, and nothing waits.']
      : [
          `${counted(proposals.length, 'proposal')}: ${sums.join(', ')}.`,
          '',
          ...listed(byDecision(proposals).map(proposalLine(source)), mostDecisions),
        ]),
    ...(made.length === 0 ? [] : ['', `New: ${made.join(', ')}.`]),
  ];
}

/** Not the beginning: nothing was learned then. */
const learnedVersions = ({ versions }: ReportSource) => versions.filter(({ cause }) => cause !== 'started');

/** In the order of the decisions, then what waits, oldest first. */
const byDecision = (proposals: readonly ReportedProposal[]) =>
  [...proposals].sort(
    (one, other) =>
      Number(waits(one)) - Number(waits(other)) ||
      (one.decidedAt ?? one.createdAt) - (other.decidedAt ?? other.createdAt),
  );

const proposalLine =
  ({ formatDay }: ReportSource) =>
  (proposal: ReportedProposal): string => {
    const { life, decidedAt, objection, verdict } = proposal;
    const day = waits(proposal)
      ? `since ${formatDay(proposal.createdAt)}`
      : formatDay(decidedAt ?? proposal.createdAt);
    const why = objection === null || life !== 'rejected' ? '' : ` Your reason: ${quoted(objection)}`;
    const tested = verdict === undefined ? '' : ` ${verdictInWords[verdict]}`;
    return `${lifeInWords[life]} (${plain(day)}): ${said(proposal)}${why}${tested}`;
  };

const lifeInWords: Record<ProposalLife, string> = {
  open: 'Waits',
  blocked: 'Blocked by screening',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Not decided in time',
};

const verdictInWords: Record<Verdict, string> = {
  passed: 'It passed its test.',
  failed: 'It failed its test.',
  unproven: 'Its test proved nothing either way.',
  unstable: 'Its test came out differently each time.',
};

const causeInWords: Record<Version['cause'], string> = {
  started: 'the beginning',
  approved: 'you approved a change',
  retired: 'you retired something',
  restored: 'you restored an earlier one',
};

/** Each decision with its reason, and each new version, oldest first. */
function allChanges({ proposals, versions, formatDay, from, to }: ReportSource): string[] {
  const decisions = proposals.flatMap((proposal) => {
    const { decidedAt: at, life } = proposal;
    const isPast = !waits(proposal) && at !== undefined && at >= from && at < to;
    return isPast
      ? [{ at, line: `${lifeInWords[life]}: ${said(proposal)}`, end: ` ${reasonOf(proposal)}` }]
      : [];
  });
  const made = versions.map(({ number, at, cause }) => ({
    at,
    line: `Version ${number}: ${causeInWords[cause]}`,
    end: '',
  }));
  const lines = [...decisions, ...made]
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, line, end }) => `${line} (${plain(formatDay(at))}).${end}`);
  return lines.length === 0 ? ['Nothing changed.'] : listed(lines, Infinity);
}

function reasonOf({ life, reason, objection }: ReportedProposal): string {
  if (life === 'expired') return 'Reason: the time ran out.';
  const written = life === 'approved' ? reason : objection;
  return written === null || written.trim() === ''
    ? 'No reason was written.'
    : `Reason: ${quoted(written, Infinity)}`;
}

function ruleTable({ rules }: ReportSource): string[] {
  if (rules.length === 0) return ['No rule is active.'];
  const rows = rules
    .toSorted((one, other) => other.used - one.used || other.hurt - one.hurt)
    .map(({ text, used, helped, hurt }) =>
      used === 0
        ? `| ${quoted(text)} | unused | – | – |`
        : `| ${quoted(text)} | ${used} | ${helped} | ${hurt} |`,
    );
  return ['| Rule | Used | Helped | Hurt |', '| --- | --- | --- | --- |', ...rows];
}

function openAlarms({ alarms, formatDay }: ReportSource): string[] {
  if (alarms.length === 0) return ['None.'];
  const lines = alarms.map(({ level, at, sentence, figures }) => {
    const sizes = figures.map(
      ({ name, value, threshold }) => `${plain(name)} ${figure(value)}, limit ${figure(threshold)}`,
    );
    const title = level === 'alarm' ? 'Wants a decision' : 'Worth a look';
    const numbers = sizes.length === 0 ? '' : ` (${sizes.join('; ')})`;
    return `${title}, since ${plain(formatDay(at))}: ${plain(sentence)}${numbers}`;
  });
  return listed(lines, Infinity);
}

const figure = (value: number) => String(Math.round(value * 100) / 100);

/** Where so many wait, it is time to decide. */
const manyWaiting = 5;
const mostSuggestions = 5;

/** The most pressing first. */
function suggestions(source: ReportSource): string[] {
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

function listed(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return [...lines.slice(0, most).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}

const counted = (count: number, noun: string) =>
  `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;

const said = (proposal: ReportedProposal) => quoted(itemSentence(proposal));

/** Longer words of the person are cut, in characters; reasons of a kept record are not. */
const longestQuote = 240;

const quoted = (words: string, longest = longestQuote) =>
  `“${plain(words.replaceAll('“', '‘').replaceAll('”', '’'), longest)}”`;

/**
 * Words of others inside a line of Markdown: on one line, without hidden characters, and so that nothing of them is markup. What
 * programs turn into a link although it is escaped (GitHub's autolinks) stands as code.
 */
function plain(words: string, longest = Infinity): string {
  const line = words
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(hidden, '')
    .trim();
  const signs = [...line];
  const shown = signs.length <= longest ? line : `${signs.slice(0, longest - 1).join('')}…`;
  return shown.replace(/[^\s|`]+|[|`]/gu, (part) => (autolinked.test(part) ? `\`${part}\`` : escaped(part)));
}

/** Controls, direction marks, zero-width and tag characters. Joiners that scripts need stay. */
const hidden = /\p{Cc}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

const autolinked = /:\/\/|www\.|@/i;

/** A reference like `&#60;` never acts as the sign that it names (CommonMark 0.31, 2.5). */
const escaped = (text: string): string =>
  text.replace(/[`*_~#]|[\\[\]<>&|$]/g, (sign) =>
    '`*_~#'.includes(sign) ? `\\${sign}` : `&#${sign.charCodeAt(0)};`,
  );
