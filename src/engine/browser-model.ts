import type { JsonSchema, PromptMessage } from '../domain/generation.ts';

/** The part of Chrome's Prompt API that this app uses; no standard library types it yet. */
export interface BrowserModels {
  availability(
    options: BrowserModelOptions,
  ): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: BrowserSessionOptions): Promise<BrowserSession>;
}

export interface BrowserModelOptions {
  expectedInputs: { type: 'text'; languages: string[] }[];
  expectedOutputs: { type: 'text'; languages: string[] }[];
}

export interface BrowserSessionOptions extends BrowserModelOptions {
  /** Never evicted, whatever comes after. The system message first. */
  initialPrompts?: PromptMessage[];
  signal?: AbortSignal;
  monitor?(target: EventTarget): void;
}

export interface BrowserSession extends EventTarget {
  promptStreaming(input: PromptMessage[], options: BrowserPromptOptions): ReadableStream<string>;
  append?(input: PromptMessage[], options: { signal: AbortSignal }): Promise<void>;
  measureContextUsage?(input: PromptMessage[], options: BrowserPromptOptions): Promise<number>;
  /** In tokens. */
  readonly contextUsage?: number;
  readonly contextWindow?: number;
  destroy(): void;
}

export interface BrowserPromptOptions {
  signal?: AbortSignal;
  responseConstraint?: JsonSchema;
}

/** Languages that Chrome's model knows. Others make `availability` say "unavailable". */
const known = ['en', 'es', 'ja'];

/** The same options must go to `availability` and `create`. English is in the base instructions, so it is always there. */
export function optionsFor(languages: readonly string[]): BrowserModelOptions {
  const wanted = languages.map((language) => language.slice(0, 2).toLowerCase());
  const spoken = known.filter((language) => language === 'en' || wanted.includes(language));
  return {
    expectedInputs: [{ type: 'text', languages: spoken }],
    expectedOutputs: [{ type: 'text', languages: spoken }],
  };
}
