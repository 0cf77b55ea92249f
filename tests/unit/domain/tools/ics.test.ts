import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIcs } from '../../../../src/domain/tools/ics.ts';

const at = Date.UTC(2027, 0, 31, 9, 5, 7);
const now = Date.UTC(2026, 10, 2, 23, 0, 0);
const icsOf = (text: string, more: { at?: number; kind?: 'timer' | 'reminder' } = {}) =>
  toIcs({ id: 'r1', text, at, kind: 'reminder', ...more }, now, 'assent.example');

/** The lines of a calendar as one that reads it joins them. */
const unfolded = (ics: string): string[] => ics.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);

const valueOf = (ics: string, name: string): string | undefined =>
  unfolded(ics)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

/** One pass from left to right, as RFC 5545 has it. */
const unescaped = (value: string | undefined): string | undefined =>
  value?.replace(/\\(.)/g, (_all, next: string) => (next === 'n' || next === 'N' ? '\n' : next));

const bytes = new TextEncoder();

describe('toIcs', () => {
  it('is one event with an alarm, times in UTC', () => {
    expect(icsOf('Buy milk, eggs; \\o/\nand tea')).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Assent//Reminders//EN',
        'BEGIN:VEVENT',
        'UID:r1@assent.example',
        'DTSTAMP:20261102T230000Z',
        'DTSTART:20270131T090507Z',
        'SUMMARY:Buy milk\\, eggs\\; \\\\o/\\nand tea',
        'TRANSP:TRANSPARENT',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'DESCRIPTION:Buy milk\\, eggs\\; \\\\o/\\nand tea',
        'TRIGGER:PT0S',
        'END:VALARM',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  it('has a name where the person gave none', () => {
    expect(valueOf(icsOf(' ', { kind: 'timer' }), 'SUMMARY')).toBe('Timer');
    expect(valueOf(icsOf(''), 'SUMMARY')).toBe('Reminder');
  });

  it('cannot be made to hold another property', () => {
    for (const end of ['\r\n', '\n', '\r', '\u0000\r\n']) {
      const lines = unfolded(icsOf(`x${end}END:VEVENT${end}ATTACH:file`));
      expect(lines).toHaveLength(16);
      expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
    }
  });

  it('gives back every text', () => {
    fc.assert(
      fc.property(text, (words) => {
        const ics = icsOf(words);
        expect(unescaped(valueOf(ics, 'SUMMARY'))).toBe(asKept(words));
        expect(unescaped(valueOf(ics, 'DESCRIPTION'))).toBe(asKept(words));
      }),
    );
  });

  it('has lines of 75 octets at most, each of them whole UTF-8', () => {
    fc.assert(
      fc.property(text, (words) => {
        const ics = icsOf(words);
        expect(ics.endsWith('\r\n')).toBe(true);
        expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of ics.split('\r\n')) {
          expect(bytes.encode(line).length).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/\p{Surrogate}/u);
        }
      }),
    );
  });

  it('folds no earlier than it must', () => {
    const [line] = icsOf('a'.repeat(200))
      .split('\r\n')
      .filter((one) => one.startsWith('SUMMARY'));
    expect(line).toHaveLength(75);
    expect(icsOf('a'.repeat(63))).not.toContain('\r\n ');
    // `DESCRIPTION:` and 63 letters fill a line; one more begins another.
    expect(icsOf('a'.repeat(64)).split('\r\n ')[1]).toMatch(/^a\r\n/);
  });

  it('writes every time as Date does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (time) => {
        const iso = new Date(time).toISOString();
        const expected = `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
        expect(valueOf(icsOf('x', { at: time }), 'DTSTART')).toBe(expected);
      }),
    );
  });
});

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\', ';', ',', '\n', '\\n', '\r\n', ' ', '\t', ':', '日本', '👩‍👩‍👧', 'é'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What of a text a calendar can hold. */
const asKept = (words: string): string =>
  words.trim() === ''
    ? 'Reminder'
    : words
        .replace(/\r\n?/g, '\n')
        .replace(/\p{Surrogate}/gu, '\ufffd')
        .replace(/(?![\t\n])\p{Cc}/gu, '');
