import type { LinearWeights } from '../../src/domain/text/linear-classifier.ts';
import type { Features } from '../../src/domain/text/ngrams.ts';

export interface Example {
  features: Features;
  label: string;
  /** How much it counts; 1 if left out. */
  weight?: number;
}

export interface TrainingOptions {
  bits: number;
  epochs?: number;
  rate?: number;
  /** Pull towards zero. */
  decay?: number;
  seed?: number;
  /** How far rare classes are lifted: 1 gives each class the same total weight, 0 leaves them as they are. */
  balance?: number;
}

/** A small generator of chance that always gives the same (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<Value>(values: readonly Value[], chance: () => number): Value[] {
  const result = [...values];
  for (let place = result.length - 1; place > 0; place--) {
    const other = Math.floor(chance() * (place + 1));
    [result[place], result[other]] = [result[other] as Value, result[place] as Value];
  }
  return result;
}

/** Multinomial logistic regression by Adagrad (Duchi et al. 2011), rare classes lifted by `balance`. */
export function train(examples: readonly Example[], options: TrainingOptions): LinearWeights {
  const { bits, epochs = 30, rate = 0.3, decay = 2e-6, seed = 1, balance: lift = 1 } = options;
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  const buckets = 2 ** bits;
  const weights = classes.map(() => new Float64Array(buckets));
  const squares = classes.map(() => new Float64Array(buckets).fill(1e-6));
  const bias = new Float64Array(classes.length);
  const counts = classes.map((name) => examples.filter(({ label }) => label === name).length);
  const chance = seeded(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { features, label, weight = 1 } of shuffled(examples, chance)) {
      const target = classes.indexOf(label);
      const balance = weight * (examples.length / (classes.length * (counts[target] ?? 1))) ** lift;
      const scores = classes.map((_name, index) => {
        let sum = bias[index] ?? 0;
        const row = weights[index] as Float64Array;
        for (const [bucket, value] of features) sum += (row[bucket] as number) * value;
        return sum;
      });
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (let index = 0; index < classes.length; index++) {
        const error = balance * ((powers[index] as number) / total - (index === target ? 1 : 0));
        const row = weights[index] as Float64Array;
        const square = squares[index] as Float64Array;
        bias[index] = (bias[index] as number) - 0.05 * rate * error;
        for (const [bucket, value] of features) {
          const gradient = error * value + decay * (row[bucket] as number);
          square[bucket] = (square[bucket] as number) + gradient * gradient;
          row[bucket] = (row[bucket] as number) - (rate * gradient) / Math.sqrt(square[bucket] as number);
        }
      }
    }
  }
  return quantized(classes, bits, weights, bias);
}

function quantized(
  classes: string[],
  bits: number,
  weights: Float64Array[],
  bias: Float64Array,
): LinearWeights {
  const scale = weights.map(
    (row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127,
  );
  const bytes = weights.flatMap((row, index) =>
    [...row].map((value) => Math.round(value / (scale[index] ?? 1))),
  );
  return {
    classes,
    bits,
    bias: [...bias].map((value) => Number(value.toFixed(6))),
    scale: scale.map((value) => Number(value.toPrecision(6))),
    weights: Buffer.from(Int8Array.from(bytes).buffer).toString('base64'),
  };
}
