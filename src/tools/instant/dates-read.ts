import * as chrono from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import type { InstantContext } from './context.ts';
import { dateOrder, today, zonedNow } from './dates-written.ts';

/** Where the year is not said: the next such day, or the last. */
type Direction = 'coming' | 'past';

/** Days of the year by name, and the year's date of each. */
const fixed: Readonly<Record<string, readonly [number, number]>> = {
  christmas: [12, 25],
  'christmas day': [12, 25],
  xmas: [12, 25],
  'christmas eve': [12, 24],
  'boxing day': [12, 26],
  'new year': [1, 1],
  'new years': [1, 1],
  "new year's": [1, 1],
  'new years day': [1, 1],
  "new year's day": [1, 1],
  'new years eve': [12, 31],
  "new year's eve": [12, 31],
  halloween: [10, 31],
  "valentine's day": [2, 14],
  'valentines day': [2, 14],
  "st patrick's day": [3, 17],
};

const holidays: Readonly<Record<string, (year: number) => Temporal.PlainDate>> = {
  ...Object.fromEntries(
    Object.entries(fixed).map(([name, [month, day]]) => [
      name,
      (year: number) => Temporal.PlainDate.from({ year, month, day }),
    ]),
  ),
  easter,
  'easter sunday': easter,
  'easter monday': (year) => easter(year).add({ days: 1 }),
  'good friday': (year) => easter(year).subtract({ days: 2 }),
  thanksgiving: (year) => {
    const first = Temporal.PlainDate.from({ year, month: 11, day: 1 });
    return first.add({ days: ((4 - first.dayOfWeek + 7) % 7) + 21 });
  },
};

/** Western Easter by the anonymous Gregorian computus (Meeus, Jones and Butcher). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
}

export function readHoliday(name: string, context: InstantContext, direction: Direction = 'coming') {
  const [, plain = '', said] = /^(?:the )?(.+?)(?: (?:in |of )?(\d{4}))?$/.exec(name) ?? [];
  const find = Object.hasOwn(holidays, plain) ? holidays[plain] : undefined;
  if (find === undefined) return undefined;
  if (said !== undefined) return find(Number(said));
  const now = today(context);
  const date = find(now.year);
  const order = Temporal.PlainDate.compare(date, now);
  if (direction === 'coming') return order < 0 ? find(now.year + 1) : date;
  return order > 0 ? find(now.year - 1) : date;
}

/** chrono reads wall clocks: it is handed ours as if it were UTC, so that this machine's zone has no say. */
export function chronoReference(context: InstantContext): { instant: Date; timezone: number } {
  const here = zonedNow(context);
  const wall = here.toPlainDateTime().toZonedDateTime('UTC');
  return { instant: new Date(wall.epochMilliseconds), timezone: 0 };
}

/** A day, if all of the text (lower case) is one: "14 march 2027", "tomorrow", "christmas", "3/4/2027" in the person's order. */
export function readDay(
  text: string,
  context: InstantContext,
  direction: Direction = 'coming',
): Temporal.PlainDate | undefined {
  const name = text.trim();
  const holiday = readHoliday(name, context, direction);
  if (holiday !== undefined) return holiday;
  if (/^(?:today|now)$/.test(name)) return today(context);
  if (/\b(?:week|month|year|morning|evening|night|tonight|noon|ago|in|end)\b/.test(name)) return undefined;
  const reader = dateOrder(context) === 'month-day-year' ? chrono.casual : chrono.GB;
  const [found, ...others] = reader.parse(name, chronoReference(context), {
    forwardDate: direction === 'coming',
  });
  if (found === undefined || others.length > 0 || found.end || found.text.length !== name.length)
    return undefined;
  const { start } = found;
  const isDay = start.isCertain('day') || start.isCertain('weekday');
  if (!isDay || start.isCertain('hour')) return undefined;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return undefined;
  if (!start.isCertain('year') && start.isCertain('day') && direction === 'past')
    return lastOf(month, day, today(context));
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

const lastOf = (month: number, day: number, now: Temporal.PlainDate): Temporal.PlainDate => {
  const date = Temporal.PlainDate.from({ year: now.year, month, day });
  return Temporal.PlainDate.compare(date, now) > 0 ? date.subtract({ years: 1 }) : date;
};
