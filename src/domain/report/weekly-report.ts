import type { Outcome } from '../consent/feedback.ts';
import type { LearningMode, Version } from '../consent/ledger.ts';
import { scopes, type Scope } from '../learned/scope.ts';
import type { Alarm } from '../watching/history.ts';
import { allChanges, decided, learnedVersions } from './decisions.ts';
import { counted, waits, type ReportedProposal, type ReportedRule } from './reported.ts';
import { listed, plain, quoted } from './safe-markdown.ts';
import { suggestions } from './suggestions.ts';

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

/** So many quotes of one topic at most. */
const mostQuotes = 5;

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
