/** What testing needs from storage. */
import type { LearningRefusal } from './consent/refusal.ts';
import type { Scope } from './learned/scope.ts';
import type { LearnedItem } from './learned/state.ts';
import type { Live } from './ports.ts';
import type { Result } from './result.ts';
import type { Check } from './sandbox/check.ts';
import type { RunBinding, RunDetail, RunSummary } from './sandbox/record.ts';
import type { Replies } from './sandbox/run.ts';
import type { OwnCase, PastTurn } from './sandbox/suite.ts';

/** A test of the person's own, with where it comes from. */
export interface OwnTest extends OwnCase {
  at: number;
  conversationId: string;
  messageId: string;
}

/** What a suite is made of. */
export interface SandboxMaterial {
  proposal: { id: string; text: string; scope: Scope; reason: string; said: string };
  /** The question and the answer that were complained about. */
  failure: { question: string; answer: string } | undefined;
  past: readonly PastTurn[];
  own: readonly OwnCase[];
}

/** A run that was begun: its replies so far. */
export interface OpenRun {
  id: string;
  replies: Replies;
  ms: number;
}

export interface SandboxStore {
  /** The unfinished run with this binding, or a new one. Older unfinished runs of the same proposal are thrown away. */
  openRun(proposalId: string, binding: RunBinding): Promise<OpenRun>;
  /** What was answered so far. Survives a killed tab. */
  saveRun(id: string, replies: Replies, ms: number): Promise<void>;
  /** Throws away an unfinished run. */
  dropRun(id: string): Promise<void>;
  /** Its last word: the record, and an entry in the ledger. False if the proposal is gone or its text was edited. */
  finishRun(id: string, summary: Omit<RunSummary, 'id'>, detail: RunDetail): Promise<boolean>;
  /** Finished runs of a proposal, or of `probes`, newest first. */
  runsOf(proposalId: string): Promise<RunSummary[]>;
  detailOf(runId: string): Promise<RunDetail | undefined>;
  /** Undefined if the proposal is not there, or its words were forgotten. */
  material(proposalId: string): Promise<SandboxMaterial | undefined>;
  /** What the person's own tests are, newest first. */
  tests(): Live<OwnTest[]>;
  keepTest(
    draft: Pick<OwnTest, 'question' | 'scope' | 'check' | 'conversationId' | 'messageId'>,
  ): Promise<Result<OwnTest, LearningRefusal>>;
  editTest(id: string, check: Check): Promise<Result<void, LearningRefusal>>;
  removeTest(id: string): Promise<void>;
}

/** What approves with what: the model in use and the suite of now. Without a model a rule may be approved ahead of its test. */
export interface Testing {
  model?: string | undefined;
  suite?: string | undefined;
  /** Why, in the person's words, where the profile asks for it. */
  reason?: string | undefined;
}

/** The items of a state and one more, as a sandbox run compares them. */
export interface Compared {
  base: readonly LearnedItem[];
  change: readonly LearnedItem[];
}
