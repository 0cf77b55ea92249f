import type { LearnedItem } from './state.ts';

/** How this person reads dates and times. Undefined where nothing was learned: the app then writes months as words. */
export interface Formats {
  /** The order of a date in figures; `separator` stands between them. */
  dateFormat:
    { order: 'day-month-year' | 'month-day-year' | 'year-month-day'; separator: string } | undefined;
  timeFormat: '24h' | '12h' | undefined;
  /** 0 is Sunday, as `Date` counts. */
  weekStart: number;
  /** The language that answers come in, as the person named it. */
  language: string | undefined;
}

const monday = 1;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What the preferences say of dates and times. Those for one occasion only say nothing about the app as a whole. */
export function formatsOf(items: readonly LearnedItem[]): Formats {
  const valueOf = (wanted: LearnedItem['slot']) =>
    items.findLast(({ kind, scope, slot }) => kind === 'preference' && scope === 'always' && slot === wanted)
      ?.text;
  return {
    dateFormat: readDateFormat(valueOf('date_format') ?? ''),
    timeFormat: readTimeFormat(valueOf('time_format') ?? ''),
    weekStart: readWeekday(valueOf('week_start') ?? ''),
    language: valueOf('language'),
  };
}

/** "DD/MM/YYYY", "YYYY-MM-DD", "day first". What cannot be read changes nothing. */
function readDateFormat(value: string): Formats['dateFormat'] {
  const text = value.trim().toLowerCase();
  const figures =
    /^(d{1,2}|m{1,2}|y{2,4})\s*([-./])\s*(d{1,2}|m{1,2}|y{2,4})\s*[-./]\s*(d{1,2}|m{1,2}|y{2,4})$/.exec(text);
  if (figures) {
    const [, first = '', separator = '/', second = '', third = ''] = figures;
    switch (`${first[0]}${second[0]}${third[0]}`) {
      case 'dmy':
        return { order: 'day-month-year', separator };
      case 'mdy':
        return { order: 'month-day-year', separator };
      case 'ymd':
        return { order: 'year-month-day', separator };
      default:
        return undefined;
    }
  }
  if (/^iso\b/.test(text) || /^year\b/.test(text)) return { order: 'year-month-day', separator: '-' };
  if (/^day\b/.test(text)) return { order: 'day-month-year', separator: '/' };
  return /^month\b/.test(text) ? { order: 'month-day-year', separator: '/' } : undefined;
}

function readTimeFormat(value: string): Formats['timeFormat'] {
  const [, hours] = /^(24|12)[\s-]?h/i.exec(value.trim()) ?? [];
  if (hours === undefined) return undefined;
  return hours === '24' ? '24h' : '12h';
}

function readWeekday(value: string): number {
  const place = weekdays.indexOf(value.trim().toLowerCase());
  return place === -1 ? monday : place;
}
