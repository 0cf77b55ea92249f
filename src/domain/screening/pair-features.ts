import type { Analysis, ChosenValue, Meaning } from './pair-analysis.ts';
import { opposites } from './pair-lexicon.ts';
import { boundRelation } from './pair-numbers.ts';

/** What two texts have in common and where they part. Pairs of figures are the first text's, then the second's. */
export interface Comparison {
  /** Share of each text's meanings that the other has too. */
  shared: readonly [number, number];
  /** The same, with another value of the same choice counted as shared. */
  subject: readonly [number, number];
  sharedWeight: number;
  /** Weight of the meanings without a partner. */
  alone: readonly [number, number];
  jaccard: number;
  /** Share of the shorter text's trigrams in the longer. */
  containment: number;
  agreeing: string[];
  opposing: string[];
  choicesShared: number;
  /** Shared words that one text denies and the other does not. */
  flipped: string[];
  bounds: { equal: number; apart: number; within: number; lonely: number };
  flags: string[];
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export function compare(a: Analysis, b: Analysis): Comparison {
  const weightOf = (meanings: ReadonlyMap<string, Meaning>) =>
    [...meanings.values()].reduce((sum, { weight }) => sum + weight, 0);
  const [weightA, weightB] = [weightOf(a.meanings), weightOf(b.meanings)];
  const choicesA = new Set(a.chosen.map(({ choice }) => `${choice}`));
  const choicesB = new Set(b.chosen.map(({ choice }) => `${choice}`));
  let shared = 0;
  const flipped: string[] = [];
  let aloneTopicA = 0;
  let aloneTopicB = 0;
  for (const [meaning, one] of a.meanings) {
    const other = b.meanings.get(meaning);
    if (other) {
      shared += one.weight;
      if (other.negated !== one.negated && !meaning.includes(':')) flipped.push(meaning);
    } else if (!isChoiceOf(meaning, choicesB)) aloneTopicA += one.weight;
  }
  for (const [meaning, one] of b.meanings) {
    if (!a.meanings.has(meaning) && !isChoiceOf(meaning, choicesA)) aloneTopicB += one.weight;
  }
  const words = [...a.words].filter((word) => b.words.has(word)).length;
  const { agreeing, opposing } = compareChoices(a.chosen, b.chosen);
  return {
    shared: [ratio(shared, weightA), ratio(shared, weightB)],
    subject: [ratio(weightA - aloneTopicA, weightA), ratio(weightB - aloneTopicB, weightB)],
    sharedWeight: shared,
    alone: [aloneTopicA, aloneTopicB],
    jaccard: ratio(words, a.words.size + b.words.size - words),
    containment: containmentOf(a.trigrams, b.trigrams),
    agreeing,
    opposing: [...opposing, ...opposed(a, b)],
    choicesShared: [...choicesA].filter((choice) => choicesB.has(choice)).length,
    flipped,
    bounds: compareBounds(a, b),
    flags: flagsOf(a, b),
  };
}

const isChoiceOf = (meaning: string, choices: ReadonlySet<string>): boolean =>
  meaning.includes(':') && choices.has(meaning.slice(0, meaning.indexOf(':')));

export function containmentOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let inside = 0;
  for (const trigram of small) if (large.has(trigram)) inside++;
  return ratio(inside, small.size);
}

/** "No tabs" agrees with "spaces"; "dashes" and "asterisks" oppose each other, as do "no meat" and "beef". */
function compareChoices(one: readonly ChosenValue[], other: readonly ChosenValue[]) {
  const agreeing: string[] = [];
  const opposing: string[] = [];
  for (const choice of new Set(one.map((value) => value.choice))) {
    const mine = one.filter((value) => value.choice === choice);
    const theirs = other.filter((value) => value.choice === choice);
    if (theirs.length === 0) continue;
    const values = (side: readonly ChosenValue[], negated: boolean) =>
      side.filter((value) => value.negated === negated).map(({ value }) => value);
    const meets = (left: readonly string[], right: readonly string[]) =>
      left.some((value) => right.includes(value));
    const [yes, no, theirYes, theirNo] = [
      values(mine, false),
      values(mine, true),
      values(theirs, false),
      values(theirs, true),
    ];
    if (meets(yes, theirYes) || meets(no, theirNo)) agreeing.push(`${choice}`);
    else if (meets(yes, theirNo) || meets(no, theirYes)) opposing.push(`${choice}`);
    else if (yes.length > 0 && theirYes.length > 0) opposing.push(`${choice}`);
    else agreeing.push(`${choice}`);
  }
  return { agreeing, opposing };
}

/** Antonyms of which each text has one: "first" and "last". */
function opposed(a: Analysis, b: Analysis): string[] {
  const found: string[] = [];
  for (const [meaning, one] of a.meanings) {
    if (b.meanings.has(meaning)) continue;
    for (const against of opposites.get(meaning) ?? []) {
      const other = b.meanings.get(against);
      if (other && !a.meanings.has(against) && other.negated === one.negated) found.push(meaning);
    }
  }
  return found;
}

function compareBounds(a: Analysis, b: Analysis) {
  const counts = { equal: 0, apart: 0, within: 0, lonely: 0 };
  const met = new Set<unknown>();
  for (const one of a.bounds) {
    for (const other of b.bounds) {
      const relation = boundRelation(one, other);
      if (!relation) continue;
      counts[relation]++;
      met.add(one).add(other);
    }
  }
  counts.lonely = a.bounds.length + b.bounds.length - met.size;
  return counts;
}

function flagsOf(a: Analysis, b: Analysis): string[] {
  const flags: string[] = [];
  const either = (name: string, one: boolean, other: boolean) => {
    if (one && other) flags.push(`${name} both`);
    else if (one) flags.push(`${name} first`);
    else if (other) flags.push(`${name} second`);
  };
  either('condition', a.condition.length > 0, b.condition.length > 0);
  either('denies', a.denies, b.denies);
  either('names', a.names.size > 0, b.names.size > 0);
  if ([...a.names].some((name) => b.names.has(name))) flags.push('name shared');
  else if (a.names.size > 0 && b.names.size > 0) flags.push('names differ');
  if (a.areas.size > 0 && b.areas.size > 0) {
    flags.push([...a.areas].some((area) => b.areas.has(area)) ? 'area shared' : 'areas differ');
  } else if (a.areas.size + b.areas.size > 0) flags.push('area of one');
  for (const word of [
    'with',
    'in',
    'for',
    'at',
    'each',
    'should',
    'than',
    'not',
    'only',
    'and',
    'except',
    'must',
  ]) {
    if (b.words.has(word) && !a.words.has(word)) flags.push(`says ${word} second`);
    else if (a.words.has(word) && !b.words.has(word)) flags.push(`says ${word} first`);
  }
  if (b.bounds.length > a.bounds.length) flags.push('bounds second');
  else if (b.bounds.length < a.bounds.length) flags.push('bounds first');
  flags.push(`longer ${Math.max(-3, Math.min(3, Math.round((b.length - a.length) / 3)))}`);
  return flags;
}
