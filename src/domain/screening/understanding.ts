import { wordsOf } from '../text/words.ts';
import type { Finding } from './report.ts';

/** A text with a smaller share of known words is not understood. */
const enough = 0.5;

/** The share of a text's words that the trained layers have met, 0 to 1; names and numbers do not count. 1 for no words. */
export function knownShare(text: string, known: ReadonlySet<string>): number {
  const words = wordsOf(text).filter((word) => /^\p{L}/u.test(word));
  if (words.length === 0) return 1;
  return words.filter((word) => isKnown(word, known)).length / words.length;
}

const isKnown = (word: string, known: ReadonlySet<string>): boolean =>
  known.has(word) ||
  ["'s", 's', 'es', 'ed', 'd', 'ing', 'ly', 'er'].some(
    (ending) => word.endsWith(ending) && known.has(word.slice(0, -ending.length)),
  );

/** Text that is merely not understood is no reason to block, but nothing that the other layers say of it counts for much. */
export function understandingFindings(plain: string, known: ReadonlySet<string>): Finding[] {
  if (knownShare(plain, known) >= enough) return [];
  return [
    {
      layer: 'structure',
      severity: 'warn',
      words: [],
      sentence: 'Assent does not understand these words, so it cannot tell what they would change.',
      remedy: 'Say it in plain English, or approve it only if you are sure.',
    },
  ];
}
