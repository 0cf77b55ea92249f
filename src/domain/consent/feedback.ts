import type { TextRef } from '../learned/state.ts';

/** What became of one answer. Explicit only: a press of a button. */
export type Outcome = 'success' | 'failure' | 'correction';

/** One piece of feedback, as stored. The newest of an answer counts. */
export interface Feedback {
  id: string;
  at: number;
  conversationId: string;
  /** The answer. */
  messageId: string;
  outcome: Outcome;
  /** What the person wrote with it. */
  words?: TextRef;
  /** What of the learned state was in the prompt. */
  version: number;
  items: readonly string[];
}
