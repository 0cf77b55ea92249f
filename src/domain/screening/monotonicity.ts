import { wordsOf } from '../text/words.ts';
import type { Structure } from './structure.ts';

/** How a second sentence stands to a first about the same act. */
export type Entailment = 'entailed' | 'unknown';

const downward = new Set([
  'no',
  'not',
  'never',
  'none',
  'without',
  'nobody',
  'nothing',
  'neither',
  'nor',
  "don't",
  "doesn't",
  "didn't",
  "isn't",
  "aren't",
  "won't",
  "can't",
  'few',
  'hardly',
  'rarely',
  'seldom',
  'refuse',
  'refused',
  'if',
  'every',
  'all',
  'each',
  'any',
  'deny',
  'denied',
  'less',
  'fewer',
  'at_most',
  'before',
  'prohibited',
  'forbidden',
  'avoid',
]);
const upwardOnly = new Set(['a', 'an', 'the', 'some', 'several']);
const light = new Set(['a', 'an', 'the', 'some', 'several', 'of', 'to', 'in', 'on', 'at', 'and', '.', ',']);

/**
 * Whether `first` entails `second`, by words alone: in an upward context words may be left out, in a downward one they may be
 * added (natural logic; van Benthem 1986, MacCartney and Manning 2009). What is neither is unknown.
 */
export function entails(first: string, second: string): Entailment {
  const one = merged(wordsOf(first));
  const other = merged(wordsOf(second));
  const downOne = one.some((word) => downward.has(word));
  const rest = (words: string[]) => words.filter((word) => !light.has(word));
  const missing = rest(one).filter((word) => !other.includes(word));
  const added = rest(other).filter((word) => !one.includes(word));
  if (missing.length === 0 && added.length === 0) return 'entailed';
  if (downOne !== other.some((word) => downward.has(word))) return 'unknown';
  if (missing.length > 0 && added.length > 0) return 'unknown';
  return downOne ? (added.length > 0 ? 'entailed' : 'unknown') : missing.length > 0 ? 'entailed' : 'unknown';
}

const merged = (words: string[]): string[] =>
  words
    .join(' ')
    .replaceAll('at most', 'at_most')
    .replaceAll('less than', 'fewer')
    .split(' ')
    .filter((word) => !upwardOnly.has(word));

/**
 * Layer 5. A guardrail holds for everything; "confirm before deleting important files" says less, and so narrows it. Returns
 * the words that narrow, or undefined.
 */
export function narrowing(plain: string, { condition, exception }: Structure): string | undefined {
  const asks =
    /\b(?:always |only )?(?:confirm|ask|warn|check|seek approval|get (?:permission|approval))\w*\b[^.]{0,40}\b(?:before|when|if|for|first)\b/i.test(
      plain,
    );
  if (!asks) return undefined;
  const object =
    /\b(?:important|large|big|non-[\w-]+|system|valuable|essential|critical|sensitive|precious|old|personal|shared|recent|more than|over \d|several|many|whole|entire|permanent(?:ly)?|production)\b/i.exec(
      plain,
    )?.[0];
  return exception ?? object ?? (/\bonly\b/i.test(plain) ? condition : undefined);
}
