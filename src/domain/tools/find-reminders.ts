import type { Reminder } from '../ports-tools.ts';

/** Words that say nothing of which one is meant. */
const empty = new Set(['the', 'a', 'an', 'my', 'to', 'at', 'on', 'in', 'for', 'about', 'of', 'that', 'is']);

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}:]+/u)
    .filter((word) => word !== '');

export interface Sought {
  of: Reminder['kind'] | 'any';
  /** Words of the text or of the time; empty: any. */
  about: string;
}

/**
 * What still waits or rings and holds every word that was said, the soonest first. Where no timer does, a reminder that does
 * is meant, and the other way round. `due` writes a time, so that "the one of tomorrow" is found.
 */
export function findReminders(
  rows: readonly Reminder[],
  { of, about }: Sought,
  due: (at: number) => string,
): Reminder[] {
  const words = wordsOf(about).filter((word) => !empty.has(word));
  const fits = ({ text, at }: Reminder) => {
    const own = wordsOf(`${text} ${due(at)}`);
    return words.every((word) => own.includes(word));
  };
  // Only empty words, as in "the one for that": nothing was said of which.
  if (about !== '' && words.length === 0) return [];
  const found = rows
    .filter(({ state }) => state === 'waiting' || state === 'rung')
    .filter(fits)
    .toSorted((one, other) => one.at - other.at);
  const ofKind = found.filter(({ kind }) => of === 'any' || kind === of);
  return ofKind.length > 0 || about === '' ? ofKind : found;
}
