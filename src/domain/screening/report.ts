import type { GuardrailId } from '../guardrails.ts';
import type { ItemKind } from '../learned/state.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';

/** The layers, cheapest first (SAFETY: `permission` is the ninth and comes with the sandbox). */
export type LayerId =
  | 'normalise'
  | 'structure'
  | 'protected'
  | 'weakening'
  | 'monotonicity'
  | 'duplicates'
  | 'conflicts'
  | 'private'
  | 'classifier';

/** What one layer found, in words for the person. */
export interface Finding {
  layer: LayerId;
  /** `block` ends it; `warn` makes Approve a two-step confirm; `note` only informs. */
  severity: 'block' | 'warn' | 'note';
  /** Which guardrail, or `meta` for rules about rules, learning, the inbox or the guardrails. */
  guardrail?: GuardrailId | 'meta' | undefined;
  /** The words that it is about, as they stand in the (normalised) text. */
  words: readonly string[];
  /** One sentence: what is wrong. */
  sentence: string;
  /** One sentence: what to change. Empty where nothing helps. */
  remedy: string;
  /** The active item that it repeats or contradicts. */
  itemId?: string | undefined;
}

export interface ScreeningReport {
  verdict: 'clear' | 'warned' | 'blocked';
  findings: readonly Finding[];
}

export interface ScreeningSubject {
  kind: ItemKind;
  text: string;
  scope: Scope;
  slot?: Slot | undefined;
}

/** What a text is compared with. */
export interface ScreeningContext {
  /** Active items, without those that the proposal would replace or retire. */
  active: readonly { id: string; kind: ItemKind; text: string; scope: Scope; slot?: Slot | undefined }[];
  /** Texts that were rejected in the last 30 days. */
  rejected: readonly string[];
  /** Pasted, imported or tool texts: a proposal that shares 8 words in a row with one was copied. Not for imports themselves. */
  foreignTexts: readonly string[];
  /** A tool is looked at by itself: neither other tools nor the model's server count, which come and go. */
  alone?: boolean;
}

/** Static checks of one proposal: pure, at most a few milliseconds. Never throws: a layer that fails blocks. */
export type Screen = (subject: ScreeningSubject, context: ScreeningContext) => ScreeningReport;
