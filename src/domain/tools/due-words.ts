import type { Formats } from '../learned/formats.ts';
import type { Reminder } from '../ports-tools.ts';

const day = 86_400_000;

/** How times are written. Left out: as the device does it. */
interface Style {
  /** BCP 47 tag of the time of day; the words are English. */
  locale?: string | undefined;
  timeZone?: string | undefined;
  timeFormat?: Formats['timeFormat'];
}

/** "yesterday at 17:00", "on Friday, 13 March at 9:00 AM". Both times in milliseconds since 1970. */
export function dueInWords(at: number, now: number, { locale, timeZone, timeFormat }: Style = {}): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const hours = timeFormat && ({ hourCycle: timeFormat === '24h' ? 'h23' : 'h12' } as const);
  const time = new Intl.DateTimeFormat(locale, { ...zone, ...hours, timeStyle: 'short' }).format(at);
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  if (Math.abs(days) <= 1) {
    const near = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day');
    return `${near} at ${time}`;
  }
  const far = Math.abs(days) > 180 ? ({ year: 'numeric' } as const) : {};
  const date = new Intl.DateTimeFormat('en', {
    ...zone,
    ...far,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  return `on ${date.format(at)} at ${time}`;
}

/** "in 40 s", "in 12 min", "in 1 h 5 min"; undefined where it is past, or a day or more away. */
export function leftInWords(at: number, now: number): string | undefined {
  const left = at - now;
  if (left <= 0 || left >= day) return undefined;
  const seconds = Math.ceil(left / 1000);
  if (seconds < 60) return `in ${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `in ${minutes} min`;
  const rest = minutes % 60;
  return `in ${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** "call Ana", "Timer: pasta", "Timer". */
export function reminderName({ text, kind }: Pick<Reminder, 'text' | 'kind'>): string {
  const about = text.trim();
  if (kind === 'timer') return about === '' ? 'Timer' : `Timer: ${about}`;
  return about === '' ? 'Reminder' : about;
}

/** Days since 1 March of the year 0 on the wall calendar of the zone: days of 23 and 25 hours count as one. */
function dayNumber(at: number, zone: { timeZone?: string }): number {
  const parts = new Intl.DateTimeFormat('en', { ...zone, year: 'numeric', month: 'numeric', day: 'numeric' });
  const of = (type: string) => Number(parts.formatToParts(at).find((part) => part.type === type)?.value);
  // The year begins in March, so that leap days come last: https://howardhinnant.github.io/date_algorithms.html
  const month = (of('month') + 9) % 12;
  const year = of('year') - (month >= 10 ? 1 : 0);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((153 * month + 2) / 5) + of('day');
}
