import { expect, it } from 'vitest';
import { icsFileName } from '../../../src/ui/reminders/save-reminder.ts';
import { ringingInWords } from '../../../src/ui/reminders/permission-words.ts';

it.each([
  ['call Ana: 9/10?', 'call-ana-9-10.ics'],
  ['Übung für Zoë', 'übung-für-zoë.ics'],
  ['???', 'reminder.ics'],
  ['../../etc', 'etc.ics'],
  ['a'.repeat(200), `${'a'.repeat(40)}.ics`],
])('a calendar file of %j is called %j', (text, name) => {
  expect(icsFileName({ kind: 'reminder', text })).toBe(name);
});

it.each([
  ['granted', true, /notification if Assent is open/],
  ['default', false, /rings while Assent is open/],
  ['default', true, /not allowed yet: a notice shows here while Assent is open/],
  ['denied', true, /not allowed: a notice shows here/],
  ['unsupported', false, /no notifications: a notice shows here/],
] as const)('with notifications %s (asked: %s) it says how it rings', (permission, asked, words) => {
  expect(ringingInWords(permission, asked)).toMatch(words);
});
