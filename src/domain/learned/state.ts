import type { Scope } from './scope.ts';
import type { Slot } from './slots.ts';

/** Active items at most (promise 3). A full list refuses, and asks which one to retire. */
export const bounds = { preference: 40, rule: 20, tool: 10 } as const;

export type ItemKind = keyof typeof bounds;

export interface LearnedPreference {
  scope: Scope;
  slot: Slot;
  value: string;
}

export interface LearnedRule {
  text: string;
  scope: Scope;
}

/** What acts of a learned tool; its parts are specified with the tools themselves. */
export interface LearnedTool {
  name: string;
  description: string;
  input: unknown;
  output: unknown;
  body: string;
  grants: readonly string[];
  examples: readonly unknown[];
}

/** What acts and nothing else: no ids, times or sources. `stateHash` is over the canonical form of this. */
export interface LearnedState {
  /** By scope, slot and value. */
  preferences: LearnedPreference[];
  /** In the order in which they were approved. */
  rules: LearnedRule[];
  /** By name. */
  tools: LearnedTool[];
}

/** A text of the `texts` table: what was written or learned never stands in a ledger entry. */
export interface TextRef {
  id: string;
  /** SHA-256 of the salt and the text, in hex. */
  hash: string;
}

/** An item's id is the id of the proposal that brought it. */
export type StoredItem =
  | { kind: 'preference'; id: string; scope: Scope; slot: Slot; text: TextRef }
  | { kind: 'rule'; id: string; scope: Scope; text: TextRef }
  /** The text is the canonical JSON of the `LearnedTool`. */
  | { kind: 'tool'; id: string; scope: 'always'; text: TextRef };

/** A complete learned state with its texts elsewhere, in the order of approval. */
export type StoredState = readonly StoredItem[];

/** An item with its text in place, as screens and the prompt get it. `text` of a preference is its value. */
export interface LearnedItem {
  kind: ItemKind;
  id: string;
  scope: Scope;
  /** Of a preference. */
  slot?: Slot;
  text: string;
}
