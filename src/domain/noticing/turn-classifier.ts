import { createLinearClassifier, type LinearWeights, type Probabilities } from '../text/linear-classifier.ts';
import { wordsOf } from '../text/words.ts';
import { flagFeatures, ngramFeatures, type Features } from '../text/ngrams.ts';
import { isChoice } from './choices.ts';
import { clausesOf, withoutQuotes, type Clause } from './clauses.ts';
import { correctionIn } from './corrections.ts';
import { cueOf } from './cues.ts';
import { isHypothetical, isOfOthers, isOnce, onlySoundsLikeAWish } from './refusals.ts';
import { nameIn, slotIn } from './slot-finders.ts';
import { isHighStakes } from './topics.ts';
import { conceptsOf } from './turn-concepts.ts';

export const turnBits = 14;

/** What a whole turn is, by its label in `tests/train/corpus/`. */
export type TurnLabel = 'explicit' | 'implicit' | 'correction' | 'not_durable' | 'high_stakes' | 'none';

/** N-grams of the turn without its quotations, and what the patterns find in it, alone and in pairs. */
export function turnFeatures(typed: string, previous: string | undefined): Features {
  const features = ngramFeatures(withoutQuotes(typed), turnBits);
  const flags = flagsOf(typed, previous);
  const pairs = flags.flatMap((one, place) => flags.slice(place + 1).map((other) => `${one}+${other}`));
  add(features, [...flags, ...pairs], 2);
  add(features, conceptFeatures(typed), 2);
  if (previous !== undefined) add(features, answerFeatures(typed, previous), 1);
  return features;
}

function add(features: Features, names: readonly string[], weight: number): void {
  const scale = weight / Math.sqrt(names.length || 1);
  for (const [bucket, value] of flagFeatures(names, turnBits, new Map()))
    features.set(bucket, (features.get(bucket) ?? 0) + value * scale);
}

/** How the turn stands to the answer before it: whether it was asked something, and takes up its words. */
function answerFeatures(typed: string, previous: string): string[] {
  const own = wordsOf(typed);
  const theirs = wordsOf(previous);
  const shared = own.filter((word) => word.length > 3 && theirs.includes(word)).length;
  const asked = previous.trimEnd().endsWith('?');
  const offered = /\bor\b/.test(previous);
  const about = [
    asked ? 'was asked' : 'was told',
    ...(offered ? ['was offered'] : []),
    shared === 0 ? 'new words' : shared === 1 ? 'takes up a word' : 'takes up words',
    own.length < 5 ? 'few words' : own.length < 12 ? 'some words' : 'many words',
    own.includes('?') ? 'asks back' : 'asks nothing',
  ];
  const pairs = about.flatMap((one, place) => about.slice(place + 1).map((other) => `${one}, ${other}`));
  const first = own.slice(0, 2).map((word) => `${asked ? 'asked' : 'told'} ${word}`);
  const theirGroups = conceptsOf(theirs)
    .flat()
    .map((group) => `before ${group}`);
  const groups = conceptsOf(own)
    .flat()
    .map((group) => `${offered ? 'offered' : asked ? 'asked' : 'told'} ${group}`);
  return [...new Set([...about, ...pairs, ...first, ...groups, ...theirGroups])];
}

/** The groups of its words: which there are, and which follow each other. */
function conceptFeatures(typed: string): string[] {
  const words = wordsOf(withoutQuotes(typed));
  const rows = conceptsOf(words).map((groups, place) => (groups.length > 0 ? groups : [words[place] ?? '']));
  const names = new Set<string>();
  for (const [place, groups] of rows.entries()) {
    for (const one of groups) {
      names.add(`has ${one}`);
      if (place < 3) names.add(`${place} ${one}`);
      for (const ahead of [1, 2])
        for (const next of rows[place + ahead] ?? ['$']) names.add(`${ahead} ${one} ${next}`);
    }
  }
  return [...names];
}

function flagsOf(typed: string, previous: string | undefined): string[] {
  const clauses = clausesOf(typed);
  const answered = previous !== undefined && previous !== '';
  const flags = new Set<string>([answered ? 'answered' : 'first']);
  if (isHighStakes(typed)) flags.add('topic');
  if (isChoice(typed.trim(), previous)) flags.add('choice');
  for (const clause of clauses) for (const flag of clauseFlags(clause, typed, answered)) flags.add(flag);
  if (clauses.length > 1) flags.add('long');
  return [...flags].sort();
}

function clauseFlags({ text, asks, from, to }: Clause, typed: string, answered: boolean): string[] {
  const slot = nameIn(typed.slice(from, to)) ?? slotIn(text);
  const cue = cueOf(text, slot !== undefined);
  const about = [
    ...(slot === undefined ? [] : ['slot']),
    ...(cue === undefined ? [] : [cue.strength]),
    ...(asks ? ['asks'] : []),
    ...(isOnce(text) ? ['once'] : []),
    ...(isHypothetical(text) ? ['hypothetical'] : []),
    ...(isOfOthers(text) ? ['others'] : []),
    ...(onlySoundsLikeAWish(text) ? ['sounds like'] : []),
    ...(correctionIn(text, answered) === undefined ? [] : ['complains']),
  ];
  return about.length > 1 ? [...about, `clause ${about.join(' ')}`] : about;
}

/** The label of a turn: patterns and words weighed together, by weights that `npm run train -- turns` makes. */
export function createTurnClassifier(weights: LinearWeights) {
  const classifier = createLinearClassifier(weights);
  return (typed: string, previous: string | undefined): Probabilities =>
    classifier.classify(turnFeatures(typed, previous));
}

/**
 * From here on a turn counts as what it most looks like. Chosen on the cross-validated corpus, for few false alarms: a wish
 * that was missed can be said again. What may be high stakes teaches nothing; only what surely is closes a conversation.
 */
const thresholds = { explicit: 0.6, correction: 0.5, implicit: 0.6, maybeHighStakes: 0.15, highStakes: 0.6 };

/** What a turn is taken for; `unclear` if it looks like something to learn, but not enough. */
export function labelOf(chances: Probabilities): TurnLabel | 'unclear' {
  const chance = (label: TurnLabel) => chances[label] ?? 0;
  if (chance('high_stakes') >= thresholds.highStakes) return 'high_stakes';
  if (chance('high_stakes') >= thresholds.maybeHighStakes) return 'unclear';
  for (const label of ['explicit', 'correction', 'implicit'] as const)
    if (chance(label) >= thresholds[label]) return label;
  if (chance('not_durable') >= 0.5) return 'not_durable';
  return chance('none') >= 0.5 ? 'none' : 'unclear';
}
