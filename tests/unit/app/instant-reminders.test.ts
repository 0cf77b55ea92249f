import { beforeEach, describe, expect, it } from 'vitest';
import { createInstantReminders } from '../../../src/app/instant-reminders.ts';
import type { Reminder, Reminders, Within } from '../../../src/domain/ports-tools.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { toolError, type ToolCall } from '../../../src/domain/tools/tool.ts';

const start = Date.UTC(2026, 5, 1, 12);
const minute = 60_000;
const day = 1440 * minute;

let rows: Reminder[];
let full: boolean;

const store: Reminders = {
  live: () => ({ subscribe: (next) => (next(rows), () => {}) }),
  add: async (draft) => {
    if (full) return failure(toolError('quota', 'There is no room.'));
    const row: Reminder = { ...draft, id: `r${rows.length}`, createdAt: start, state: 'waiting' };
    rows.push(row);
    return success(row);
  },
  mark: async () => {},
  remove: async () => {},
  cancel: async (ids) => [...ids],
  restore: async () => {},
};

const reminders = createInstantReminders({
  store: Promise.resolve(store),
  clock: () => start,
  timeZone: 'UTC',
  locale: 'en-GB',
  items: () => [],
  host: {
    ownEntry: async (tool, input, work) => {
      const result = await work({ reminders: store } as unknown as Within);
      const state: ToolCall['state'] = result.ok
        ? { kind: 'done', ...result.value }
        : { kind: 'failed', error: result.error };
      return { id: 'c', tool, input, at: start, by: 'you', raw: '', sent: '', salt: 's', state };
    },
  },
});

const put = (text: string, at: number, more: Partial<Reminder> = {}) =>
  rows.push({ id: text, text, at: start + at, createdAt: 0, kind: 'reminder', state: 'waiting', ...more });

const cancel = (of: 'timer' | 'reminder' | 'any', about = '', all = false) =>
  reminders.cancel({ kind: 'cancel-reminders', of, about, all, interpretation: '' });

const stateOf = (told: Awaited<ReturnType<typeof cancel>>) => (typeof told === 'string' ? told : told.state);

beforeEach(() => {
  rows = [];
  full = false;
});

describe('setting', () => {
  it.each([
    ['timer', 'pasta', 5 * minute, 'Timer “pasta” set for 12:05.'],
    ['timer', '', day, 'Timer set for tomorrow at 12:00.'],
    ['reminder', 'call Ana', 3 * day, 'Reminder “call Ana” set for Thursday, June 4 at 12:00.'],
  ] as const)('a %s %j', async (kind, text, ms, said) => {
    expect(stateOf(await reminders.set({ kind, text, at: start + ms }))).toMatchObject({
      kind: 'done',
      said,
      undo: { kind: 'reminder', id: 'r0' },
    });
  });

  it('says why it did not work', async () => {
    full = true;
    expect(stateOf(await reminders.set({ kind: 'timer', text: '', at: start + 1 }))).toMatchObject({
      kind: 'failed',
      error: { sentence: 'There is no room.' },
    });
  });
});

describe('showing', () => {
  it('lists what waits and what rang, with what is left of timers', async () => {
    put('call *Ana*', day);
    put('pasta', 5 * minute, { kind: 'timer' });
    put('tea', -minute, { state: 'rung' });
    put('old', -day, { state: 'done' });
    put('gone', day, { state: 'cancelled' });
    expect(await reminders.show()).toBe(
      [
        '- call \\*Ana\\*, tomorrow at 12:00',
        '- Timer: pasta, in 5 min (today at 12:05)',
        '- tea, was due today at 11:59',
        '',
        'Say “cancel the reminder …”, or cancel them in [Files](#/files).',
      ].join('\n'),
    );
  });

  it('says that there is nothing', async () => {
    expect(await reminders.show()).toBe('No reminder or timer is waiting.');
  });
});

describe('cancelling', () => {
  it('takes the one that is meant, and can be undone', async () => {
    put('call Ana', day);
    put('call Bob', day);
    expect(stateOf(await cancel('reminder', 'call Bob'))).toMatchObject({
      kind: 'done',
      said: 'Cancelled “call Bob”, due tomorrow at 12:00.',
      undo: { kind: 'cancelled-reminders', ids: ['call Bob'] },
    });
  });

  it('asks where several are meant, and changes nothing', async () => {
    put('call Ana', day);
    put('call Bob', day);
    const told = await cancel('reminder', 'call');
    expect(told).toMatch(/^Which one\? Nothing was cancelled yet/);
    expect(told).toContain('- call Ana, tomorrow');
  });

  it('takes all where all are meant', async () => {
    put('call Ana', day);
    put('pasta', minute, { kind: 'timer' });
    expect(stateOf(await cancel('any', '', true))).toMatchObject({
      said: 'Cancelled 2: “Timer: pasta”, “call Ana”.',
    });
    expect(stateOf(await cancel('timer', '', true))).toMatchObject({
      undo: { kind: 'cancelled-reminders', ids: ['pasta'] },
    });
  });

  it('says what is there where nothing fits', async () => {
    expect(await cancel('timer')).toBe('No reminder or timer is waiting.');
    put('call Ana', day);
    expect(await cancel('timer')).toBe(
      'No timer is waiting. These are waiting:\n\n- call Ana, tomorrow at 12:00',
    );
    expect(await cancel('reminder', 'Bob')).toMatch(/^No reminder has “Bob” in it\. These are waiting:/);
  });
});
