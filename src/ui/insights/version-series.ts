import { median } from '../../domain/watching/figures.ts';
import type { History, WatchedTurn, WatchedVersion } from '../../domain/watching/history.ts';
import { drawn, type Axis, type Column, type Figure, type Tone } from './figure.ts';
import { groupBy } from './group.ts';

/** A version with fewer answers does not say how it behaves. */
export const leastAnswers = 5;
/** The history has no texts: so many characters are about one token. */
const charactersPerToken = 4;

const fewAnswers = `Only versions with ${leastAnswers} answers and more.`;
const tooFew = `Nothing to compare yet: that takes a version after the first, with ${leastAnswers} answers and more.`;

/** How long answers are under each version, beside those before anything was learned. */
export function lengthByVersion({ turns }: History): Figure {
  const title = 'Length of answers, against version 0';
  const spoken = spokenVersions(turns);
  if (!isComparable(spoken)) return { kind: 'empty', title, sentence: tooFew };
  const medians = spoken.map((part) => median(part.turns.map(({ words }) => words)));
  const start = spoken[0]?.number === 0 ? (medians[0] ?? null) : null;
  const baseline: Column = {
    name: 'Version 0',
    unit: 'words',
    values: medians.map(() => start),
    drawn: { as: 'line', tone: 'soft', dashed: true },
  };
  return drawn({
    title,
    axis: versionAxis(spoken),
    about: [{ what: 'Median words of an answer', name: 'Median words' }],
    note: fewAnswers,
    columns: [
      answersOf(spoken),
      { name: 'Median words', unit: 'words', values: medians, drawn: { as: 'line', tone: 'accent' } },
      ...(start === null ? [] : [baseline]),
    ],
  });
}

const ways: readonly { name: string; tone: Tone; is(turn: WatchedTurn): boolean }[] = [
  { name: 'Asks to confirm', tone: 'accent', is: ({ confirms }) => confirms },
  { name: 'Refuses', tone: 'danger', is: ({ refuses }) => refuses },
  { name: 'Is unsure', tone: 'caution', is: ({ hedges }) => hedges },
  { name: 'Says it checked', tone: 'name', is: ({ verifies }) => verifies },
];

/** What share of answers does something, under each version; version 0 is the first where it has answers. */
export function waysByVersion({ turns }: History): Figure {
  const title = 'Ways of answering, against version 0';
  const spoken = spokenVersions(turns);
  if (!isComparable(spoken)) return { kind: 'empty', title, sentence: tooFew };
  const columns = ways.map(({ name, tone, is }): Column => ({
    name,
    unit: 'share',
    values: spoken.map((part) => part.turns.filter(is).length / part.turns.length),
    drawn: { as: 'line', tone },
  }));
  return drawn({
    title,
    axis: versionAxis(spoken),
    about: ways.map(({ name }) => ({ what: name, name })),
    note: `${fewAnswers} Counted by English words: answers in other languages count as none of these.`,
    columns: [answersOf(spoken), ...columns],
  });
}

/** How much of the instructions stood not in version 0, in all and by each step: small steps add up. */
export function distanceFromStart({ versions }: History): Figure {
  const title = 'Distance from version 0';
  if (!versions.some(({ items }) => items.length > 0))
    return {
      kind: 'empty',
      title,
      sentence: 'Nothing was learned yet: all instructions are those of version 0.',
    };
  const shares = versions.map(learnedShare);
  const fromBefore = (values: (version: WatchedVersion, before: WatchedVersion) => number) =>
    versions.map((version, place) => {
      const before = versions[place - 1];
      return before === undefined ? null : values(version, before);
    });
  const fresh = (items: readonly string[], old: readonly string[]) => {
    const known = new Set(old);
    return items.filter((id) => !known.has(id)).length;
  };
  return drawn({
    title,
    axis: versionAxis(versions),
    about: [{ what: 'Share of the instructions that is not in version 0', name: 'In all' }],
    columns: [
      { name: 'In all', unit: 'share', values: shares, drawn: { as: 'line', tone: 'accent' } },
      {
        name: 'By this step',
        unit: 'points',
        values: fromBefore((version, before) => learnedShare(version) - learnedShare(before)),
        drawn: { as: 'bar', tone: 'caution' },
      },
      { name: 'Came', unit: 'count', values: fromBefore(({ items }, before) => fresh(items, before.items)) },
      { name: 'Went', unit: 'count', values: fromBefore(({ items }, before) => fresh(before.items, items)) },
    ],
  });
}

/** What all learned text adds to a prompt. */
export function tokensOfRules({ versions }: History): Figure {
  const title = 'Tokens that rules cost';
  if (!versions.some(({ learnedCharacters }) => learnedCharacters > 0))
    return { kind: 'empty', title, sentence: 'No rule and no preference costs anything yet.' };
  return drawn({
    title,
    axis: versionAxis(versions),
    about: [{ what: 'Tokens of all rules and preferences, estimated', name: 'Tokens, estimated' }],
    note: `An estimate: ${charactersPerToken} characters are about one token.`,
    columns: [
      {
        name: 'Characters',
        unit: 'count',
        values: versions.map(({ learnedCharacters }) => learnedCharacters),
      },
      {
        name: 'Tokens, estimated',
        unit: 'tokens',
        values: versions.map(({ learnedCharacters }) => Math.round(learnedCharacters / charactersPerToken)),
        drawn: { as: 'bar', tone: 'accent' },
      },
    ],
  });
}

interface Spoken {
  number: number;
  turns: readonly WatchedTurn[];
}

/** The versions that gave enough answers, in their order. */
const spokenVersions = (turns: readonly WatchedTurn[]): Spoken[] =>
  [...groupBy(turns, ({ version }) => version)]
    .map(([number, given]) => ({ number, turns: given }))
    .filter((part) => part.turns.length >= leastAnswers)
    .sort((one, other) => one.number - other.number);

const isComparable = (spoken: readonly Spoken[]) => spoken.some(({ number }) => number !== 0);

const answersOf = (spoken: readonly Spoken[]): Column => ({
  name: 'Answers',
  unit: 'count',
  values: spoken.map(({ turns }) => turns.length),
});

function learnedShare({ learnedCharacters, baseCharacters }: WatchedVersion): number {
  const all = learnedCharacters + baseCharacters;
  return all === 0 ? 0 : learnedCharacters / all;
}

function versionAxis(versions: readonly { number: number }[]): Axis {
  const labels = versions.map(({ number }) => String(number));
  return { along: 'Version', place: 'in version', labels, ticks: labels };
}
