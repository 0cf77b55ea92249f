import { Temporal } from 'temporal-polyfill';
import type { InstantIntent } from '../../domain/tools/instant.ts';
import type { InstantContext, Reading } from './context.ts';
import { readDay, readHoliday } from './dates-read.ts';
import { count, today, writeDate } from './dates-written.ts';
import { withDigits } from './numbers.ts';

type Make = (found: readonly string[], context: InstantContext) => InstantIntent | undefined;

const spanSource = String.raw`(\d{1,5}|an?) (days?|weeks?|months?|years?)`;
const answer = (interpretation: string, text: string): InstantIntent => ({
  kind: 'answer',
  interpretation,
  text,
});

const isToday: Make = (_found, context) => answer("today's date", writeDate(today(context), context));

const dayOf: Make = ([text = ''], context) => {
  const date = readDay(text, context);
  return date && answer(`the day that ${text} is`, writeDate(date, context));
};

const holiday: Make = ([text = ''], context) => {
  const date = readHoliday(text, context);
  return date && answer(`the date of ${text}`, writeDate(date, context));
};

function duration(amount: string, unit: string): Temporal.Duration {
  const number = /^an?$/.test(amount) ? 1 : Number(amount);
  return Temporal.Duration.from({ [`${unit.replace(/s$/, '')}s`]: number });
}

const fromNow =
  (sign: 1 | -1): Make =>
  ([amount = '', unit = ''], context) => {
    const span = duration(amount, unit);
    const date = sign === 1 ? today(context).add(span) : today(context).subtract(span);
    return answer(
      `the date ${amount} ${unit} ${sign === 1 ? 'from today' : 'ago'}`,
      writeDate(date, context),
    );
  };

const fromDay: Make = ([amount = '', unit = '', way = '', text = ''], context) => {
  const start = readDay(text, context);
  if (start === undefined) return undefined;
  const span = duration(amount, unit);
  const date = way === 'before' ? start.subtract(span) : start.add(span);
  return answer(`${amount} ${unit} ${way} ${writeDate(start, context)}`, writeDate(date, context));
};

function inUnit(days: number, unit: string): string {
  if (!unit.startsWith('week')) return count(days, 'day');
  const rest = days % 7;
  return `${count(Math.floor(days / 7), 'week')}${rest === 0 ? '' : ` and ${count(rest, 'day')}`} (${count(days, 'day')})`;
}

const until: Make = ([unit = '', text = ''], context) => {
  const date = readDay(text, context);
  const days = date && today(context).until(date).days;
  if (date === undefined || days === undefined || days < 0) return undefined;
  const shown = writeDate(date, context);
  return answer(
    `the time until ${shown}`,
    unit.startsWith('week') ? inUnit(days, unit) : `${inUnit(days, unit)} (${shown})`,
  );
};

const since: Make = ([unit = '', text = ''], context) => {
  const date = readDay(text, context, 'past');
  const days = date && date.until(today(context)).days;
  if (date === undefined || days === undefined || days < 0) return undefined;
  const shown = writeDate(date, context);
  return answer(
    `the time since ${shown}`,
    unit.startsWith('week') ? inUnit(days, unit) : `${inUnit(days, unit)} (${shown})`,
  );
};

const between: Make = ([unit = '', from = '', to = ''], context) => {
  const start = readDay(from, context);
  const found = readDay(to, context);
  if (start === undefined || found === undefined) return undefined;
  // "Between 20 December and 5 January" ends in the year after, whichever of them comes first from today.
  const isYearSaid = /\d{4}|today|tomorrow/.test(from + to);
  const end = !isYearSaid && Temporal.PlainDate.compare(found, start) < 0 ? found.add({ years: 1 }) : found;
  const days = Math.abs(start.until(end).days);
  return answer(`from ${writeDate(start, context)} to ${writeDate(end, context)}`, inUnit(days, unit));
};

const weekNumber: Make = ([text = ''], context) => {
  const date = text === '' ? today(context) : readDay(text, context);
  if (date === undefined) return undefined;
  const first =
    context.preferences.firstDay ?? (/-(?:US|CA|BR|IN|JP|MX)\b/.test(context.locale) ? 'sunday' : 'monday');
  const which =
    first === 'monday' ? 'ISO 8601, from Monday' : `from ${first === 'sunday' ? 'Sunday' : 'Saturday'}`;
  return answer(`the week of ${writeDate(date, context)} (${which})`, `Week ${weekOf(date, first)}`);
};

/** ISO 8601 from Monday; else week 1 is the one with 1 January in it, as in the United States. */
function weekOf(date: Temporal.PlainDate, first: string): number {
  if (first === 'monday') return date.weekOfYear ?? 0;
  const start = first === 'sunday' ? 7 : 6;
  const weekStart = date.subtract({ days: (date.dayOfWeek - start + 7) % 7 });
  const nextNew = Temporal.PlainDate.from({ year: date.year + 1, month: 1, day: 1 });
  if (weekStart.until(nextNew).days < 7) return 1;
  const newYear = Temporal.PlainDate.from({ year: date.year, month: 1, day: 1 });
  const offset = (newYear.dayOfWeek - start + 7) % 7;
  return Math.floor((newYear.until(date).days + offset) / 7) + 1;
}

