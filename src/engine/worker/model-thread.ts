import type { EngineError } from '../../domain/engine-error.ts';
import type { Completion, GenerateRequest, Progress } from '../../domain/generation.ts';
import type { Result } from '../../domain/result.ts';

/** What a worker that runs one model answers to. All that crosses is plain data; callbacks cross as comlink proxies. */
export interface ModelThread<LoadRequest, Loaded> {
  /** Called once in the life of a worker: another model gets another worker. */
  load(request: LoadRequest, onProgress: (progress: Progress) => void): Promise<Result<Loaded, EngineError>>;
  /** One at a time. `onUpdate` has been called for all of the answer before the result comes. */
  generate(
    request: GenerateRequest,
    onUpdate: (update: GenerateUpdate) => void | Promise<void>,
  ): Promise<Result<Completion, EngineError>>;
  /** Ends the answer that is being generated, if any. */
  stop(): void;
}

export type GenerateUpdate = { kind: 'delta'; text: string } | { kind: 'prefill'; fraction: number };
