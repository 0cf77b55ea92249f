/** Times of day in a zone, with `Intl` alone: a calendar library would not fit the first page. */
const dayMs = 86_400_000;

/** The clock on the wall as milliseconds since 1970, as if the zone were UTC. */
function wallClock(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** `2027-03-14T09:00` in that zone. `at` in milliseconds since 1970. */
export const localTime = (at: number, timeZone: string): string =>
  new Date(wallClock(at, timeZone)).toISOString().slice(0, 16);

const written = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?$/;

/**
 * The moment of `2027-03-14T09:00` in a zone, in milliseconds since 1970; undefined for what is no such time. As calendars do: an
 * hour that comes twice is its first, and one that is left out lies after the gap.
 */
export function momentOf(text: string, timeZone: string): number | undefined {
  if (!written.test(text)) return undefined;
  const iso = `${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}`;
  const wanted = Date.parse(`${iso}Z`);
  if (Number.isNaN(wanted) || !new Date(wanted).toISOString().startsWith(iso)) return undefined;
  const offset = (at: number) => wallClock(at, timeZone) - at;
  const candidates = [wanted - dayMs, wanted + dayMs].map((near) => wanted - offset(near));
  const fitting = candidates.filter((at) => wallClock(at, timeZone) === wanted);
  return fitting.length > 0 ? Math.min(...fitting) : candidates[0];
}

/** `2026-W53`, for a date as `2027-01-01`. ISO 8601: the week belongs to the year of its Thursday. */
export function isoWeek(date: string): string {
  const day = Date.parse(`${date}T00:00Z`);
  const weekday = new Date(day).getUTCDay() || 7;
  const thursday = day + (4 - weekday) * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * dayMs));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
