/** What can be answered at once, without any model. */
import type { LearnedItem } from '../learned/state.ts';
import type { Reminder } from '../ports-tools.ts';

/** A rate that the person gave. */
export interface Rate {
  from: string;
  to: string;
  rate: number;
  at: number;
}

/** `interpretation`: what was understood, as one short line. */
export type InstantIntent = { interpretation: string } &
  /** `reckons`: a sum, which a tool could do as well. */
  (
    | { kind: 'answer'; text: string; reckons?: true }
    | { kind: 'rate'; from: string; to: string; rate: number }
    | { kind: 'note'; text: string }
    | { kind: 'list-add' | 'list-remove' | 'list-check'; list: string; items: readonly string[] }
    | { kind: 'list-show'; list: string }
    | { kind: 'timer'; ms: number; label: string }
    | { kind: 'reminder'; at: number; text: string }
    | { kind: 'cancel-reminders'; of: Reminder['kind'] | 'any'; about: string; all: boolean }
    | { kind: 'find-notes' | 'find-conversations'; query: string }
    | { kind: 'remember'; text: string }
    | { kind: 'make-tool'; wish: string }
    | { kind: 'known' | 'undo' | 'week' | 'show-notes' | 'show-reminders' }
  );

/** What a text is read against. */
export interface InstantSurroundings {
  now: number;
  timeZone: string;
  locale: string;
  /** What the person approved: units, dates, currency. */
  items: readonly LearnedItem[];
  rates: readonly Rate[];
}

/** Reads a text; undefined where it is not certain what is meant. Large, so it is loaded when it is first needed. */
export interface InstantReader {
  read(text: string, surroundings: InstantSurroundings): InstantIntent | undefined;
}

/** Names in a list file: `- [ ] eggs`. */
export interface ListEditor {
  path(name: string): string;
  items(text: string): { text: string; done: boolean }[];
  remove(text: string, items: readonly string[]): string;
  check(text: string, items: readonly string[]): string;
}
