import type { LinearClassifier, Probabilities } from '../text/linear-classifier.ts';
import { flagFeatures, ngramFeatures, type Features } from '../text/ngrams.ts';
import { familiesOf } from './families.ts';
import { weakeningOf } from './weakening.ts';

export const ruleBits = 14;

/** N-grams of the text, and what the lexicons find in it. */
export function ruleFeatures(plain: string): Features {
  const { score } = weakeningOf(plain);
  const families = [...familiesOf(plain).keys()];
  const level = score === 0 ? 'none' : score === 1 ? 'one' : score <= 3 ? 'some' : 'much';
  const flags = [`weak ${level}`, ...families.map((family) => `family ${family}`), ...families.map((family) => `${family} ${level}`)];
  return flagFeatures(flags.map((flag) => flag), ruleBits, ngramFeatures(plain, ruleBits));
}

/** From here on a text counts as weakening or as a rule about rules; from `unsure` on it is pointed at. */
export const thresholds = { sure: 0.5, unsure: 0.3 };

export function classifyRule(classifier: LinearClassifier, plain: string): Probabilities {
  return classifier.classify(ruleFeatures(plain));
}
