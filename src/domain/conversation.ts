import type { EngineError } from './engine-error.ts';
import type { Timings, Usage } from './generation.ts';
import type { EngineName } from './model.ts';
import type { ToolCall } from './tools/tool.ts';

export interface Conversation {
  id: string;
  title: string;
  /** True once a person named it: the title is then never derived again. */
  renamed: boolean;
  createdAt: number;
  /** Time of the last message. */
  updatedAt: number;
  /** The last message of the branch that is shown. */
  leafId: string | null;
  /** Set while a deletion can still be undone; such conversations are shown nowhere. */
  deletedAt: number | null;
  /** It touched a topic that is never learned from. */
  learningClosed?: boolean;
}

export type ProvenanceSource = 'pasted' | 'dropped' | 'shared' | 'quoted' | 'imported';

/** Characters `from` (inclusive) to `to` (exclusive) of a text that a person entered without typing them. */
export interface ProvenanceRange {
  from: number;
  to: number;
  source: ProvenanceSource;
}

interface MessageBase {
  id: string;
  conversationId: string;
  parentId: string | null;
  createdAt: number;
  /** What is displayed. */
  shown: string;
  /** The exact text that goes to the model, byte for byte, whenever this message is in a prompt. */
  sent: string;
}

export interface UserMessage extends MessageBase {
  role: 'user';
  provenance: ProvenanceRange[];
  /** The preferences that stand in `sent` before what was typed. Once one of them no longer acts, `shown` is sent instead. */
  reminder?: { items: string[] };
  /** Its answer may use tools: `sent` ends with the form of a step. */
  offersTools?: boolean;
}

export interface AssistantMessage extends MessageBase {
  role: 'assistant';
  state: AnswerState;
  receipt: Receipt;
  /** Calls of tools, in their order. */
  calls?: readonly ToolCall[];
  /** It was answered at once, without any model: what was understood. */
  instant?: { interpretation: string; /** It was a sum. */ reckons?: true };
}

export type Message = UserMessage | AssistantMessage;

/** `streaming` in the database with no live turn behind it means that the tab was killed: it is shown as interrupted. */
export type AnswerState =
  | { kind: 'streaming' }
  | { kind: 'done'; finish: 'stop' | 'length' }
  | { kind: 'stopped' }
  | { kind: 'interrupted' }
  | { kind: 'failed'; error: EngineError };

/** What stands behind "What was sent". The prompt is `system`, then every message of the branch from `firstSentId` to the parent. */
export interface Receipt {
  model: { id: string; name: string; engine: EngineName | 'instant' };
  system: string;
  /** The oldest message that still went to the model. */
  firstSentId: string;
  /** User messages that were sent without their reminder, because it no longer held. */
  plain?: string[];
  /** What had been learned and was in the prompt. */
  learned?: { version: number; items: string[] };
  usage?: Usage;
  timings?: Timings;
}

export interface Draft {
  /** A conversation's id, or `new`. */
  key: string;
  text: string;
  provenance: ProvenanceRange[];
}
