import type { Reminder } from '../domain/ports-tools.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import { failure, success } from '../domain/result.ts';
import type { RingingReminders } from '../domain/tools/ringing.ts';
import { toolError } from '../domain/tools/tool.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';
import type { ProfileDatabase } from './profile-database.ts';

export const mostWaiting = 200;

/** The last moment of the year 9999: calendars know no later one. */
const latest = 253_402_300_799_999;

export interface ReminderStoreDeps {
  database: ProfileDatabase;
  now: Clock;
  newId: Ids;
  /** Makes a transaction of a call. Left out: one of its own. */
  write?: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

/** Reminders and timers of one profile. Each call is one strict transaction. */
export function createReminderStore({ database, now, newId, ...deps }: ReminderStoreDeps): RingingReminders {
  const { reminders } = database;

  const { write = (work) => guarded(database, () => database.transaction('rw', reminders, work)) } = deps;

  const move = (id: string, may: (row: Reminder) => boolean, change: Partial<Reminder>) =>
    write(async () => {
      const row = await reminders.get(id);
      if (row === undefined || !may(row)) return false;
      await reminders.put({ ...row, ...change });
      return true;
    });

  return {
    live: () => createLive(() => () => reminders.orderBy('at').toArray()),

    add: ({ text, at, kind }) =>
      write(async () => {
        const createdAt = now();
        if (!(at > createdAt)) return failure(toolError('input', 'That time is past already.'));
        if (at > latest) return failure(toolError('input', 'That time is too far away.'));
        const waiting = await reminders.filter(({ state }) => state === 'waiting').count();
        if (waiting >= mostWaiting) return failure(toolError('quota', full));
        const row: Reminder = { id: newId(), text, at, createdAt, kind, state: 'waiting' };
        await reminders.add(row);
        return success(row);
      }),

    mark: (id, state) => write(async () => void (await reminders.update(id, { state }))),

    remove: (id) => write(async () => reminders.delete(id)),

    // Another tab may have rung it, and put it off to a later time, while this one still saw it as due.
    ring: (id) =>
      move(id, ({ state, at }) => state === 'waiting' && at <= now(), { state: 'rung', rungAt: now() }),

    cancel: (ids) =>
      write(async () => {
        const rows = (await reminders.bulkGet([...ids])).filter((row) => row !== undefined);
        const open = rows.filter(({ state }) => state === 'waiting' || state === 'rung');
        await reminders.bulkPut(open.map((row) => ({ ...row, state: 'cancelled' })));
        return open.map(({ id }) => id);
      }),

    restore: (ids) =>
      write(async () => {
        const rows = (await reminders.bulkGet([...ids])).filter((row) => row?.state === 'cancelled');
        await reminders.bulkPut(rows.flatMap((row) => (row ? [{ ...row, state: 'waiting' }] : [])));
      }),

    snooze: (id, at) => move(id, ({ state }) => state === 'rung', { state: 'waiting', at }),
  };
}

const full = `There is room for ${mostWaiting} reminders, and all are in use: remove some first.`;
