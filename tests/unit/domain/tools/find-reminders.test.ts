import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../../../src/domain/ports-tools.ts';
import { findReminders, type Sought } from '../../../../src/domain/tools/find-reminders.ts';

const row = (id: string, at: number, more: Partial<Reminder> = {}): Reminder => ({
  id,
  text: id,
  at,
  createdAt: 0,
  kind: 'reminder',
  state: 'waiting',
  ...more,
});

const rows = [
  row('call the dentist', 30),
  row('Call Ana', 10),
  row('pasta', 5, { kind: 'timer' }),
  row('rice', 2, { kind: 'timer', state: 'rung' }),
  row('old call', 1, { state: 'done' }),
  row('gone call', 1, { state: 'cancelled' }),
];

const find = (of: Sought['of'], about: string) =>
  findReminders(rows, { of, about }, (at) => (at === 30 ? 'tomorrow at 9:00' : 'today at 17:00')).map(
    ({ id }) => id,
  );

describe('finding what is meant', () => {
  it.each([
    ['reminder', '', ['Call Ana', 'call the dentist']],
    ['timer', '', ['rice', 'pasta']],
    ['any', '', ['rice', 'pasta', 'Call Ana', 'call the dentist']],
    ['reminder', 'to call ana', ['Call Ana']],
    ['reminder', 'call', ['Call Ana', 'call the dentist']],
    ['reminder', 'cal', []],
    ['reminder', 'tomorrow', ['call the dentist']],
    ['reminder', '9:00', ['call the dentist']],
    ['timer', 'the pasta', ['pasta']],
    ['reminder', 'pasta', ['pasta']],
    ['timer', 'Ana', ['Call Ana']],
    ['reminder', 'the', []],
    ['reminder', 'Bob', []],
  ] as const)('%s %j', (of, about, expected) => {
    expect(find(of, about)).toEqual(expected);
  });
});
