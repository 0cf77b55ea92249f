import { guardrails } from '../guardrails.ts';
import type { Analysis } from './pair-analysis.ts';
import { compare } from './pair-features.ts';
import type { Finding, ScreeningContext } from './report.ts';

const alikeTrigrams = 0.8;
const alikeWords = 0.65;
/** Shorter texts look alike by chance. */
const fewestWords = 3;

/** Letter by letter and word by word. Two values of one choice are no duplicates, however alike: "tabs" and "spaces". */
function sameness(a: Analysis, b: Analysis): 'same' | 'near' | 'none' {
  if (a.key === b.key) return 'same';
  const { jaccard, containment, opposing, flipped, bounds } = compare(a, b);
  if (opposing.length + flipped.length + bounds.apart > 0) return 'none';
  const alike = jaccard >= alikeWords || containment >= alikeTrigrams;
  return alike && Math.min(a.length, b.length) >= fewestWords ? 'near' : 'none';
}

/** Layer 6: what is there already, was rejected lately, or is a guardrail. Nothing is merged silently. */
export function duplicateFindings(
  mine: Analysis,
  context: ScreeningContext,
  analysed: (text: string) => Analysis,
): Finding[] {
  const found: Finding[] = [];
  const compareWith = (text: string) => sameness(mine, analysed(text));
  const add = (severity: 'block' | 'warn', sentence: string, remedy: string, more: Partial<Finding> = {}) =>
    found.push({ layer: 'duplicates', severity, words: [], sentence, remedy, ...more });
  for (const { id, text, kind: item } of context.active) {
    // A tool is code: its own layer compares it.
    if (item === 'tool') continue;
    const kind = compareWith(text);
    if (kind === 'same')
      add('block', 'Assent knows this already.', 'Nothing needs to be done.', { itemId: id });
    else if (kind === 'near')
      add('warn', `It is nearly the same as “${text}”.`, 'Retire the other one, or say what is new.', {
        itemId: id,
      });
  }
  const rejected = context.rejected.find((text) => compareWith(text) !== 'none');
  if (rejected !== undefined)
    add(
      'warn',
      `You rejected “${rejected}” in the last 30 days.`,
      'Approve it only if you changed your mind.',
    );
  for (const { id, sentence } of guardrails)
    if (compareWith(sentence) !== 'none')
      add('block', `The guardrail “${sentence}” says this already.`, 'Nothing needs to be done.', {
        guardrail: id,
      });
  return found;
}
