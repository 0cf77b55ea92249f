import { base64ToBytes } from './base64.ts';
import type { Features } from './ngrams.ts';

/** A trained classifier as it stands in a file: one signed byte for each class and bucket, class after class. */
export interface LinearWeights {
  classes: readonly string[];
  /** There are `2 ** bits` buckets. */
  bits: number;
  bias: readonly number[];
  /** What one step of a byte is worth, for each class. */
  scale: readonly number[];
  /** Base64. */
  weights: string;
}

/** The probability of each class. They sum to 1. */
export type Probabilities = Record<string, number>;

export interface LinearClassifier {
  readonly bits: number;
  classify(features: Features): Probabilities;
}

/** Multinomial logistic regression over hashed features. Throws if the file is not what it claims to be. */
export function createLinearClassifier(file: LinearWeights): LinearClassifier {
  const { classes, bits, bias, scale } = file;
  const bytes = base64ToBytes(file.weights);
  const buckets = 2 ** bits;
  if (bytes?.length !== classes.length * buckets) throw new Error('These weights are damaged.');
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    bits,
    classify(features) {
      const scores = classes.map((_name, index) => {
        let sum = 0;
        for (const [bucket, value] of features) sum += (weights[index * buckets + bucket] ?? 0) * value;
        return (bias[index] ?? 0) + sum * (scale[index] ?? 0);
      });
      return softmax(classes, scores);
    },
  };
}

function softmax(classes: readonly string[], scores: readonly number[]): Probabilities {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return Object.fromEntries(classes.map((name, index) => [name, (powers[index] ?? 0) / total]));
}
