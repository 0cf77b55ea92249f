import * as chrono from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import type { InstantContext, Reading } from './context.ts';
import { chronoReference } from './dates-read.ts';
import { dateOrder, today, writeDate, writeTime, zonedNow } from './dates-written.ts';

const opening = /^(?:remind me|set (?:me )?a reminder(?: for(?! me))?|reminder:)\s+(.+)$/i;
/** What repeats, or waits for something other than a time, is not what a reminder here can do. */
const unable = /\b(?:every|each|daily|weekly|monthly|whenever|when|if|until|unless|once|after|before)\b/i;
/** A span, not a time. */
const loose = /\b(?:next|this|last) (?:week|month|year|weekend)\b|\bago\b|\bweekend\b/i;
/** Hours for a part of the day, and for a day without any. */
const partHours: Readonly<Record<string, number>> = {
  morning: 9,
  afternoon: 15,
  evening: 19,
  night: 20,
  tonight: 20,
  noon: 12,
  midnight: 0,
};
const wholeDayHour = 9;

/** "remind me tomorrow at 9 to call Ana". The time must stand at one end, and be the only one. */
export const readReminder: Reading = ({ text, context }) => {
  const rest = opening.exec(text)?.[1];
  if (rest === undefined || unable.test(rest)) return undefined;
  const reader = dateOrder(context) === 'month-day-year' ? chrono.casual : chrono.GB;
  const spelled = rest.replace(/\bin an hour\b/gi, 'in 1 hour');
  const [found, ...others] = reader.parse(spelled, chronoReference(context), { forwardDate: true });
  if (found === undefined || others.length > 0 || found.end || loose.test(found.text)) return undefined;
  const about = subject(spelled, found);
  const at = about === undefined ? undefined : timeOf(found, context);
  if (about === undefined || at === undefined || at.epochMilliseconds <= context.now) return undefined;
  const day = at.toPlainDate().equals(today(context)) ? 'today' : writeDate(at.toPlainDate(), context);
  return {
    kind: 'reminder',
    at: at.epochMilliseconds,
    text: about,
    interpretation: `a reminder, ${day} at ${writeTime(at, context)}: ${about}`,
  };
};

/** What it is about, without "to" or "that"; undefined where words are left over or the time belongs to the thing itself. */
function subject(text: string, { index, text: time, start }: chrono.ParsedResult): string | undefined {
  const before = text
    .slice(0, index)
    .trim()
    .replace(/^(?:on|at)$/i, '');
  const after = text.slice(index + time.length).trim();
  if (before !== '' && after !== '') return undefined;
  const [, link = '', about = ''] =
    /^,? ?(to|that|about) (.{2,})$/i.exec(before === '' ? after : before) ?? [];
  // "About what happened on Friday" asks to be told.
  if (about === '' || (link.toLowerCase() === 'about' && /^(?:what|how|why|who|where|which)\b/i.test(about)))
    return undefined;
  if (before === '') return about;
  const trimmed = about.replace(/ (?:on|at)$/i, '');
  // "to book a table for tomorrow": the time is the table's.
  if (/ (?:by|for|of|from|since|till|the|this|and|or|a|in|with|to)$/i.test(trimmed)) return undefined;
  // "about the concert on 3 May", "to buy tickets for the concert on 3 May": perhaps the concert's.
  const isDayOnly = !start.isCertain('hour') && !/\b(?:today|tomorrow|tonight|in)\b/i.test(time);
  return isDayOnly && (link.toLowerCase() !== 'to' || / (?:for|about|of|from) /i.test(trimmed))
    ? undefined
    : trimmed;
}

/** Undefined where "at 5" may be in the morning or in the afternoon. */
function timeOf(
  { text, start }: chrono.ParsedResult,
  context: InstantContext,
): Temporal.ZonedDateTime | undefined {
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return undefined;
  const now = zonedNow(context);
  const isRelative = /\b(?:minutes?|mins?|hours?|hrs?|seconds?|secs?)\b/i.test(text);
  const isDaySaid = start.isCertain('day') || start.isCertain('weekday');
  const part = /\b(morning|afternoon|evening|night|tonight|noon|midnight)\b/i.exec(text)?.[1]?.toLowerCase();
  let hour = start.get('hour') ?? 0;
  let minute = start.get('minute') ?? 0;
  if (isRelative) {
    const second = start.get('second') ?? 0;
    return Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }).toZonedDateTime(
      context.timeZone,
    );
  }
  if (!/\d/.test(text.replace(/\d{1,2}(?:st|nd|rd|th)\b/g, '')) || !start.isCertain('hour')) {
    if (part === undefined && !isDaySaid) return undefined;
    if (part === undefined && /\btoday\b/i.test(text)) return undefined;
    hour = part === undefined ? wholeDayHour : (partHours[part] ?? wholeDayHour);
    minute = 0;
  } else {
    const isSettled = /\d ?(?:am|pm)\b|\b0\d:/i.test(text) || hour > 12 || hour === 0 || part !== undefined;
    if (!isSettled && hour >= 1 && hour <= 6) return undefined;
    // "At 9" when it is ten: tonight, or tomorrow?
    if (!isSettled && !isDaySaid && hour * 60 + minute <= now.hour * 60 + now.minute) return undefined;
  }
  try {
    return Temporal.PlainDateTime.from(
      { year, month, day, hour, minute },
      { overflow: 'reject' },
    ).toZonedDateTime(context.timeZone);
  } catch {
    return undefined;
  }
}
