import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';

/** How something learnable was said. */
export type CandidateKind =
  'standing' | 'identity' | 'dislike' | 'choice' | 'correction_with_fix' | 'correction_without_fix';

/** What one typed turn of the user may teach. */
export interface Candidate {
  /** A slot with a value, or a sentence for the system prompt. */
  item: 'preference' | 'rule';
  kind: CandidateKind;
  /** Of a preference; `free` for a rule. */
  slot: Slot;
  /** The normalised value of a typed slot ("metric"), the short words of a free one, or the text of a rule. */
  value: string;
  scope: Scope;
  polarity: 'for' | 'against';
  /** Said outright ("from now on …"), not shown by a choice. An implicit one needs two independent conversations. */
  explicit: boolean;
  /** Verbatim words of the turn. */
  quote: string;
}

/** Why nothing is learned from a turn. */
export type NothingReason =
  | 'nothing-said'
  | 'high-stakes'
  | 'not-durable'
  | 'hypothetical'
  | 'quoted'
  | 'not-typed'
  | 'copied'
  | 'unclear';

export type Noticed =
  { kind: 'candidates'; candidates: Candidate[] } | { kind: 'nothing'; reason: NothingReason };

/** One turn as it is read for learning. */
export interface TurnToRead {
  /** The whole message of the user. */
  text: string;
  /** Character ranges of `text` that the user did not type: nothing in them counts. */
  foreign: readonly { from: number; to: number }[];
  /** The answer before it, as shown, if there is one. */
  previousAssistant?: string | undefined;
  /** Texts that were pasted, imported or came from tools: a candidate that shares 8 words in a row with one is dropped. */
  foreignTexts?: readonly string[] | undefined;
}
