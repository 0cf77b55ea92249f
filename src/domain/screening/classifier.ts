import type { LinearClassifier, Probabilities } from '../text/linear-classifier.ts';
import { flagFeatures, ngramFeatures, type Features } from '../text/ngrams.ts';
import { wordsOf } from '../text/words.ts';
import { familiesOf } from './families.ts';
import { conceptsOf } from './rule-concepts.ts';
import { weakeningOf } from './weakening.ts';

export const ruleBits = 14;

/** N-grams of the text, what the lexicons find in it, and the groups of its words, alone and in pairs. */
export function ruleFeatures(plain: string): Features {
  const { score } = weakeningOf(plain);
  const families = [...familiesOf(plain).keys()];
  const level = score === 0 ? 'none' : score === 1 ? 'one' : score <= 3 ? 'some' : 'much';
  const words = wordsOf(plain);
  const row = conceptsOf(words);
  const concepts = [...new Set(row.flat())].sort();
  const first = row[0]?.[0] ?? '-';
  const pairs = concepts.flatMap((one, place) => concepts.slice(place + 1).map((other) => `${one}+${other}`));
  const flags = [
    `weak ${level}`,
    ...families.flatMap((family) => [`family ${family}`, `${family} ${level}`]),
    ...concepts.map((name) => `c ${name}`),
    ...pairs,
    `first ${first}`,
    ...concepts.map((name) => `${first}>${name}`),
  ];
  const features = ngramFeatures(plain, ruleBits);
  const scale = 1 / Math.sqrt(flags.length);
  for (const [bucket, value] of flagFeatures(flags, ruleBits, new Map()))
    features.set(bucket, (features.get(bucket) ?? 0) + value * scale);
  return features;
}

/** From here on a text counts as weakening or as a rule about rules; from `unsure` on it is pointed at. */
export const thresholds = { sure: 0.55, half: 0.45, unsure: 0.25 };

export function classifyRule(classifier: LinearClassifier, plain: string): Probabilities {
  return classifier.classify(ruleFeatures(plain));
}
