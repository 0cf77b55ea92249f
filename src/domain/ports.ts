/**
 * Everything that the assistant needs from outside. Adapters live in `storage/` and `engine/`; tests bring their own.
 * Expected failures come back as data; a rejected promise means a defect, or a database that failed.
 */
import type { AnswerState, Conversation, Draft, Message, Receipt } from './conversation.ts';
import type { EngineError } from './engine-error.ts';
import type { Completion, GenerateRequest, Progress } from './generation.ts';
import type {
  CatalogueList,
  CatalogueModel,
  DeviceFacts,
  EngineName,
  Fitness,
  InstalledModel,
  Model,
  ServerModel,
} from './model.ts';
import type { Result } from './result.ts';
import type { ToolTurn } from './tools/manual-turns.ts';
import type { ToolCall } from './tools/tool.ts';
import type { SearchHit } from './search.ts';
import type { Settings } from './settings.ts';

/** Milliseconds since 1970. */
export type Clock = () => number;

/** A new unique id. */
export type Ids = () => string;

/** A value that is delivered now and whenever it changes, until the returned function is called. */
export interface Live<Value> {
  subscribe(next: (value: Value) => void, error: (problem: unknown) => void): () => void;
}

/** One model runtime. Loading is single-flight; requests run one by one. */
export interface Engine {
  readonly name: EngineName;
  probe(): Promise<Fitness>;
  /** Replaces whatever was loaded. Ends with `aborted` when `signal` fires. */
  load(model: Model, options: LoadOptions): Promise<Result<void, EngineError>>;
  /** `onDelta` gets raw text, think-block included. Ends with `aborted` when `signal` fires; what was delivered stays valid. */
  generate(request: GenerateRequest, options: GenerateOptions): Promise<Result<Completion, EngineError>>;
  /** Frees the memory. Safe to call at any time, also twice. */
  unload(): Promise<void>;
}

/** Checks a server that a person names. The engine `server` is one too: `createServerEngine` returns both. */
export interface ServerConnector {
  /**
   * Asks the server at `address` for its models and the length of their context. An empty `modelName` takes the first.
   * Fails with a sentence for the person: not an address, not running, not allowed, no such model.
   */
  connect(address: string, modelName: string, signal: AbortSignal): Promise<Result<ServerModel, EngineError>>;
}

