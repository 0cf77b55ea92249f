/**
 * The exact one-sided sign test on pairs that differ (Dixon and Mood 1946): how likely at least this many wins are if a
 * change made no difference. 1 if nothing differs. Whole numbers from 0 on, else RangeError.
 */
export function signTest(wins: number, losses: number): number {
  requireCount(wins);
  requireCount(losses);
  const pairs = wins + losses;
  let ways = 1n;
  let sum = 0n;
  for (let won = pairs; ; won--) {
    sum += ways;
    if (won === wins) break;
    ways = (ways * BigInt(won)) / BigInt(pairs - won + 1);
  }
  // A double holds powers of two up to 1023: what is longer loses its last bits, far below the precision of the result.
  const excess = Math.max(0, pairs - 1000);
  return Number(sum >> BigInt(excess)) / 2 ** (pairs - excess);
}

/**
 * The 95 % lower bound of a pass rate after `clean` probes of which none failed, under a uniform prior: the posterior is
 * Beta(clean + 1, 1), whose 5 % quantile is this. A whole number from 0 on, else RangeError.
 */
export function lowerBound(clean: number): number {
  requireCount(clean);
  return 0.05 ** (1 / (clean + 1));
}

/**
 * The population stability index of two histograms over the same bins (Lewis 1994), every count raised by 0.5 so that an
 * empty bin stays finite. 0 for equal shares; .10 is worth a look, .25 an alarm. RangeError if the bins are not the same.
 */
export function psi(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length) throw new RangeError('The two histograms have different bins.');
  const before = shares(expected);
  const after = shares(actual);
  return before.reduce((sum, share, bin) => {
    const now = after[bin] ?? share;
    return sum + (now - share) * Math.log(now / share);
  }, 0);
}

export interface CusumSettings {
  /** Of the values while all was well. */
  mean: number;
  deviation: number;
  /** The drift that is let pass at each value, in deviations. */
  k?: number;
  /** The sum that raises the alarm, in deviations. */
  h?: number;
}

/**
 * The index at which the upper one-sided CUSUM (Page 1954) first exceeds `h`; undefined if it never does, or if the
 * deviation is not above 0, so that there is no scale to measure by.
 */
export function cusum(
  values: readonly number[],
  { mean, deviation, k = 0.5, h = 4 }: CusumSettings,
): number | undefined {
  if (!(deviation > 0)) return undefined;
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum = Math.max(0, sum + (value - mean) / deviation - k);
    if (sum > h) return index;
  }
  return undefined;
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
  return counts.map((count) => (count + 0.5) / total);
}

function requireCount(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('A count is a whole number from 0 on.');
}
