import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Sha256 } from '../tap.ts';
import type { LearnedItem, LearnedState, LearnedTool } from './state.ts';

/** What acts, of items in their order of approval. A tool's text is the canonical JSON of the tool. */
export function stateOf(items: readonly LearnedItem[]): LearnedState {
  const preferences = items.flatMap(({ kind, scope, slot = 'free', text }) =>
    kind === 'preference' ? [{ scope, slot, value: text }] : [],
  );
  const rules = items.flatMap(({ kind, text, scope }) => (kind === 'rule' ? [{ text, scope }] : []));
  const tools = items.flatMap(({ kind, text }) => (kind === 'tool' ? [JSON.parse(text) as LearnedTool] : []));
  return {
    preferences: sortedBy(preferences, ({ scope, slot, value }) => [scope, slot, value]),
    rules,
    tools: sortedBy(tools, ({ name }) => [name]),
  };
}

/** SHA-256 of the canonical form, in hex. */
export const stateHash = (state: LearnedState, sha256: Sha256): string =>
  sha256(canonicalJson(state as unknown as Json));

/** By UTF-16 code units, key after key. */
function sortedBy<Value>(values: readonly Value[], keysOf: (value: Value) => string[]): Value[] {
  return values.toSorted((one, other) => {
    const others = keysOf(other);
    for (const [place, key] of keysOf(one).entries()) {
      const compared = others[place] ?? '';
      if (key !== compared) return key < compared ? -1 : 1;
    }
    return 0;
  });
}
