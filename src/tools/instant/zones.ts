import { Temporal } from 'temporal-polyfill';
import type { InstantIntent } from '../../domain/tools/instant.ts';
import type { InstantContext, Reading } from './context.ts';
import { today, usesTwelveHours, writeTime, zonedNow } from './dates-written.ts';
import { placeName, zoneOf } from './zone-names.ts';

const now = String.raw`(?: right now| now| currently| at the moment)?`;
const here = new RegExp(
  `^(?:what time is it|what(?:'s|s| is) the (?:current )?time|(?:the )?current time)${now}(?: here)?$`,
);
const there = [
  new RegExp(`^what(?:'s|s| is)? (?:the )?(?:current )?time(?: is it)? (?:now )?(?:over )?in (.+?)${now}$`),
  new RegExp(`^(?:the )?(?:current )?time (?:now )?in (.+?)${now}$`),
  new RegExp(
    `^(?:what(?:'s|s| is) )?(?:the )?(?!(?:nice|turkey|la|reading|phoenix|jamaica) )(.+?) time${now}$`,
  ),
];
const clock = String.raw`(noon|midnight|\d{1,2}(?::\d{2})? ?(?:am|pm)|\d{1,2}:\d{2})`;
const place = String.raw`([\p{L}. '-]{2,30}?)`;
const mine = String.raw`(?:in |to )?(my time(?: zone)?|here|local time|my local time)`;
const moved = [
  new RegExp(
    `^(?:convert |what(?:'s|s| is) |what time is )?${clock} (?:in )?${place}(?: time)? (?:in|to) ${place}(?: time)?$`,
    'u',
  ),
  new RegExp(
    `^(?:convert |what(?:'s|s| is) |what time is )?${clock} (?:in )?${place}(?: time)? ${mine}$`,
    'u',
  ),
  new RegExp(
    `^(?:when|if) it(?:'s|s| is) ${clock} in ${place},? (?:what time is it|what(?:'s|s| is) the time) in ${place}$`,
    'u',
  ),
];
const difference = new RegExp(
  String.raw`^(?:what(?:'s|s| is) )?(?:the )?time difference (?:between|from) (.+?) (?:and|to) (.+)$`,
);

/** What time it is here or there, and what a time there is elsewhere. */
export const readZones: Reading = ({ low, context }) => {
  if (here.test(low))
    return {
      kind: 'answer',
      interpretation: `the time here (${context.timeZone})`,
      text: writeTime(zonedNow(context), context),
    };
  for (const pattern of there) {
    const name = pattern.exec(low)?.[1];
    const zone = name === undefined ? undefined : zoneOf(name);
    if (name !== undefined && zone !== undefined) return timeThere(name, zone, context);
  }
  for (const pattern of moved) {
    const [, time = '', from = '', to = ''] = pattern.exec(low) ?? [];
    const intent = time === '' ? undefined : timeElsewhere(time, from, to, context);
    if (intent !== undefined) return intent;
  }
  const [, one = '', other = ''] = difference.exec(low) ?? [];
  return one === '' ? undefined : hoursApart(one, other, context);
};

function timeThere(name: string, zone: string, context: InstantContext): InstantIntent {
  const time = zonedNow(context).withTimeZone(zone);
  const days = today(context).until(time.toPlainDate()).days;
  return {
    kind: 'answer',
    interpretation: `the time in ${placeName(name)} (${zone})`,
    text: `${writeTime(time, context)}${days > 0 ? ', tomorrow' : days < 0 ? ', yesterday' : ''}`,
  };
}

/** Undefined where "3:30" may be in the morning or in the afternoon. */
function readClock(text: string, context: InstantContext): Temporal.PlainTime | undefined {
  if (text === 'noon') return Temporal.PlainTime.from({ hour: 12 });
  if (text === 'midnight') return Temporal.PlainTime.from({ hour: 0 });
  const [, hours = '', minutes = '0', half] = /^(\d{1,2})(?::(\d{2}))? ?(am|pm)?$/.exec(text) ?? [];
  const hour = Number(hours);
  const minute = Number(minutes);
  if (hours === '' || minute > 59) return undefined;
  if (half === undefined) {
    const isOpen = usesTwelveHours(context) && hour >= 1 && hour <= 11 && !hours.startsWith('0');
    return hour > 23 || isOpen ? undefined : Temporal.PlainTime.from({ hour, minute });
  }
  if (hour < 1 || hour > 12) return undefined;
  return Temporal.PlainTime.from({ hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute });
}

const isMine = (name: string) => /^(?:my |local|here)/.test(name);

function timeElsewhere(
  text: string,
  from: string,
  to: string,
  context: InstantContext,
): InstantIntent | undefined {
  const time = readClock(text, context);
  const fromZone = zoneOf(from);
  const toZone = isMine(to) ? context.timeZone : zoneOf(to);
  if (time === undefined || fromZone === undefined || toZone === undefined) return undefined;
  const day = zonedNow(context).withTimeZone(fromZone).toPlainDate();
  const there = day.toZonedDateTime({ timeZone: fromZone, plainTime: time });
  const result = there.withTimeZone(toZone);
  const days = day.until(result.toPlainDate()).days;
  const target = isMine(to) ? `here (${toZone})` : `in ${placeName(to)} (${toZone})`;
  return {
    kind: 'answer',
    interpretation: `${writeTime(time, context)} today in ${placeName(from)} (${fromZone}), ${target}`,
    text: `${writeTime(result, context)}${days > 0 ? ', the next day' : days < 0 ? ', the day before' : ''}`,
  };
}

function hoursApart(one: string, other: string, context: InstantContext): InstantIntent | undefined {
  const oneZone = zoneOf(one);
  const otherZone = isMine(other) ? context.timeZone : zoneOf(other);
  if (oneZone === undefined || otherZone === undefined) return undefined;
  const at = zonedNow(context);
  const minutes =
    (at.withTimeZone(otherZone).offsetNanoseconds - at.withTimeZone(oneZone).offsetNanoseconds) /
    60_000_000_000;
  const apart = Math.abs(minutes);
  const hours = Math.floor(apart / 60);
  const rest = apart % 60;
  const ahead = placeName(minutes > 0 ? other : one);
  return {
    kind: 'answer',
    interpretation: `how far ${oneZone} and ${otherZone} are apart now`,
    text:
      apart === 0
        ? 'None now.'
        : `${hours} hour${hours === 1 ? '' : 's'}${rest === 0 ? '' : ` ${rest} minutes`} (${ahead} is ahead)`,
  };
}
