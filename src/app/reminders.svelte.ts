import type { Clock } from '../domain/ports.ts';
import type { Reminder } from '../domain/ports-tools.ts';
import type { RingingReminders } from '../domain/tools/ringing.ts';
import { dueInWords, reminderName } from '../domain/tools/due-words.ts';
import { LiveValue } from './live-value.svelte.ts';

/** What is shown outside the page. */
export interface ReminderNotifications {
  permission(): 'granted' | 'denied' | 'default' | 'unsupported';
  /** Only from a click. Whether notifications may be shown now. */
  ask(): Promise<boolean>;
  /** Whether it was shown. */
  notify(note: { id: string; title: string; body: string }): Promise<boolean>;
  /** Takes away what is shown of a reminder. */
  clear(id: string): Promise<void>;
}

export interface ReminderClockDeps {
  store: Promise<RingingReminders>;
  clock: Clock;
  notifications: ReminderNotifications;
  report(problem: unknown): void;
  /** Calls back once, after so many milliseconds. Returns how to stop that. */
  setTimer?(callback: () => void, ms: number): () => void;
  /** Calls back when the page may have slept. Returns how to stop that. */
  onWake?(listener: () => void): () => void;
}

/**
 * Milliseconds between two looks at the clock at most. A timer stands still while the device sleeps and overflows after 24.8
 * days, so none is trusted for long.
 */
const longestWait = 60_000;

/** From here on, in milliseconds, it is said that it rings late. */
const late = 60_000;

/** Whether it rang well after its time: no page was open then, or the device slept. */
export const rangLate = ({ at, rungAt = at }: Reminder): boolean => rungAt - at >= late;

/** Rings reminders at their time. What came due while no page was open rings at the start. */
export class ReminderClock {
  readonly #deps: ReminderClockDeps;
  readonly #live: LiveValue<Reminder[]>;
  #beingRung: readonly string[] = [];
  readonly #stopWake: () => void;
  #rows: readonly Reminder[] = [];
  #permission = $state.raw<ReturnType<ReminderNotifications['permission']>>('default');
  #stopTimer = () => {};
  #sought = $state<string>();

  constructor(deps: ReminderClockDeps) {
    this.#deps = deps;
    this.#permission = deps.notifications.permission();
    this.#live = new LiveValue(
      deps.store.then((store) => store.live()),
      (rows) => {
        const wasRinging = this.#rows.filter(({ state }) => state === 'rung');
        this.#rows = rows;
        for (const { id } of wasRinging)
          if (!rows.some((row) => row.id === id && row.state === 'rung')) void deps.notifications.clear(id);
        this.#look();
      },
    );
    this.#stopWake = (deps.onWake ?? whenPageWakes)(() => this.#look());
  }

  /** What is still to come, soonest first. */
  get waiting(): readonly Reminder[] {
    return this.#in('waiting');
  }

  /** What rang and was not dismissed, the oldest first. */
  get ringing(): readonly Reminder[] {
    return this.#in('rung');
  }

  /** One of them, whatever became of it. */
  find(id: string): Reminder | undefined {
    return this.#live.current?.find((row) => row.id === id);
  }

  /** The one whose notification was clicked, until its notice is found. */
  get sought(): string | undefined {
    return this.#sought;
  }

  seek(id: string | undefined): void {
    this.#sought = id;
  }

  /** Whether notifications outside the page may be shown. */
  get permission(): ReturnType<ReminderNotifications['permission']> {
    return this.#permission;
  }

  /** Why nothing rings any more, as a sentence. */
  get problem(): string | undefined {
    return this.#live.problem;
  }

  /** Takes one away that waits or rings. */
  async cancel(id: string): Promise<void> {
    await (await this.#deps.store).cancel([id]);
  }

  /** Takes back what `cancel` did. */
  async restore(id: string): Promise<void> {
    await (await this.#deps.store).restore([id]);
  }

  async dismiss(id: string): Promise<void> {
    await (await this.#deps.store).mark(id, 'done');
  }

  /** Lets it ring again, so many milliseconds from now. False if another tab dealt with it before. */
  async snooze(id: string, ms: number): Promise<boolean> {
    return (await this.#deps.store).snooze(id, this.#deps.clock() + ms);
  }

  /** Call it from a click: browsers ask the person only then. */
  async askPermission(): Promise<boolean> {
    const granted = await this.#deps.notifications.ask();
    this.#permission = this.#deps.notifications.permission();
    return granted;
  }

  close(): void {
    this.#stopTimer();
    this.#stopWake();
    this.#live.close();
  }

  #in(state: Reminder['state']): readonly Reminder[] {
    return (this.#live.current ?? []).filter((row) => row.state === state);
  }

  /** Rings what is due, and waits for what comes next. */
  #look(): void {
    this.#stopTimer();
    this.#stopTimer = () => {};
    // It may have been given or taken in another tab, or in the browser's settings.
    this.#permission = this.#deps.notifications.permission();
    const now = this.#deps.clock();
    const waiting = this.#rows.filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const due = waiting.filter(({ at }) => at <= now);
    for (const row of due) void this.#ring(row);
    // What is due and cannot be marked is tried again after the longest wait, not at once and for ever.
    const waits = waiting.filter(({ at }) => at > now).map(({ at }) => at - now);
    const set = this.#deps.setTimer ?? pageTimer;
    this.#stopTimer = set(() => this.#look(), Math.min(longestWait, ...waits));
  }

  async #ring(row: Reminder): Promise<void> {
    if (this.#beingRung.includes(row.id)) return;
    this.#beingRung = [...this.#beingRung, row.id];
    try {
      const isOurs = await (await this.#deps.store).ring(row.id);
      if (isOurs) await this.#deps.notifications.notify(noteOf(row, this.#deps.clock()));
    } catch (problem) {
      this.#deps.report(problem);
    } finally {
      this.#beingRung = this.#beingRung.filter((id) => id !== row.id);
    }
  }
}

function noteOf(row: Reminder, now: number) {
  const due = now - row.at >= late ? `It was due ${dueInWords(row.at, now)}.` : '';
  const title = reminderName(row);
  return { id: row.id, title, body: due };
}

/**
 * Browsers let a chain of timers in a hidden page go off once a minute only; one that is set after a message begins anew.
 * https://developer.chrome.com/blog/timer-throttling-in-chrome-88
 */
function pageTimer(callback: () => void, ms: number): () => void {
  const { port1, port2 } = new MessageChannel();
  const end = () => {
    clearTimeout(timer);
    port1.close();
  };
  port1.onmessage = () => {
    end();
    callback();
  };
  const timer = setTimeout(() => port2.postMessage(null), ms);
  return end;
}

function whenPageWakes(listener: () => void): () => void {
  // Unit tests have no page.
  if (typeof document === 'undefined') return () => {};
  const look = () => document.visibilityState === 'visible' && listener();
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pageshow', look);
  };
}
