import { createLinearClassifier, type LinearWeights, type Probabilities } from '../text/linear-classifier.ts';
import { flagFeatures, type Features } from '../text/ngrams.ts';
import type { Analysis } from './pair-analysis.ts';
import { compare, type Comparison } from './pair-features.ts';

/** How the second of two texts stands to the first. */
export type Relation = 'duplicate' | 'conflict' | 'refines' | 'unrelated';

export const pairBits = 13;

const bin = (name: string, value: number, steps: readonly number[]): string =>
  `${name} ${steps.filter((step) => value >= step - 1e-9).length}`;

/** Yes-or-no facts of a comparison, and the facts that only count together, as hashed features. */
export function pairFeatures(comparison: Comparison): Features {
  const { shared, subject, alone, bounds, flags, agreeing, opposing, flipped } = comparison;
  const clash = opposing.length + flipped.length + bounds.apart > 0;
  const steps = [0.01, 0.26, 0.5, 0.66, 0.99];
  const main = [
    clash ? 'clash' : 'peace',
    bin('shared first', shared[0], steps),
    bin('shared second', shared[1], steps),
    bin('shared weight', comparison.sharedWeight, [0.5, 1, 1.5, 2, 3]),
    bin('subject first', subject[0], steps),
    bin('subject second', subject[1], steps),
    bin('alone first', alone[0], [0.5, 1, 2, 3]),
    bin('alone second', alone[1], [0.5, 1, 2, 3, 4]),
    bin('agreeing', agreeing.length, [1, 2]),
    bin('opposing', opposing.length, [1, 2]),
    bin('flipped', flipped.length, [1, 2]),
    `bounds ${bounds.apart > 0 ? 'apart' : bounds.equal > 0 ? 'equal' : bounds.within > 0 ? 'within' : bounds.lonely > 0 ? 'lonely' : 'none'}`,
    ...flags.filter((flag) => !flag.startsWith('says')),
  ];
  const more = [
    bin('jaccard', comparison.jaccard, [0.1, 0.2, 0.35, 0.5, 0.65]),
    bin('containment', comparison.containment, [0.25, 0.4, 0.6, 0.8]),
    bin('choices', comparison.choicesShared, [1, 2]),
    ...flags.filter((flag) => flag.startsWith('says')),
  ];
  const crossed: string[] = [];
  for (let one = 0; one < main.length; one++) {
    for (let other = one + 1; other < main.length; other++) crossed.push(`${main[one]}&${main[other]}`);
  }
  const level = (value: number) =>
    value >= 0.99 ? 'all' : value >= 0.5 ? 'half' : value > 0 ? 'some' : 'none';
  const joint = `${clash ? 'clash' : 'peace'} ${level(subject[0])} ${level(subject[1])}`;
  const meeting = `${joint} ${level(shared[0])} ${level(shared[1])} ${agreeing.length > 0 ? 'agreed' : ''}`;
  return flagFeatures([...main, ...more, ...crossed, joint, meeting], pairBits, new Map());
}

export interface PairVerdict {
  relation: Relation;
  /** Of the relation, 0 to 1. */
  probability: number;
  comparison: Comparison;
}

/** How a second text stands to a first, both analysed. */
export type Relate = (a: Analysis, b: Analysis) => PairVerdict;

/**
 * Decides by a trained classifier; equal texts are duplicates without it. Whether two texts conflict is decided on the mean of
 * both orders, so it is the same in both; "refines" has a direction: the second text is the narrower.
 */
export function createPairRelation(file: LinearWeights): Relate {
  const model = createLinearClassifier(file);
  return (a, b) => {
    const comparison = compare(a, b);
    if (a.key === b.key) return { relation: 'duplicate', probability: 1, comparison };
    if (isForeign(comparison)) return { relation: 'unrelated', probability: 1, comparison };
    const there = model.classify(pairFeatures(comparison));
    const back = model.classify(pairFeatures(compare(b, a)));
    const clash = ((there['conflict'] ?? 0) + (back['conflict'] ?? 0)) / 2;
    const rest = (some: Probabilities) => Math.max(...others.map((name) => some[name] ?? 0));
    if (clash > (rest(there) + rest(back)) / 2)
      return { relation: 'conflict', probability: clash, comparison };
    const [best] = [...others].sort((one, other) => (there[other] ?? 0) - (there[one] ?? 0));
    return { relation: best ?? 'unrelated', probability: there[best ?? 'unrelated'] ?? 0, comparison };
  };
}

const others = ['duplicate', 'refines', 'unrelated'] as const;

/** Nothing in common that could make them one subject. */
const isForeign = ({ sharedWeight, choicesShared, opposing, jaccard }: Comparison): boolean =>
  sharedWeight === 0 && choicesShared === 0 && opposing.length === 0 && jaccard < 0.5;
