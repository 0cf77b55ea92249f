import type { ChatCompletionChunk, ResultTimings } from '@wllama/wllama/esm/index.js';
import type { EngineError } from '../../domain/engine-error.ts';
import type { Completion, GenerateRequest } from '../../domain/generation.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { splitThinking } from '../../domain/think.ts';
import { createDeltaBatch } from './delta-batch.ts';
import type { GenerateUpdate } from './model-thread.ts';
import { wllamaProblem } from './wllama-errors.ts';
import type { WllamaRuntime } from './wllama-runtime.ts';
import { samplingFields } from '../sampling-fields.ts';

interface ChatDeps {
  runtime: WllamaRuntime;
  now(): number;
  request: GenerateRequest;
  onUpdate(update: GenerateUpdate): void | Promise<void>;
  signal: AbortSignal;
}

/** One answer of the loaded model, streamed. */
export async function answerChat(deps: ChatDeps): Promise<Result<Completion, EngineError>> {
  const { runtime, now, request, signal } = deps;
  const { edge, log } = runtime;
  const batch = createDeltaBatch(deps.onUpdate);
  const started = now();
  let firstTokenMs: number | undefined;
  let raw = '';
  let finish: Completion['finish'] = 'stop';
  let timings: ResultTimings | undefined;

  const onData = (chunk: ChatCompletionChunk) => {
    const { prompt_progress: progress } = chunk;
    if (progress !== undefined && progress.total > progress.cache) {
      batch.prefill((progress.processed - progress.cache) / (progress.total - progress.cache));
    }
    const choice = chunk.choices[0];
    const text = choice?.delta.content ?? '';
    if (text !== '') {
      firstTokenMs ??= now() - started;
      raw += text;
      batch.add(text);
    }
    if (choice?.finish_reason === 'length') finish = 'length';
    timings = chunk.timings ?? timings;
  };

  try {
    const answer = edge.createChatCompletion({
      ...toParams(request),
      stream: true,
      abortSignal: signal,
      onData,
    });
    await Promise.race([answer, log.died]);
  } catch (problem) {
    await batch.finish();
    return failure(wllamaProblem(problem, log.problems()));
  }
  await batch.finish();
  return success({
    raw,
    text: splitThinking(raw, true).answer,
    finish,
    usage: {
      computed: timings?.prompt_n ?? 0,
      reused: timings?.cache_n ?? 0,
      completion: timings?.predicted_n ?? 0,
      estimated: timings === undefined,
    },
    timings: {
      firstTokenMs: firstTokenMs ?? now() - started,
      tokensPerSecond: timings?.predicted_per_second ?? 0,
    },
  });
}

function toParams({ messages, sampling, schema }: GenerateRequest) {
  return {
    messages,
    ...samplingFields(sampling),
    ...(schema === undefined
      ? {}
      : { response_format: { type: 'json_schema' as const, json_schema: { name: 'answer', schema } } }),
    chat_template_kwargs: { enable_thinking: false },
    return_progress: true,
  };
}
