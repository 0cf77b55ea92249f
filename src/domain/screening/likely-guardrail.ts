import type { GuardrailId } from '../guardrails.ts';
import { wordsOf } from '../text/words.ts';
import { conceptsOf } from './rule-concepts.ts';

/** The first group of words that a text has a word of says what it is about. */
const about: [string, GuardrailId][] = [
  ['secret', 'no-credentials'],
  ['destroy', 'confirm-destructive'],
  ['net', 'no-silent-network'],
  ['place', 'stay-in-workspace'],
  ['limit', 'respect-limits'],
  ['ill', 'no-high-stakes-learning'],
  ['law', 'no-high-stakes-learning'],
  ['money', 'no-high-stakes-learning'],
];

/** The guardrail that a weakening text most likely touches where no lexicon names one. Consent is behind all of them. */
export function likelyGuardrail(plain: string): GuardrailId {
  const found = new Set(conceptsOf(wordsOf(plain)).flat());
  return about.find(([group]) => found.has(group))?.[1] ?? 'owner-consents';
}
