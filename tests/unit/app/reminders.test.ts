import { beforeEach, describe, expect, it } from 'vitest';
import { rangLate, ReminderClock } from '../../../src/app/reminders.svelte.ts';
import type { Reminder } from '../../../src/domain/ports-tools.ts';
import type { RingingReminders } from '../../../src/domain/tools/ringing.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 5, 1, 12);

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** What two tabs share: the rows, and the time. */
class Device {
  now = start;
  rows: Reminder[] = [];
  failing = false;
  readonly #listeners = new Set<(rows: Reminder[]) => void>();

  put(id: string, at: number, more: Partial<Reminder> = {}) {
    this.rows.push({ id, text: id, at, createdAt: start, kind: 'reminder', state: 'waiting', ...more });
    this.tell();
  }

  tell() {
    for (const listener of this.#listeners) listener(this.rows.map((row) => ({ ...row })));
  }

  readonly store: RingingReminders = {
    live: () => ({
      subscribe: (next) => {
        this.#listeners.add(next);
        next(this.rows.map((row) => ({ ...row })));
        return () => this.#listeners.delete(next);
      },
    }),
    add: () => Promise.reject(new Error('not used here')),
    remove: () => Promise.reject(new Error('not used here')),
    mark: async (id, state) => void this.#change(id, () => true, { state }),
    cancel: async (ids) =>
      ids.filter((id) => this.#change(id, ({ state }) => state !== 'done', { state: 'cancelled' })),
    restore: async (ids) => {
      for (const id of ids) this.#change(id, ({ state }) => state === 'cancelled', { state: 'waiting' });
    },
    ring: async (id) => {
      if (this.failing) throw new Error('full disk');
      return this.#change(id, (row) => row.state === 'waiting' && row.at <= this.now, {
        state: 'rung',
        rungAt: this.now,
      });
    },
    snooze: async (id, at) => this.#change(id, (row) => row.state === 'rung', { state: 'waiting', at }),
  };

  #change(id: string, may: (row: Reminder) => boolean, change: Partial<Reminder>): boolean {
    const row = this.rows.find((one) => one.id === id);
    if (row === undefined || !may(row)) return false;
    Object.assign(row, change);
    this.tell();
    return true;
  }
}

function tabOn(device: Device) {
  const shown: { id: string; title: string; body: string }[] = [];
  const cleared: string[] = [];
  const problems: unknown[] = [];
  const asked: number[] = [];
  let timer: { at: number; callback: () => void } | undefined;
  let permission: 'default' | 'granted' = 'default';
  let wake = () => {};
  const clock = new ReminderClock({
    store: Promise.resolve(device.store),
    clock: () => device.now,
    notifications: {
      permission: () => permission,
      ask: async () => ((permission = 'granted'), true),
      notify: async (note) => shown.push(note) > 0,
      clear: async (id) => void cleared.push(id),
    },
    report: (problem) => problems.push(problem),
    setTimer: (callback, ms) => {
      asked.push(ms);
      const mine = { at: device.now + ms, callback };
      timer = mine;
      return () => {
        if (timer === mine) timer = undefined;
      };
    },
    onWake: (listener) => {
      wake = listener;
      return () => (wake = () => {});
    },
  });
  return {
    clock,
    shown,
    cleared,
    problems,
    asked,
    wake: () => wake(),
    get timer() {
      return timer;
    },
    /** Lets the timers go off until then, as a page that is awake does. */
    async runTo(time: number) {
      await settle();
      while (timer !== undefined && timer.at <= time) {
        const { at, callback } = timer;
        timer = undefined;
        device.now = at;
        callback();
        await settle();
      }
      device.now = time;
    },
  };
}

const ids = (rows: readonly Reminder[]) => rows.map(({ id }) => id);

let device: Device;
beforeEach(() => (device = new Device()));

describe('a reminder', () => {
  it('rings at its time, not before, and once', async () => {
    device.put('tea', start + 90_000);
    const tab = tabOn(device);
    await tab.runTo(start + 89_999);
    expect(ids(tab.clock.waiting)).toEqual(['tea']);
    expect(tab.clock.ringing).toEqual([]);
    await tab.runTo(start + 90_000);
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
    expect(tab.clock.waiting).toEqual([]);
    await tab.runTo(start + day);
    expect(tab.shown).toEqual([{ id: 'tea', title: 'tea', body: '' }]);
    expect(tab.timer).toBeUndefined();
  });

  it('that is added or removed while another waits is taken into account', async () => {
    device.put('later', start + 50_000);
    const tab = tabOn(device);
    await tab.runTo(start + 1);
    device.put('sooner', start + 10_000, { kind: 'timer', text: '' });
    await tab.runTo(start + 10_000);
    expect(tab.shown).toEqual([{ id: 'sooner', title: 'Timer', body: '' }]);
    device.rows = device.rows.filter(({ id }) => id !== 'later');
    device.tell();
    expect(tab.timer).toBeUndefined();
  });

  it('that was missed rings at the start, and says when it was due', async () => {
    device.put('tea', start - 3 * day);
    const tab = tabOn(device);
    await settle();
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
    expect(tab.shown).toHaveLength(1);
    expect(tab.shown[0]).toMatchObject({
      title: 'tea',
      body: expect.stringMatching(/^It was due on Friday, May 29 at .+\.$/),
    });
    expect(tab.clock.ringing.map(rangLate)).toEqual([true]);
  });

  it('that rang before the page was closed still waits for the person, and is not notified again', async () => {
    device.put('tea', start - day, { state: 'rung' });
    device.put('old', start - day, { state: 'done' });
    const tab = tabOn(device);
    await settle();
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
    expect(tab.shown).toEqual([]);
  });

  it('rings after the page slept, as soon as it wakes', async () => {
    device.put('tea', start + day);
    const tab = tabOn(device);
    await settle();
    device.now = start + 2 * day;
    tab.wake();
    await settle();
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
    expect(tab.shown[0]?.body).toMatch(/^It was due yesterday at .+\.$/);
  });

  it('of next year needs no timer that overflows', async () => {
    device.put('taxes', start + 365 * day);
    const tab = tabOn(device);
    await tab.runTo(start + day / 24);
    expect(Math.max(...tab.asked)).toBeLessThanOrEqual(60_000);
    expect(tab.asked.length).toBeGreaterThan(50);
    expect(tab.clock.ringing).toEqual([]);
  });
});

