import type { Reminders } from '../ports-tools.ts';

/** Reminders, and what rings them. Each of these is done by one tab only, whichever comes first. */
export interface RingingReminders extends Reminders {
  /** Moves what waits and is due to `rung`. Whether this call did it. */
  ring(id: string): Promise<boolean>;
  /** Moves what rang back to `waiting`, until `at` in milliseconds since 1970. Whether this call did it. */
  snooze(id: string, at: number): Promise<boolean>;
}