export interface LoadOptions {
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

export interface GenerateOptions {
  onDelta(text: string): void;
  /** 0 to 1 while the prompt is read, where the runtime tells. */
  onPrefill?(fraction: number): void;
  signal: AbortSignal;
}

export interface ConversationStore {
  /** Newest first, deleted ones left out. */
  conversations(): Live<Conversation[]>;
  /** Every branch of one conversation, oldest first. */
  messages(conversationId: string): Live<Message[]>;
  /** Adds the conversation if it is new, and the messages, and makes the last one the leaf: one transaction, strict durability. */
  append(conversation: Conversation, messages: Message[]): Promise<void>;
  /** The partial answer while it streams. Survives a killed tab; may be lost in a power cut. */
  savePartial(messageId: string, text: { shown: string; sent: string }): Promise<void>;
  /** The answer's last word: strict durability. */
  finish(
    messageId: string,
    final: { shown: string; sent: string; state: AnswerState; receipt: Receipt },
  ): Promise<void>;
  /** The calls of an answer so far: strict durability. */
  putCalls(messageId: string, calls: readonly ToolCall[]): Promise<void>;
  setLeaf(conversationId: string, leafId: string): Promise<void>;
  rename(conversationId: string, title: string): Promise<void>;
  remove(conversationId: string, at: number): Promise<void>;
  restore(conversationId: string): Promise<void>;
  /** Deletes for good what was removed before `before`; the ids of these conversations. */
  purge(before: number): Promise<string[]>;
  /** Turns since then whose answer used tools or reckoned, of conversations that are there and may be learned from. At most the newest 2,000 messages are read. */
  toolTurns(since: number): Promise<ToolTurn[]>;
  /** Answers that are being written, or were left so by a killed tab. */
  streamingIds(): Promise<string[]>;
  /** Those of these answers that are still `streaming` become `interrupted`. */
  markInterrupted(ids: readonly string[]): Promise<void>;
}

export interface Search {
  /** Best first, at most `limit`. An empty query finds nothing. */
  find(query: string, limit: number): Promise<SearchHit[]>;
}

/** Drafts may be lost in a power cut, never in a reload. */
export interface DraftStore {
  read(key: string): Promise<Draft | undefined>;
  /** An empty text removes the draft. */
  write(draft: Draft): Promise<void>;
}

export interface SettingsStore {
  read(): Promise<Settings>;
  write(change: Partial<Settings>): Promise<void>;
  live(): Live<Settings>;
}

/** The list of models that this copy offers. URLs come back absolute. */
export interface Catalogue {
  read(): Promise<Result<CatalogueList, EngineError>>;
}

/** A file that the person chose or dropped; `path` begins with the folder's name where a folder was chosen. */
export interface PickedFile {
  path: string;
  file: File;
}

/** Brings model files onto this device and takes them off again, in the downloader's own worker. */
export interface Downloader {
  /**
   * Resolves once every file is stored and verified. What a failed or aborted download brought stays, and the next one goes on
   * from there. Call it from a click: it asks the browser to keep what is stored.
   */
  download(model: CatalogueModel, options: LoadOptions): Promise<Result<Model, EngineError>>;
  /** Says that a model that arrived is on record by now. Until then its download counts as unfinished. Never rejects. */
  recorded(model: Model): Promise<void>;
  /** Downloads that began and are not whole or not recorded, but for those that another tab works on. */
  unfinished(): Promise<UnfinishedDownload[]>;
  /** Checks the files of one model from disk and copies them: a GGUF file, all parts of a split one, or a folder in MLC format. */
  importFiles(files: readonly PickedFile[], options: LoadOptions): Promise<Result<Model, EngineError>>;
  /** Looks at a GGUF file at an address on the web, without fetching all of it: what it is, and how large. */
  lookUp(address: string, signal: AbortSignal): Promise<Result<CatalogueModel, EngineError>>;
  /** Reads every stored file of a model and compares it with what it was when it arrived. Asks no network. */
  verify(model: Model, options: LoadOptions): Promise<Result<ModelCheck, EngineError>>;
  /** Fetches what is wrong or missing of an installed model. `source` is its entry in the catalogue. */
  repair(model: Model, source: CatalogueModel, options: LoadOptions): Promise<Result<Model, EngineError>>;
  /** Takes a model off this device, or what a download brought of it. */
  remove(model: Model | CatalogueModel): Promise<void>;
}

/** A download that began and is not whole. */
export interface UnfinishedDownload {
  model: CatalogueModel;
  /** It was stopped by its owner, or would only fail again: it does not go on by itself. */
  paused: boolean;
  /** Bytes of it that are here. */
  bytes: number;
}

/** What a check of a model's files found. */
export interface ModelCheck {
  /** Files that are missing or no longer what they were, as the person may read them. */
  wrong: string[];
  /** Bytes that were read. */
  bytes: number;
}

/** Which models are whole on this device, or connected. */
export interface ModelRecords {
  all(): Promise<InstalledModel[]>;
  live(): Live<InstalledModel[]>;
  put(model: InstalledModel): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface Device {
  facts(): Promise<DeviceFacts>;
  /** Bytes in use and bytes allowed, for all that this origin keeps; `persisted` is false where the browser may purge it. */
  storage(): Promise<{ used: number; quota: number; persisted: boolean }>;
  /** Asks the browser never to purge. True if it agreed. */
  persist(): Promise<boolean>;
}

/** One tab at a time may run a model in this browser. */
export interface Leadership {
  /** Resolves true once this tab leads, false if another does. */
  claim(title: string): Promise<boolean>;
  /** Leads at once; the other tab is told through `onLost`. */
  takeOver(title: string): Promise<void>;
  release(): void;
  /** Who leads, in words to show ("Lisbon trip"), or undefined if nobody else does. */
  leader(): Promise<string | undefined>;
  onLost(listener: () => void): () => void;
}

/** Which answers are being written, in this tab or another. */
export interface LiveAnswers {
  /** Counts an answer as being written until the returned function is called, or the tab dies. */
  hold(answerId: string): () => void;
  all(): Promise<string[]>;
}

/** Remembers across a crash that a load was under way. */
export interface CrashMarker {
  /** The model that was being loaded when the page last died, if it died so. */
  read(): { modelId: string; at: number } | undefined;
  write(modelId: string): void;
  clear(): void;
}

/** Deletes databases, files, caches that we own, and settings: the origin is as new. Other tabs are told to reload. */
export type EraseEverything = () => Promise<Result<void, string>>;
