import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, isoDay, weekAt, weeksBack, type Calendar } from '../../../../src/ui/insights/weeks.ts';
import { day, greenwich, monday } from './histories.ts';

/** As in Berlin in 2024: an hour ahead, two from 31 March to 27 October, 1:00 UTC. */
const berlin: Calendar = {
  startsOn: 1,
  offsetAt: (at) => (at >= Date.UTC(2024, 2, 31, 1) && at < Date.UTC(2024, 9, 27, 1) ? 120 : 60),
};
const hour = day / 24;

describe('weeks', () => {
  it('go from midnight to midnight where the clocks are changed', () => {
    const spring = { from: Date.UTC(2024, 2, 24, 23), to: Date.UTC(2024, 2, 31, 22) };
    expect(weekAt(Date.UTC(2024, 2, 26), berlin)).toEqual(spring);
    expect(weekAt(Date.UTC(2024, 2, 31, 12), berlin)).toEqual(spring);
    const autumn = { from: Date.UTC(2024, 9, 20, 22), to: Date.UTC(2024, 9, 27, 23) };
    expect(weekAt(Date.UTC(2024, 9, 27, 22), berlin)).toEqual(autumn);
    expect(isoDay(autumn.from, berlin)).toBe('2024-10-21');
  });

  it('go back without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 24 }), fc.constantFrom(0, 1, 6), (hours, startsOn) => {
        const calendar: Calendar = { ...berlin, startsOn: startsOn as Calendar['startsOn'] };
        const at = Date.UTC(2024, 0, 1) + hours * hour;
        const weeks = weeksBack(at, 12, calendar);
        expect(weeks).toHaveLength(12);
        expect(weeks[0]?.from).toBeLessThanOrEqual(at);
        expect(weeks[0]?.to).toBeGreaterThan(at);
        weeks.slice(1).forEach(({ to, from }, place) => {
          expect(to).toBe(weeks[place]?.from);
          expect(weekAt(from, calendar).from).toBe(from);
        });
      }),
    );
  });

  it('know the local day', () => {
    const late = Date.UTC(2024, 2, 4, 23, 30);
    expect(dayNumber(late, berlin)).toBe(dayNumber(late, greenwich) + 1);
    expect(isoDay(late, berlin)).toBe('2024-03-05');
    expect(isoDay(monday, greenwich)).toBe('2024-03-04');
  });
});
