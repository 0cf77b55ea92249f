import type { CandidateKind } from '../noticing/candidate.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind, TextRef } from '../learned/state.ts';
import type { RunSummary } from '../sandbox/record.ts';
import type { ScreeningReport } from '../screening/report.ts';

/** `blocked` by screening: it can be edited or rejected. The others after `open` are final. */
export type ProposalLife = 'open' | 'blocked' | 'approved' | 'rejected' | 'expired';

/**
 * Where a proposal comes from. `said` outright, `correction` of an answer in the person's words, `hand`-written and `imported`
 * are not bounded; what is `inferred` is: 10 pending, 3 a day, cool-downs.
 */
export type Origin = 'said' | 'correction' | 'inferred' | 'hand' | 'imported';

/** Verbatim words of the person, and where they stand. */
export interface Evidence<Text> {
  conversationId: string;
  messageId: string;
  quote: Text;
}

interface ProposalOf<Text> {
  id: string;
  kind: ItemKind;
  scope: Scope;
  /** Of a preference. */
  slot?: Slot;
  /** The value of a preference, the sentence of a rule, the canonical JSON of a tool. */
  text: Text;
  origin: Origin;
  /** How it was said. */
  said?: CandidateKind;
  evidence: readonly Evidence<Text>[];
  /** Why it is proposed, where a model or a file gave a reason. */
  reason?: Text;
  /** The import that it came with. */
  batch?: string;
  life: ProposalLife;
  createdAt: number;
  /** Its place among those that were proposed together. */
  place: number;
  decidedAt?: number;
  /** Why the person rejected it. */
  objection?: Text;
  /** The version that its approval made. */
  version?: number;
}

/** As it is stored: texts elsewhere. `report` is the JSON of its `ScreeningReport`. */
export interface Proposal extends ProposalOf<TextRef> {
  report: TextRef;
}

/** As it is shown: texts in place. A forgotten text is null. */
export interface ProposalView extends ProposalOf<string | null> {
  report: ScreeningReport;
  /** The active item that gives way to it: another value of the same slot and scope. */
  replaced?: { id: string; text: string };
  /** Its newest finished sandbox run. */
  test?: RunSummary;
}

/** What is proposed, before it is screened and stored. */
export interface ProposalDraft {
  kind: ItemKind;
  scope: Scope;
  slot?: Slot;
  text: string;
  origin: Origin;
  said?: CandidateKind;
  evidence: readonly Evidence<string>[];
  reason?: string;
}
