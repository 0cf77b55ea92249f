import type { AppConfig, InitProgressReport } from '@mlc-ai/web-llm';
import { engineError, type EngineError } from '../../domain/engine-error.ts';
import type { GenerateRequest, Progress } from '../../domain/generation.ts';
import type { WebllmSource } from '../../domain/model.ts';
import { failure, success } from '../../domain/result.ts';
import type { ModelThread } from './model-thread.ts';
import { readCachedModel, type CachedModel } from './webllm-cache.ts';
import { answerChat } from './webllm-chat.ts';
import { webllmProblem } from './webllm-errors.ts';
import { createPromptMemory, type PromptMemory } from './webllm-prompt.ts';
import type { StartWebllm, WebllmEdge } from './webllm-runtime.ts';

export interface WebllmLoadRequest {
  modelId: string;
  source: WebllmSource;
  /** In tokens. */
  context: number;
}

export interface WebllmThreadDeps {
  caches: Pick<CacheStorage, 'open'>;
  start: StartWebllm;
  gpuProblem: Promise<EngineError>;
  now(): number;
}

export type WebllmThread = ModelThread<WebllmLoadRequest, void>;

interface Loaded {
  edge: WebllmEdge;
  memory: PromptMemory;
  thinks: boolean;
}

/** The worker's half of the engine: MLC models, compiled for WebGPU. */
export function createWebllmThread({ caches, start, gpuProblem, now }: WebllmThreadDeps): WebllmThread {
  let loaded: Loaded | undefined;
  let answering: AbortController | undefined;

  return {
    async load(request, onProgress) {
      onProgress({ phase: 'read', fraction: undefined });
      const model = await readCachedModel(caches, request.source);
      if (!model.ok) return model;
      try {
        const reload = async () => {
          const edge = await start(toAppConfig(request, model.value), (report) =>
            onProgress(toProgress(report)),
          );
          await edge.reload(request.modelId);
          // An aborted load resolves with nothing loaded. This throws then.
          await edge.getMessage(request.modelId);
          loaded = {
            edge,
            memory: createPromptMemory(model.value.isTemplated),
            thinks: canStopThinking(request.modelId),
          };
          return undefined;
        };
        const problem = await Promise.race([reload(), gpuProblem]);
        return problem === undefined ? success(undefined) : failure(problem);
      } catch (problem) {
        return failure(webllmProblem(problem, 'load'));
      }
    },

    async generate(request: GenerateRequest, onUpdate) {
      if (loaded === undefined) return failure(engineError('worker-lost', undefined, 'no model is loaded'));
      answering = new AbortController();
      const { signal } = answering;
      const answer = await answerChat({ ...loaded, gpuProblem, now, request, onUpdate, signal });
      answering = undefined;
      return answer;
    },

    stop() {
      answering?.abort();
    },
  };
}

/** One model and no other, with the context that the catalogue promises. */
function toAppConfig(
  { modelId, source, context }: WebllmLoadRequest,
  { contextWindow }: CachedModel,
): AppConfig {
  const window = contextWindow === undefined ? undefined : Math.min(context, contextWindow);
  return {
    cacheBackend: 'cache',
    model_list: [
      {
        model_id: modelId,
        model: source.model,
        model_lib: source.model_lib,
        ...(modelId.includes('f16') ? { required_features: ['shader-f16'] } : {}),
        ...(window === undefined ? {} : { overrides: { context_window_size: window } }),
      },
    ],
  };
}

/** The library prefixes an empty think-block for any model, but only these were trained with one. */
const canStopThinking = (modelId: string) => /^(imported-)?Qwen3(\.\d+)?-\d/i.test(modelId);

function toProgress({ progress, text }: InitProgressReport): Progress {
  const phase = /shader|Finish/i.test(text) ? 'compile' : 'read';
  return { phase, fraction: Math.max(0, Math.min(1, progress)) };
}
