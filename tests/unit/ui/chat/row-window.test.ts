import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  followRows,
  latestRows,
  showEarlier,
  showLater,
  showRow,
} from '../../../../src/ui/chat/row-window.ts';

describe('row window', () => {
  it('starts with the last 60 rows', () => {
    expect(latestRows(10_000)).toEqual({ start: 9940, end: 10_000 });
    expect(latestRows(7)).toEqual({ start: 0, end: 7 });
  });

  it('follows new rows only where the last one was shown', () => {
    expect(followRows({ start: 40, end: 100 }, 100, 102)).toEqual({ start: 40, end: 102 });
    expect(followRows({ start: 10, end: 70 }, 100, 102)).toEqual({ start: 10, end: 70 });
  });

  it('starts afresh where another branch is shorter', () => {
    expect(followRows({ start: 40, end: 100 }, 100, 6)).toEqual({ start: 0, end: 6 });
  });

  it('leads to any row', () => {
    expect(showRow(latestRows(10_000), 100, 10_000)).toEqual({ start: 70, end: 130 });
    expect(showRow({ start: 70, end: 130 }, 100, 10_000)).toEqual({ start: 70, end: 130 });
  });

  it('never holds more than 240 rows, nor any that are not there', () => {
    const step = fc.oneof(
      fc.constant('earlier' as const),
      fc.constant('later' as const),
      fc.nat(999),
      fc.constant('more' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        let count = 1000;
        let range = latestRows(count);
        for (const next of steps) {
          if (next === 'earlier') range = showEarlier(range);
          else if (next === 'later') range = showLater(range, count);
          else if (next === 'more') range = followRows(range, count, (count += 2));
          else range = showRow(range, next, count);
          expect(range.end - range.start).toBeGreaterThan(0);
          expect(range.end - range.start).toBeLessThanOrEqual(240);
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(count);
        }
      }),
      { seed: 5 },
    );
  });
});
