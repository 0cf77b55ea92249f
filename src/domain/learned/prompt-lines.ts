import { scopeOf } from '../noticing/scope-of.ts';
import type { Scope } from './scope.ts';
import { preferenceSentence, type TypedSlot } from './slots.ts';
import type { LearnedItem } from './state.ts';

/** What stands before the user's words, and the ids of the items in it. */
export interface Reminder {
  text: string;
  items: string[];
}

/** A reminder stays short: the model reads it again with every message. */
const mostReminders = 12;

const occasions: Record<Exclude<Scope, 'always'>, string> = {
  code: 'In code',
  writing: 'In writing',
  math: 'In mathematics',
  planning: 'In plans',
  other: 'Otherwise',
};

/** Slots that say nothing outside their own subject. */
const onlyIn: Partial<Record<TypedSlot, Scope>> = { code_language: 'code', indentation: 'code' };

/** One line of the system message for each rule, in the order of approval. All scopes, so that the prompt stays the same from turn to turn. */
export function ruleLines(items: readonly LearnedItem[]): string[] {
  return items.filter(({ kind }) => kind === 'rule').map(withOccasion);
}

/** The sentence of a rule or a preference, with its occasion: "In code: Use tabs for indentation." */
export function sentenceOf(item: Pick<LearnedItem, 'kind' | 'scope' | 'slot' | 'text'>): string {
  const { kind, slot = 'free', text } = item;
  return kind === 'preference'
    ? withOccasion({ ...item, text: preferenceSentence(slot, text) })
    : withOccasion(item);
}

/** The preferences that matter to a message, as a block before it; undefined if there are none. */
export function reminderFor(message: string, items: readonly LearnedItem[]): Reminder | undefined {
  const scope = scopeOf(message);
  const matter = items.filter((item) => item.kind === 'preference' && counts(item, scope));
  if (matter.length === 0) return undefined;
  const chosen = matter.toSorted((one, other) => weight(other, message) - weight(one, message));
  const kept = chosen.slice(0, mostReminders);
  const lines = kept.map((item) => `- ${preferenceSentence(item.slot ?? 'free', item.text)}`);
  return { text: ['Keep to my preferences:', ...lines].join('\n'), items: kept.map(({ id }) => id) };
}

function counts({ scope, slot = 'free' }: LearnedItem, asked: Scope): boolean {
  const only = slot === 'free' ? undefined : onlyIn[slot];
  if (only !== undefined && only !== asked) return false;
  return scope === 'always' || scope === asked;
}

/** Typed slots first, then what shares words with the message. */
function weight({ slot = 'free', text }: LearnedItem, message: string): number {
  if (slot !== 'free') return 100;
  const words = new Set(message.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && words.has(word)).length;
}

function withOccasion({ scope, text }: Pick<LearnedItem, 'scope' | 'text'>): string {
  return scope === 'always' ? text : `${occasions[scope]}: ${text}`;
}
