import { weekOf } from '../../domain/report/weekly-report.ts';

/** How this person counts weeks. Times in milliseconds since 1970. */
export interface Calendar {
  /** 0 Sunday, 1 Monday, 6 Saturday. */
  startsOn: 0 | 1 | 6;
  /** How many minutes local time is ahead of UTC at a moment. */
  offsetAt(at: number): number;
}

export interface Week {
  from: number;
  /** The first moment after it. */
  to: number;
}

/** The calendar of this device. `weekStart` as `Date` counts days; one that no week begins on is Monday. */
export const localCalendar = (weekStart: number): Calendar => ({
  startsOn: weekStart === 0 || weekStart === 6 ? weekStart : 1,
  offsetAt: (at) => -new Date(at).getTimezoneOffset(),
});

/** The week of a moment, from midnight to midnight also where clocks were changed within it. */
export function weekAt(at: number, { startsOn, offsetAt }: Calendar): Week {
  const offset = offsetAt(at);
  const { from, to } = weekOf(at, startsOn, offset);
  const atMidnight = (end: number) => end + (offset - offsetAt(end)) * 60_000;
  return { from: atMidnight(from), to: atMidnight(to) };
}

/** The week of a moment and those before it, newest first. */
export function weeksBack(at: number, count: number, calendar: Calendar): Week[] {
  const weeks = [weekAt(at, calendar)];
  for (let last = weeks[0]; last !== undefined && weeks.length < count; last = weeks.at(-1))
    weeks.push(weekAt(last.from - 1, calendar));
  return weeks;
}

/** Which local day a moment lies in, counted from 1970. */
export const dayNumber = (at: number, { offsetAt }: Calendar): number =>
  Math.floor((at + offsetAt(at) * 60_000) / 86_400_000);

/** The local day of a moment, for the name of a file: "2024-03-09". */
export const isoDay = (at: number, { offsetAt }: Calendar): string =>
  new Date(at + offsetAt(at) * 60_000).toISOString().slice(0, 10);
