import { wordsOf } from '../text/words.ts';
import type { Finding } from './report.ts';
import { secretsIn } from './secrets.ts';

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
const phone = /(?<![\p{L}\p{N}])(?:\+\d{1,3}[ ./-]?|\(?0)\d{1,4}\)?(?:[ ./-]?\d{2,5}){2,4}(?!\d)/gu;
const account = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b|\b\d{3}-\d{2}-\d{4}\b/g;

/** This many words in a row are no chance (DESIGN.md §7). */
export const copiedWords = 8;

const plainWords = (text: string): string[] => wordsOf(text).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** The first run of eight words that a text shares with another; undefined if there is none. */
export function copiedRun(text: string, foreign: string): string | undefined {
  const words = plainWords(text);
  if (words.length < copiedWords) return undefined;
  const joined = ` ${plainWords(foreign).join(' ')} `;
  for (let place = 0; place + copiedWords <= words.length; place++) {
    const run = words.slice(place, place + copiedWords).join(' ');
    if (joined.includes(` ${run} `)) return run;
  }
  return undefined;
}

/** Layer 8: secrets, personal data of others, text that the person did not write. */
export function privateFindings(text: string, foreignTexts: readonly string[]): Finding[] {
  const base = { layer: 'private', severity: 'block' } as const;
  const found: Finding[] = secretsIn(text).map(({ kind, words }) => ({
    ...base,
    guardrail: 'no-credentials',
    words: [words],
    sentence: `It holds ${kind}.`,
    remedy: 'Take the secret out: Assent keeps none.',
  }));
  const personal = [email, phone, account].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([words]) => words),
  );
  if (personal.length > 0)
    found.push({
      ...base,
      words: personal,
      sentence: 'It holds an address or a number of a person.',
      remedy: 'Leave it out, or keep it in a note.',
    });
  const copied = foreignTexts.map((foreign) => copiedRun(text, foreign)).find((run) => run !== undefined);
  if (copied !== undefined)
    found.push({
      ...base,
      words: [copied],
      sentence: 'It was copied from a pasted or imported text, not written by you.',
      remedy: 'Say it in your own words.',
    });
  return found;
}
