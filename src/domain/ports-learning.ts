/** What learning needs from outside. `storage/` implements it, the tests a second time. */
import type { Feedback, Outcome } from './consent/feedback.ts';
import type { LearningMode } from './consent/ledger.ts';
import type { Evidence, ProposalDraft, ProposalView } from './consent/proposal.ts';
import type { LearningRefusal } from './consent/refusal.ts';
import type { Scope } from './learned/scope.ts';
import type { Slot } from './learned/slots.ts';
import type { LearnedItem, LearnedState } from './learned/state.ts';
import type { Candidate } from './noticing/candidate.ts';
import type { Live } from './ports.ts';
import type { Program } from './program.ts';
import type { Testing } from './ports-sandbox.ts';
import type { Result } from './result.ts';
import type { RunSummary } from './sandbox/record.ts';
import type { Tap } from './tap.ts';

/** What has been learned and what waits, now. */
export interface LearningView {
  version: number;
  stateHash: string;
  /** `actingHash`: what tests are bound to. */
  actingHash: string;
  /** Active items in the order of approval, suspended ones included. */
  items: readonly LearnedItem[];
  /** Items that a new build of the program no longer lets act: in no prompt until they are edited or retired. */
  suspended: readonly string[];
  /** Items that were approved ahead of their test: in no prompt until a run clears them. */
  waiting: readonly string[];
  /** The newest finished test of each waiting item, by id. */
  tests: Readonly<Record<string, RunSummary>>;
  /** Every approval needs a written reason, and nothing is forgotten. */
  regulated: boolean;
  /** `open` and `blocked` proposals, newest first. */
  proposals: readonly ProposalView[];
  mode: LearningMode;
  /** What was found wrong with the ledger or the program; learning stands still then. */
  broken: string | undefined;
  /** What is inferred waits until then, after rejections. Milliseconds since 1970. */
  pausedUntil: number | undefined;
}

export interface VersionSummary {
  number: number;
  at: number;
  cause: 'started' | 'approved' | 'retired' | 'restored';
  stateHash: string;
  /** Of a restored one: which version it brought back. */
  restoredFrom?: number;
}

export interface VersionView extends VersionSummary {
  /** Texts that were forgotten are left out of `items`. */
  items: readonly LearnedItem[];
  /** How many items hold a text that was forgotten. */
  forgotten: number;
}

/** One item with all that is known of where it came from. */
export interface ItemHistory {
  proposal: ProposalView;
  active: boolean;
  /** The versions that hold it. */
  versions: readonly number[];
}

/** A turn of the person that has not been looked at for something to learn. */
export interface UnreadTurn {
  revision: number;
  conversationId: string;
  messageId: string;
  text: string;
  foreign: readonly { from: number; to: number }[];
  previousAssistant: string | undefined;
  /** Texts of this conversation that the person did not type. */
  foreignTexts: readonly string[];
  /** The conversation touched a topic that is never learned from. */
  closed: boolean;
  /** It was a sum, a note or the like, understood word for word: it says nothing more. */
  answeredAtOnce?: boolean;
}

/** An implicit choice, kept until a second conversation shows the same. */
export interface Observation {
  candidate: Candidate;
  evidence: Evidence<string>;
}

export interface VerifyReport {
  /** Entries, versions, texts, proposals and feedback that were checked. */
  checked: { entries: number; versions: number; texts: number; proposals: number; feedback: number };
  /** Empty if all holds together. One sentence each, with the number of the entry or version. */
  problems: readonly string[];
  /** The hash of the last entry. */
  head: string;
}

/** What an export is made of. */
export interface ExportSource {
  state: LearnedState;
  /** For each preference and rule, in the order of `state`: the evidence and the origin. */
  quotes: { preferences: readonly (string | undefined)[]; rules: readonly (string | undefined)[] };
  versions: readonly VersionSummary[];
  version: number;
  ledgerHead: string;
  guardrailHash: string;
}

