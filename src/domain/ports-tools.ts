/** What tools need from outside: the person's files, reminders, the cage, and the record of calls. */
import type { LearningRefusal } from './consent/refusal.ts';
import type { Json } from './canonical-json.ts';
import type { ConversationStore, Live } from './ports.ts';
import type { Result } from './result.ts';
import type { Tap } from './tap.ts';
import type { Source, ToolError } from './tools/tool.ts';

/** Who wrote a file. `brought` ones were dropped in or imported, or nobody knows: their text is not trusted. */
export type FileOrigin = 'you' | 'assistant' | 'brought';

export interface WorkspaceFile {
  /** `notes/milk.md`: segments joined by `/`, never absolute. */
  path: string;
  bytes: number;
  changedAt: number;
  origin: FileOrigin;
  /** Foreign texts that it was written from. */
  sources: readonly Source[];
}

/** A change that can be taken back, for 30 days. */
export interface UndoEntry {
  id: string;
  at: number;
  kind: 'created' | 'replaced' | 'renamed' | 'deleted';
  path: string;
  /** Of a rename: where it was. */
  from?: string;
}

export interface WrittenAs {
  origin: FileOrigin;
  sources?: readonly Source[];
}

/** Told now and then how much of some work is done, 0 to 1. Answers whether to go on: `false` ends it as `stopped`. */
export type GoOn = (fraction: number) => boolean | Promise<boolean>;

/**
 * The profile's own folder. Paths are checked here and cannot leave it; names that differ only in case or in Unicode form name
 * the same file. A change is whole or not there at all, also when the tab is killed, and comes back with how to undo it.
 */
export interface Workspace {
  /** By path. */
  list(): Promise<WorkspaceFile[]>;
  info(path: string): Promise<Result<WorkspaceFile, ToolError>>;
  /** The text of a file of at most 1 MiB. */
  read(path: string): Promise<Result<{ file: WorkspaceFile; text: string }, ToolError>>;
  /**
   * `exists` where there is one already, unless `replace`. `numbered`: where a file or a folder has the name, it becomes
   * `milk (2).md`, and nothing is ever replaced. At most 1 MiB.
   */
  write(
    path: string,
    text: string,
    as: WrittenAs & { replace?: boolean; numbered?: boolean },
  ): Promise<Result<{ file: WorkspaceFile; undo: string }, ToolError>>;
  /** Adds to the end, on a new line; makes the file where there is none. */
  append(
    path: string,
    text: string,
    as: WrittenAs,
  ): Promise<Result<{ file: WorkspaceFile; undo: string }, ToolError>>;
  rename(
    from: string,
    to: string,
    options?: { replace?: boolean },
  ): Promise<Result<{ file: WorkspaceFile; undo: string }, ToolError>>;
  remove(path: string): Promise<Result<{ undo: string }, ToolError>>;
  /** Best first: files whose path or text holds every word of the query. */
  search(query: string, limit: number): Promise<{ file: WorkspaceFile; snippet: string }[]>;
  /** Takes a change back. Refuses where the file was changed again since, and says so. */
  undo(id: string): Promise<Result<{ path: string }, ToolError>>;
  /** Newest first. */
  undoable(): Promise<UndoEntry[]>;
  /** Copies files in, as `brought`: all of them, or none. A name that is taken gets a number: `plan (2).txt`. */
  bring(files: readonly File[], folder?: string, goOn?: GoOn): Promise<Result<WorkspaceFile[], ToolError>>;
  /** The bytes of a file, to be saved elsewhere. */
  blob(path: string): Promise<Result<Blob, ToolError>>;
  /** Deletes for good what could be undone until `before`. */
  purge(before: number): Promise<void>;
  /** Called after each change, in this tab or another. Returns how to stop that. */
  onChange(listener: () => void): () => void;
}

export interface Reminder {
  id: string;
  text: string;
  at: number;
  createdAt: number;
  /** A timer counts down; a reminder has a date. */
  kind: 'timer' | 'reminder';
  state: 'waiting' | 'rung' | 'done' | 'cancelled';
  /** When it rang last, in milliseconds since 1970: later than `at` where no page was awake. */
  rungAt?: number;
}

export interface Reminders {
  live(): Live<Reminder[]>;
  add(draft: Pick<Reminder, 'text' | 'at' | 'kind'>): Promise<Result<Reminder, ToolError>>;
  mark(id: string, state: Reminder['state']): Promise<void>;
  remove(id: string): Promise<void>;
  /** Cancels those that wait or ring. The ids of what this call cancelled. */
  cancel(ids: readonly string[]): Promise<string[]>;
  /** Lets what was cancelled wait again. */
  restore(ids: readonly string[]): Promise<void>;
}

/** The stores as they are inside one transaction. */
export interface Within {
  conversations: Pick<ConversationStore, 'append' | 'putCalls'>;
  reminders: Pick<Reminders, 'add' | 'remove' | 'cancel' | 'restore'>;
  toolRecord: Pick<ToolRecord, 'called' | 'returned' | 'undone'>;
}

/**
 * Makes the calls of `work` to the stores that it is given one strict transaction: all of them hold, or none. `work` waits for
 * such calls and for nothing else; what it throws undoes them.
 */
export type Together = <Value>(work: (within: Within) => Promise<Value>) => Promise<Value>;

/** A learned tool's body and what it is given. */
export interface CageJob {
  /** The body of `(input, granted) => output`. */
  body: string;
  input: Json;
  /** What the person granted, by name: `{clock: {now, timeZone}, random: seed, files: {path: text}}`. */
  granted: { [name: string]: Json };
}

/** Runs code that nobody wrote by hand: a new thread each time, bounded in time, memory and output. */
export interface Cage {
  run(job: CageJob, signal?: AbortSignal): Promise<Result<{ output: Json; ms: number }, ToolError>>;
}

/** What of a call the ledger keeps. `input` is a salted hash. */
export interface CalledFact {
  call: string;
  tool: string;
  by: 'you' | 'assistant';
  input: string;
}

export type CallEnd = 'done' | 'failed' | 'refused' | 'declined';

/** The record of tool calls, in the ledger. */
export interface ToolRecord {
  /** Before it runs. A call that loses something needs a tap for `confirmSubject`. A refusal means that it must not run. */
  called(
    fact: CalledFact,
    confirmed?: { tap: Tap | undefined; subject: string },
  ): Promise<Result<void, LearningRefusal>>;
  returned(call: string, end: CallEnd): Promise<void>;
  undone(call: string): Promise<void>;
  /** Calls of the assistant since then. */
  callsSince(at: number): Promise<number>;
}
