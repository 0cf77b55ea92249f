/** What a tool is, what it may use, and what comes of a call. */
import type { Json } from '../canonical-json.ts';
import type { JsonSchema } from '../generation.ts';
import type { GuardrailId } from '../guardrails.ts';
import type { Clock, Search } from '../ports.ts';
import type { Reminders, Workspace } from '../ports-tools.ts';
import type { Result } from '../result.ts';
import type { ToolTag } from '../watching/capability-overhang.ts';

/** Every built-in tool. The registry in `tools/` must hold each one: the compiler says which is missing. */
export type ToolName =
  | 'calculate'
  | 'date_time'
  | 'list_files'
  | 'read_file'
  | 'search_files'
  | 'search_conversations'
  | 'write_file'
  | 'append_file'
  | 'rename_file'
  | 'delete_file'
  | 'add_to_list'
  | 'set_reminder';

export type ToolErrorKind =
  /** The input does not obey the schema, or has no meaning. */
  | 'input'
  /** The path leaves the workspace, or is no path. */
  | 'path'
  | 'missing'
  | 'exists'
  | 'too-large'
  | 'quota'
  /** A guardrail stands against it. */
  | 'refused'
  /** The person said no. */
  | 'declined'
  | 'stopped'
  /** A learned tool took too long, too much memory, said too much, threw, or gave what its schema does not allow. */
  | 'timeout'
  | 'memory'
  | 'output'
  | 'code'
  /** What the platform did not do. */
  | 'failed';

/** A refusal or a failure, as one sentence for the person. Plain data: it crosses threads. */
export interface ToolError {
  kind: ToolErrorKind;
  sentence: string;
  guardrail?: GuardrailId;
}

/** Where a text comes from that the person did not type here. */
export type Source =
  | { kind: 'file'; path: string }
  | { kind: 'pasted' }
  | { kind: 'tool'; name: string }
  | { kind: 'conversation' };

/** How a call is taken back: a change of the workspace, a reminder that was set, or some that were cancelled. */
export type UndoRef =
  | { kind: 'workspace'; id: string }
  | { kind: 'reminder'; id: string }
  | { kind: 'cancelled-reminders'; ids: readonly string[] };

export interface ToolOutcome {
  output: Json;
  /** One sentence for the card: "Wrote “notes/milk.md” (1 line)." */
  said: string;
  undo?: UndoRef;
  /** Where text in `output` came from, if the person did not write it. Empty or absent: nothing foreign in it. */
  sources?: readonly Source[];
}

/** What would be gone after a call. */
export interface Loss {
  /** "“notes/milk.md” (3 lines) would be deleted." */
  sentence: string;
  path: string;
  /** The text that would be lost, at most its first 2,000 characters. */
  before: string;
  /** What would stand there instead. */
  after?: string;
}

/** All that tools get from outside. There is no network among it. */
export interface ToolPowers {
  workspace: Workspace;
  reminders: Reminders;
  search: Pick<Search, 'find'>;
  now: Clock;
  /** An IANA name such as `Europe/Lisbon`. */
  timeZone: string;
  /** Where texts come from that stand in the input, for files that are written from it. */
  sources: readonly Source[];
  /** Who wants it. What the person does by hand is their own writing. */
  by: 'you' | 'assistant';
}

export interface ToolSpec {
  name: string;
  /** One sentence for the prompt. */
  description: string;
  /** JSON Schemas of type `object`, draft 2020-12, without `$ref`. */
  input: JsonSchema;
  output: JsonSchema;
  tags: readonly ToolTag[];
  /** Calls in one turn at most. */
  perTurn: number;
}

/** One file in `tools/`. */
export interface Tool<Input extends Json = Json> extends ToolSpec {
  name: ToolName;
  /** What would be lost, or undefined: then it runs without asking. Absent: nothing ever is. */
  loses?(input: Input, powers: ToolPowers): Promise<Loss | undefined>;
  /** `input` obeys the schema. */
  run(input: Input, powers: ToolPowers): Promise<Result<ToolOutcome, ToolError>>;
}

/** One call as the conversation keeps and shows it. */
export interface ToolCall {
  id: string;
  tool: string;
  input: Json;
  at: number;
  by: 'you' | 'assistant';
  /** What the model wrote to call it, byte for byte; empty where it was no model. */
  raw: string;
  /** What went back to the model. */
  sent: string;
  /** Keeps the hash in the ledger from being guessed. */
  salt: string;
  /** What was masked in the input: "an API key". */
  masked?: readonly string[];
  state: ToolCallState;
}

export type ToolCallState =
  | { kind: 'running' }
  /** `undone` since. */
  | {
      kind: 'done';
      said: string;
      output: Json;
      undo?: UndoRef;
      sources?: readonly Source[];
      undone?: boolean;
    }
  | { kind: 'failed'; error: ToolError };

export const toolError = (kind: ToolErrorKind, sentence: string, guardrail?: GuardrailId): ToolError => ({
  kind,
  sentence,
  ...(guardrail && { guardrail }),
});
