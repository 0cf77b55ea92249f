import { describe, expect, it } from 'vitest';
import { dueInWords, leftInWords, reminderName } from '../../../../src/domain/tools/due-words.ts';

/** Saturday 28 March 2026, 22:00 in Berlin: clocks go forward in the night. */
const now = Date.UTC(2026, 2, 28, 21);
const hour = 3_600_000;
const day = 24 * hour;
const german = { locale: 'de-DE', timeZone: 'Europe/Berlin' };

const due = (at: number) => dueInWords(at, now, german);

describe('when something is due', () => {
  it('knows the next day at every end of a month, in leap years too', () => {
    for (let at = Date.UTC(2023, 11, 1); at < Date.UTC(2028, 3, 1); at += day)
      expect(dueInWords(at + day, at, { locale: 'en-GB', timeZone: 'UTC' })).toBe('tomorrow at 00:00');
  });

  it.each([
    [0, 'today at 22:00'],
    [-21 * hour, 'today at 01:00'],
    [-23 * hour, 'yesterday at 23:00'],
    [2 * hour, 'tomorrow at 00:00'],
    // 23 hours to the same hour of the next day.
    [23 * hour, 'tomorrow at 22:00'],
    [2 * day, 'on Monday, March 30 at 23:00'],
    [-3 * day, 'on Wednesday, March 25 at 22:00'],
    [365 * day, 'on Sunday, March 28, 2027 at 23:00'],
  ])('%s ms away is %s', (ms, words) => {
    expect(due(now + ms)).toBe(words);
  });

  it('is written as the person reads times', () => {
    const plain = (text: string) => text.replace(/\s/g, ' ');
    expect(plain(dueInWords(now, now, { ...german, timeFormat: '12h' }))).toMatch(/^today at 10:00 PM$/i);
    const american = { locale: 'en-US', timeZone: 'Europe/Berlin' };
    expect(plain(dueInWords(now, now, american))).toBe('today at 10:00 PM');
    expect(dueInWords(now, now, { ...american, timeFormat: '24h' })).toBe('today at 22:00');
  });
});

it.each([
  [0, undefined],
  [-1, undefined],
  [1, 'in 1 s'],
  [59_000, 'in 59 s'],
  [59_500, 'in 1 min'],
  [600_000, 'in 10 min'],
  [hour, 'in 1 h'],
  [hour + 1, 'in 1 h 1 min'],
  [day - 1, 'in 24 h'],
  [day, undefined],
])('%s ms are left: %s', (ms, words) => {
  expect(leftInWords(now + ms, now)).toBe(words);
});

it.each([
  ['reminder', ' call Ana ', 'call Ana'],
  ['reminder', '', 'Reminder'],
  ['timer', 'pasta', 'Timer: pasta'],
  ['timer', ' ', 'Timer'],
] as const)('a %s of %j is called %j', (kind, text, name) => {
  expect(reminderName({ kind, text })).toBe(name);
});
