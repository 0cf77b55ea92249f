export interface PromptMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface Sampling {
  temperature: number;
  topP: number;
  /** Longest answer, in tokens. Undefined leaves it to the context. */
  maxTokens?: number;
  seed?: number;
}

export type JsonSchema = { readonly [key: string]: unknown };

/** A tool that the model may call. */
export interface OfferedTool {
  name: string;
  /** One sentence. */
  description: string;
  input: JsonSchema;
}

/** One request to any engine. With `schema` the answer is JSON that obeys it. */
export interface GenerateRequest {
  messages: PromptMessage[];
  sampling: Sampling;
  schema?: JsonSchema;
  /**
   * For a runtime whose model calls tools in a way of its own: it may use these in place of `schema`, a step of which they are the calls.
   * It then answers in plain words, or with the text of a step that calls one.
   */
  tools?: OfferedTool[];
}

/** Token counts of one answer. `estimated` is true where the runtime did not report them. */
export interface Usage {
  /** Prompt tokens that had to be computed. */
  computed: number;
  /** Prompt tokens that were still in the key-value cache. */
  reused: number;
  completion: number;
  estimated: boolean;
}

export interface Timings {
  /** From the request to the first token, in milliseconds. */
  firstTokenMs: number;
  /** While decoding, without the prefill. */
  tokensPerSecond: number;
}

/** A finished answer. `raw` is what the model wrote, think-block included: send it back byte for byte, or the cache is lost. */
export interface Completion {
  raw: string;
  /** `raw` without its think-block. */
  text: string;
  finish: 'stop' | 'length';
  usage: Usage;
  timings: Timings;
}

/** How far a load or a download is. `fraction` is 0 to 1, undefined where it is not known. */
export interface Progress {
  phase: 'waiting' | 'download' | 'verify' | 'read' | 'compile' | 'warm-up';
  fraction: number | undefined;
  bytes?: { done: number; total: number };
  /** A broken download tries again by itself: why it waits, as a sentence, and for how many milliseconds. */
  again?: { why: string; waitMs: number };
}
