import { Temporal } from 'temporal-polyfill';
import { formatsOf } from '../../domain/learned/formats.ts';
import type { InstantContext } from './context.ts';

export const zonedNow = ({ now, timeZone }: InstantContext): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);

export const today = (context: InstantContext): Temporal.PlainDate => zonedNow(context).toPlainDate();

const months = `January February March April May June July August September October November December`.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

type Order = 'day-month-year' | 'month-day-year' | 'year-month-day';

const preferred = ({ preferences: { dateFormat } }: InstantContext) =>
  dateFormat === undefined
    ? undefined
    : formatsOf([{ kind: 'preference', id: '', scope: 'always', slot: 'date_format', text: dateFormat }])
        .dateFormat;

/** How figures of a date stand: what the person prefers, else what the locale does. */
export function dateOrder(context: InstantContext): Order {
  const order = preferred(context)?.order;
  if (order !== undefined) return order;
  const parts = new Intl.DateTimeFormat(context.locale).formatToParts(0).map(({ type }) => type);
  const first = parts.find((type) => type === 'day' || type === 'month' || type === 'year');
  return first === 'month' ? 'month-day-year' : first === 'year' ? 'year-month-day' : 'day-month-year';
}

/** "Sunday 14 March 2027", in the person's own format where there is one. */
export function writeDate(date: Temporal.PlainDate, context: InstantContext): string {
  const weekday = weekdays[date.dayOfWeek - 1] ?? '';
  const format = preferred(context);
  if (format !== undefined) {
    const day = `${date.day}`.padStart(2, '0');
    const month = `${date.month}`.padStart(2, '0');
    const year = `${date.year}`.padStart(4, '0');
    const parts = {
      'day-month-year': [day, month, year],
      'month-day-year': [month, day, year],
      'year-month-day': [year, month, day],
    };
    return `${weekday}, ${parts[format.order].join(format.separator)}`;
  }
  const month = months[date.month - 1] ?? '';
  return dateOrder(context) === 'month-day-year'
    ? `${weekday}, ${month} ${date.day}, ${date.year}`
    : `${weekday} ${date.day} ${month} ${date.year}`;
}

export const usesTwelveHours = ({ preferences, locale }: InstantContext): boolean =>
  preferences.timeFormat === undefined
    ? new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true
    : preferences.timeFormat === '12';

/** "3 pm", "3:30 pm" or "15:30". */
export function writeTime(
  { hour, minute }: { hour: number; minute: number },
  context: InstantContext,
): string {
  const minutes = `${minute}`.padStart(2, '0');
  if (!usesTwelveHours(context)) return `${`${hour}`.padStart(2, '0')}:${minutes}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : `:${minutes}`} ${hour < 12 ? 'am' : 'pm'}`;
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