describe('two tabs', () => {
  it('ring it once, and both show it', async () => {
    device.put('tea', start + 10);
    const [here, there] = [tabOn(device), tabOn(device)];
    await settle();
    device.now = start + 10;
    here.wake();
    there.wake();
    await settle();
    expect([...here.shown, ...there.shown]).toHaveLength(1);
    expect(ids(here.clock.ringing)).toEqual(['tea']);
    expect(ids(there.clock.ringing)).toEqual(['tea']);
    await here.clock.dismiss('tea');
    expect(there.clock.ringing).toEqual([]);
  });
});

describe('what the person answers', () => {
  it('dismisses it, or puts it off', async () => {
    device.put('tea', start - 2);
    device.put('cake', start - 1);
    const tab = tabOn(device);
    await settle();
    expect(ids(tab.clock.ringing)).toEqual(['tea', 'cake']);
    await tab.clock.dismiss('tea');
    expect(await tab.clock.snooze('cake', 600_000)).toBe(true);
    expect(await tab.clock.snooze('cake', 600_000)).toBe(false);
    expect(tab.clock.ringing).toEqual([]);
    expect(tab.clock.waiting).toMatchObject([{ id: 'cake', at: start + 600_000 }]);
    await tab.runTo(start + 600_000);
    expect(ids(tab.clock.ringing)).toEqual(['cake']);
  });

  it('takes the notification away too, in whichever tab it was shown', async () => {
    device.put('tea', start - 2);
    const [here, there] = [tabOn(device), tabOn(device)];
    await settle();
    await here.clock.dismiss('tea');
    expect([here.cleared, there.cleared]).toEqual([['tea'], ['tea']]);
  });

  it('cancels one that waits, and takes that back', async () => {
    device.put('tea', start + 10);
    const tab = tabOn(device);
    await settle();
    await tab.clock.cancel('tea');
    expect(tab.clock.waiting).toEqual([]);
    expect(tab.clock.find('tea')?.state).toBe('cancelled');
    expect(tab.timer).toBeUndefined();
    await tab.clock.restore('tea');
    await tab.runTo(start + 10);
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
    expect(tab.clock.ringing.map(rangLate)).toEqual([false]);
  });

  it('leads to the notice, once it is there', async () => {
    const { clock } = tabOn(device);
    clock.seek('tea');
    expect(clock.sought).toBe('tea');
    clock.seek(undefined);
    expect(clock.sought).toBeUndefined();
  });

  it('may allow notifications', async () => {
    const { clock } = tabOn(device);
    expect(clock.permission).toBe('default');
    expect(await clock.askPermission()).toBe(true);
    expect(clock.permission).toBe('granted');
  });
});

describe('what goes wrong', () => {
  it('is reported and tried again, not at once and for ever', async () => {
    device.failing = true;
    device.put('tea', start - 1);
    const tab = tabOn(device);
    await settle();
    expect(tab.problems).toHaveLength(1);
    expect(tab.timer?.at).toBe(start + 60_000);
    device.failing = false;
    await tab.runTo(start + 60_000);
    expect(ids(tab.clock.ringing)).toEqual(['tea']);
  });

  it('with the storage is a sentence', async () => {
    const { clock } = tabOn(device);
    const broken = new ReminderClock({
      store: Promise.reject(new Error('no storage')),
      clock: () => start,
      notifications: {
        permission: () => 'default',
        ask: async () => false,
        notify: async () => false,
        clear: async () => {},
      },
      report: () => undefined,
    });
    await settle();
    expect(broken.problem).toMatch(/\w/);
    expect(clock.problem).toBeUndefined();
  });

  it('ends with close', async () => {
    device.put('tea', start + 10);
    const tab = tabOn(device);
    await settle();
    tab.clock.close();
    expect(tab.timer).toBeUndefined();
    device.now = start + 10;
    tab.wake();
    device.tell();
    await settle();
    expect(tab.shown).toEqual([]);
  });
});
