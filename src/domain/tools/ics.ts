import type { Reminder } from '../ports-tools.ts';
import { isoTime } from '../utc-time.ts';

/** Octets in a line at most, without its end (RFC 5545, 3.1). */
const longestLine = 75;

/**
 * A calendar with one event that rings when the reminder is due (RFC 5545). `now` is when the file is made, in milliseconds
 * since 1970; `uidDomain` makes the id of the event unique in the world, and keeps a second import from doubling it.
 */
export function toIcs(
  { id, text, at, kind }: Pick<Reminder, 'id' | 'text' | 'at' | 'kind'>,
  now: number,
  uidDomain: string,
): string {
  const said = escapeText(text.trim() === '' ? kindNames[kind] : text);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Assent//Reminders//EN',
    'BEGIN:VEVENT',
    `UID:${escapeText(`${id}@${uidDomain}`)}`,
    `DTSTAMP:${utcTime(now)}`,
    `DTSTART:${utcTime(at)}`,
    `SUMMARY:${said}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${said}`,
    'TRIGGER:PT0S',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const kindNames: Record<Reminder['kind'], string> = { timer: 'Timer', reminder: 'Reminder' };

/** `20260131T093000Z` */
const utcTime = (at: number): string => isoTime(at).replace(/[-:]|\.\d+/g, '');

/** A value of the type TEXT (3.3.11). Control characters have no place in one, and half a character has no UTF-8 form. */
const escapeText = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');

/** Long lines go on after a line end and a space, which counts as one of their octets. No character is cut apart. */
function folded(line: string): string {
  let result = '';
  let length = 0;
  for (const character of line) {
    const octets = octetsOf(character);
    if (length + octets > longestLine) {
      result += '\r\n ';
      length = 1;
    }
    result += character;
    length += octets;
  }
  return result;
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
