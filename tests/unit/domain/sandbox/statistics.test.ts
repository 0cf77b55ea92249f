import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cusum, lowerBound, psi, signTest } from '../../../../src/domain/sandbox/statistics.ts';

const count = fc.integer({ min: 0, max: 100 });

describe('signTest', () => {
  // Upper tails of the binomial distribution with p = 1/2, as printed in its tables.
  it.each([
    [0, 0, 1],
    [1, 0, 0.5],
    [5, 0, 0.03125],
    [0, 5, 1],
    [6, 1, 0.0625],
    [7, 1, 0.03515625],
    [8, 2, 0.0546875],
    [9, 1, 0.0107421875],
    [10, 0, 0.0009765625],
    [12, 3, 0.017578125],
    [15, 5, 0.020694732666015625],
    [18, 7, 0.0216],
    [32, 18, 0.0325],
    [60, 40, 0.0284],
  ])('%i wins and %i losses: %f', (wins, losses, expected) => {
    expect(signTest(wins, losses)).toBeCloseTo(expected, 4);
  });

  it('is exact where the figure is short', () => {
    expect(signTest(15, 5)).toBe(21700 / 2 ** 20);
    expect(signTest(200, 0)).toBe(2 ** -200);
    expect(signTest(3000, 3000)).toBeGreaterThan(0.5);
  });

  it('adds up to 1 with the other tail, what stands in both left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), count, (wins, losses) => {
        expect(signTest(wins, losses) + signTest(losses + 1, wins - 1)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('falls with each win and rises with each loss', () => {
    fc.assert(
      fc.property(count, count, (wins, losses) => {
        const p = signTest(wins, losses);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(signTest(wins + 1, losses)).toBeLessThanOrEqual(p);
        expect(signTest(wins, losses + 1)).toBeGreaterThanOrEqual(p);
      }),
    );
  });

  it.each([-1, 1.5, NaN, Infinity])('refuses a count of %f', (bad) => {
    expect(() => signTest(bad, 1)).toThrow(RangeError);
    expect(() => signTest(1, bad)).toThrow(RangeError);
    expect(() => lowerBound(bad)).toThrow(RangeError);
  });
});

describe('lowerBound', () => {
  it.each([
    [0, 0.05],
    [1, 0.2236],
    [12, 0.7942],
    [16, 0.8384],
    [58, 0.9505],
  ])('after %i clean probes: %f', (clean, expected) => {
    expect(lowerBound(clean)).toBeCloseTo(expected, 4);
  });

  it('leaves 5 % of the posterior below it, and grows', () => {
    fc.assert(
      fc.property(count, (clean) => {
        expect(lowerBound(clean) ** (clean + 1)).toBeCloseTo(0.05, 12);
        expect(lowerBound(clean + 1)).toBeGreaterThan(lowerBound(clean));
      }),
    );
  });
});

describe('psi', () => {
  const bins = fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 10 });

  it('is 0 for the same shares and grows with the shift', () => {
    expect(psi([10, 20, 30], [10, 20, 30])).toBe(0);
    expect(psi([], [])).toBe(0);
    // Shares .5, .5 against .75, .25 are worth .25 · ln 1.5 + .25 · ln 2 = .27465, before the smoothing.
    expect(psi([50_000, 50_000], [75_000, 25_000])).toBeCloseTo(0.27465, 4);
    expect(psi([50, 50], [75, 25])).toBeLessThan(0.2747);
  });

  it('stays finite where a bin is empty', () => {
    expect(psi([10, 0], [0, 10])).toBeCloseTo(2 * (10 / 11) * Math.log(21), 10);
  });

  it('is the same in both directions and never below 0', () => {
    fc.assert(
      fc.property(bins, (pairs) => {
        const [before, after] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        expect(psi(before, after)).toBeGreaterThanOrEqual(0);
        expect(psi(before, after)).toBeCloseTo(psi(after, before), 10);
      }),
    );
  });

  it('refuses other bins', () => {
    expect(() => psi([1], [1, 2])).toThrow(RangeError);
  });
});

describe('cusum', () => {
  const calm = { mean: 0, deviation: 1 };

  it('tells where a shift has gone on for long enough', () => {
    // Each value of 2 adds 1.5: 1.5, 3, 4.5.
    expect(cusum([0, 0, 2, 2, 2, 2], calm)).toBe(4);
    expect(cusum([4.5], calm)).toBeUndefined();
    expect(cusum([4.6], calm)).toBe(0);
    expect(cusum([0.5, 0.5, 0.5, 0.5], calm)).toBeUndefined();
    expect(cusum([-9, -9, 2, 2, 2], calm)).toBe(4);
    expect(cusum([], calm)).toBeUndefined();
    expect(cusum([1, 1, 1], { ...calm, k: 0, h: 2 })).toBe(2);
  });

  it('has no opinion without a scale', () => {
    expect(cusum([9], { mean: 0, deviation: 0 })).toBeUndefined();
    expect(cusum([9], { mean: 0, deviation: NaN })).toBeUndefined();
  });

  const whole = fc.integer({ min: -10, max: 10 });

  it('means the same on another scale', () => {
    fc.assert(
      fc.property(fc.array(whole), whole, (values, mean) => {
        const scaled = values.map((value) => value * 4 + mean);
        expect(cusum(scaled, { mean, deviation: 4 })).toBe(cusum(values, calm));
      }),
    );
  });

  it('comes no later when values rise', () => {
    fc.assert(
      fc.property(fc.array(whole), (values) => {
        const before = cusum(values, calm) ?? Infinity;
        const risen = values.map((value) => value + 1);
        expect(cusum(risen, calm) ?? Infinity).toBeLessThanOrEqual(before);
      }),
    );
  });
});