const leap: Make = ([year = ''], _context) => {
  const { inLeapYear } = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 1 });
  return answer(
    `whether ${year} is a leap year`,
    `${inLeapYear ? 'Yes' : 'No'}, ${year} is ${inLeapYear ? '' : 'not '}a leap year.`,
  );
};

const monthNames =
  'january february march april may june july august september october november december'.split(' ');

const monthLength: Make = ([name = '', said = ''], context) => {
  const now = today(context);
  const month = monthNames.indexOf(name) + 1;
  // Only February's length hangs on the year: the next one is meant.
  const year = said === '' ? (month < now.month ? now.year + 1 : now.year) : Number(said);
  const { daysInMonth } = Temporal.PlainYearMonth.from({ year, month });
  return answer(
    `the length of ${name.replace(/^./, (letter) => letter.toUpperCase())} ${year}`,
    count(daysInMonth, 'day'),
  );
};

const what = String.raw`what(?:'s|s| is| was| will be)`;
const named = String.raw`(?:day of the week|weekday|day)`;
const units = '(days?|weeks?)';
const patterns: readonly [string, Make][] = [
  [
    `(?:${what} )?(?:the |today's |todays )(?:current )?date(?: today| now)?|what (?:day|date|day of the week) is (?:it|today)(?: today| now)?|(?:today's|todays) date|${what} today`,
    isToday,
  ],
  [`(?:what|which) (?:${named}|date) (?:is|was|will) (?:it )?(?:be )?(?:on )?(.+)`, dayOf],
  [`${what} the (?:${named}|date)(?: of| on)? (.+)`, dayOf],
  [`(?:what|which) ${named} does (.+) fall(?: on)?`, dayOf],
  [`(?:${what} )?(.+)'s date`, dayOf],
  [`(.+) (?:is|was) (?:what|which) ${named}`, dayOf],
  [`when(?:'s|s| is) (.+)`, holiday],
  [
    `(?:(?:what|which) (?:day|date) (?:is it |will it be |is )|${what} the date )?in ${spanSource}`,
    fromNow(1),
  ],
  [
    `(?:(?:what|which) (?:day|date) (?:is |will it be |is it )|${what} (?:the date )?)?${spanSource} from (?:now|today)`,
    fromNow(1),
  ],
  [
    `(?:(?:what|which) (?:day|date) (?:was |was it |is )|${what} (?:the date )?)?${spanSource} ago`,
    fromNow(-1),
  ],
  [
    `(?:(?:what|which) (?:day|date) (?:is |was )|${what} (?:the date )?)?${spanSource} (from|after|before) (.+)`,
    fromDay,
  ],
  [
    `(?:how (?:many|long) )?(?:in )?${units} (?:are |is )?(?:there |left |it is |is it )?(?:until|till|til|to|before) (.+)`,
    until,
  ],
  [`how long (?:is it )?()(?:until|till|til|to) (.+)`, until],
  [`(?:how many )?${units} (?:has it been |have passed |is it )?since (.+)`, since],
  [
    `(?:how many |(?:the )?number of )?${units} (?:are |is )?(?:there |it is )?(?:between|from) (.+?) (?:and|to|until) (.+)`,
    between,
  ],
  [
    `what week (?:is it|number is it|is this|of the year is it|number is this)(?: now| today)?|(?:${what} the )?(?:current )?week number|(?:${what} the )?current week`,
    weekNumber,
  ],
  [`(?:what|which) week (?:number )?(?:is|was) (.+)|week number of (.+)`, weekNumber],
  [`(?:is|was|will) (\\d{4}) (?:be )?a leap year`, leap],
  [
    `how many days (?:are |does )?(?:there )?(?:are )?(?:in )?(${monthNames.join('|')})(?: have)?(?: (?:in )?(\\d{4}))?`,
    monthLength,
  ],
];
const compiled = patterns.map(([source, make]) => ({ pattern: new RegExp(`^(?:${source})$`), make }));

/** Days, dates, spans and weeks. A pattern that fits but names no date that can be read leaves the text to the others. */
export const readDates: Reading = ({ low, context }) => {
  const text = withDigits(low).replace(/ this year$/, '');
  if (/^(?:in )?an? (?:day|week|month|year)(?: ago| from (?:now|today))?$/.test(text)) return undefined;
  for (const { pattern, make } of compiled) {
    const found = pattern.exec(text);
    const intent =
      found &&
      make(
        found.slice(1).filter((group) => group !== undefined),
        context,
      );
    if (intent) return intent;
  }
  return undefined;
};