/** Learning, kept. Every writing call is one transaction with strict durability; a refusal changes nothing. */
export interface LearningStore {
  /**
   * The light check of a start: newest version against its hash, last entry against the head, program against its build.
   * Makes version 0 in a new profile. A new build screens the active rules again and suspends what it blocks.
   */
  start(program: Program): Promise<void>;
  live(): Live<LearningView>;
  /** Screens and stores. Drafts that are known already, or were rejected within 30 days, come back as refusals, one for one. */
  propose(
    drafts: readonly ProposalDraft[],
    batch?: { format: string; sha256: string },
  ): Promise<Result<ProposalView, LearningRefusal>[]>;
  /** Replaces the text of an open or blocked proposal and screens it again. */
  edit(
    id: string,
    change: { text: string; scope?: Scope; slot?: Slot },
  ): Promise<Result<ProposalView, LearningRefusal>>;
  /** `tap` is for `approveSubject` of exactly these. */
  approve(
    ids: readonly string[],
    tap: Tap | undefined,
    retiring?: readonly string[],
    testing?: Testing,
  ): Promise<Result<{ version: number }, LearningRefusal>>;
  /** By hand: proposed and approved in one go. `tap` is for `addSubject`. */
  add(
    draft: Pick<ProposalDraft, 'kind' | 'scope' | 'slot' | 'text'>,
    tap: Tap | undefined,
    retiring?: readonly string[],
    testing?: Testing,
  ): Promise<Result<{ version: number }, LearningRefusal>>;
  /** What screening says of a text, without storing anything. */
  screen(draft: Pick<ProposalDraft, 'kind' | 'scope' | 'slot' | 'text'>): Promise<ProposalView['report']>;
  reject(ids: readonly string[], objection: string): Promise<Result<void, LearningRefusal>>;
  retire(ids: readonly string[], tap: Tap | undefined): Promise<Result<{ version: number }, LearningRefusal>>;
  /** `tap` is for `restoreSubject`. `skipped` items hold a text that was forgotten. */
  restore(
    number: number,
    tap: Tap | undefined,
  ): Promise<Result<{ version: number; skipped: number }, LearningRefusal>>;
  /** Deletes the texts of items that are not active, for good, also from receipts and reminders. `tap` is for `forgetSubject`. */
  forget(ids: readonly string[], tap: Tap | undefined): Promise<Result<void, LearningRefusal>>;
  setMode(mode: LearningMode): Promise<void>;
  setRegulated(on: boolean): Promise<void>;
  /** Expires what has been open for 90 days. */
  expire(): Promise<number>;

  /** Newest first. */
  versions(): Live<VersionSummary[]>;
  version(number: number): Promise<VersionView | undefined>;
  history(itemId: string): Promise<ItemHistory | undefined>;
  /** Items, active or not, that stand on evidence from this conversation. */
  learnedFrom(conversationId: string): Promise<ItemHistory[]>;
  /** Decided proposals, newest first: approved, rejected, expired. */
  decided(limit: number): Promise<ProposalView[]>;

  /** Oldest first. What came while learning stood still is not among them. */
  unread(limit: number): Promise<UnreadTurn[]>;
  /** Nothing up to this revision is read again. */
  markRead(revision: number): Promise<void>;
  /** The conversation is never learned from again. */
  closeConversation(conversationId: string): Promise<void>;
  observations(): Promise<Observation[]>;
  observe(observation: Observation): Promise<void>;

  feedback(
    given: Pick<Feedback, 'conversationId' | 'messageId' | 'version' | 'items'> & {
      outcome: Outcome;
      words: string;
    },
  ): Promise<void>;
  /** The newest outcome of each answer of a conversation. */
  outcomes(conversationId: string): Live<ReadonlyMap<string, Outcome>>;

  exportSource(): Promise<ExportSource>;
  /** Notes in the ledger that a bundle left. */
  exported(format: string, sha256: string): Promise<void>;
  /** The whole chain, in a worker. A problem stops learning and is in `live().broken` from then on. */
  verify(): Promise<VerifyReport>;
}
