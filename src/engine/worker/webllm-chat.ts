import type { ChatCompletionRequestStreaming, CompletionUsage } from '@mlc-ai/web-llm';
import type { EngineError } from '../../domain/engine-error.ts';
import { engineError } from '../../domain/engine-error.ts';
import type { Completion, GenerateRequest, PromptMessage } from '../../domain/generation.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { splitThinking } from '../../domain/think.ts';
import { createDeltaBatch } from './delta-batch.ts';
import type { GenerateUpdate } from './model-thread.ts';
import { webllmProblem } from './webllm-errors.ts';
import type { PromptMemory } from './webllm-prompt.ts';
import type { WebllmEdge } from './webllm-runtime.ts';
import { samplingFields } from '../sampling-fields.ts';

interface ChatDeps {
  edge: WebllmEdge;
  memory: PromptMemory;
  /** Resolves when the graphics processor is of no more use. */
  gpuProblem: Promise<EngineError>;
  now(): number;
  request: GenerateRequest;
  /** The model can think, and is asked not to. */
  thinks: boolean;
  onUpdate(update: GenerateUpdate): void | Promise<void>;
  signal: AbortSignal;
}

interface Streamed {
  finish: 'stop' | 'length' | 'abort';
  usage: CompletionUsage | undefined;
  firstTokenMs: number;
}

/** One answer of the loaded model, streamed. `signal` takes effect at the next token: a prefill cannot be stopped. */
export async function answerChat(deps: ChatDeps): Promise<Result<Completion, EngineError>> {
  const { edge, memory, gpuProblem, signal } = deps;
  const { messages, reused } = memory.prepare(deps.request.messages);
  const batch = createDeltaBatch(deps.onUpdate);
  try {
    const streamed = await Promise.race([
      stream(deps, messages, (text) => batch.add(text)),
      gpuProblem.then((problem) => Promise.reject(new GpuProblem(problem))),
    ]);
    await batch.finish();
    if (signal.aborted || streamed.finish === 'abort') {
      memory.forget();
      return failure(engineError('aborted'));
    }
    // The library's own copy: it decides whether the next prompt goes on from here.
    const raw = await edge.getMessage();
    const usage = {
      computed: streamed.usage?.prompt_tokens ?? 0,
      completion: streamed.usage?.completion_tokens ?? 0,
    };
    if (streamed.finish === 'stop') memory.answered(raw, usage);
    else memory.forget();
    return success({
      raw,
      text: splitThinking(raw, true).answer,
      finish: streamed.finish,
      // web-llm reports what it computed, not what it reused.
      usage: { ...usage, reused, estimated: reused > 0 || streamed.usage === undefined },
      timings: {
        firstTokenMs: streamed.firstTokenMs,
        tokensPerSecond: streamed.usage?.extra.decode_tokens_per_s ?? 0,
      },
    });
  } catch (problem) {
    memory.forget();
    await batch.finish();
    return failure(problem instanceof GpuProblem ? problem.error : webllmProblem(problem, 'generate'));
  }
}

async function stream(
  { edge, request, thinks, now, signal }: ChatDeps,
  messages: PromptMessage[],
  add: (text: string) => void,
): Promise<Streamed> {
  const started = now();
  const result: Streamed = { finish: 'stop', usage: undefined, firstTokenMs: 0 };
  // Looked at by the library after the prefill and between tokens, and cleared by it when a request begins.
  const interrupt = () => void edge.interruptGenerate();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    let first = true;
    for await (const chunk of await edge.chatCompletion(toRequest(request, messages, thinks))) {
      if (signal.aborted) return { ...result, finish: 'abort' };
      const choice = chunk.choices[0];
      if (first) result.firstTokenMs = now() - started;
      first = false;
      add(choice?.delta.content ?? '');
      if (choice?.finish_reason === 'length' || choice?.finish_reason === 'abort') {
        result.finish = choice.finish_reason;
      }
      result.usage = chunk.usage ?? result.usage;
    }
    return result;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** The schema goes as a string: web-llm keeps the compiled grammar for as long as that string stays the same. */
function toRequest(
  { sampling, schema }: GenerateRequest,
  messages: PromptMessage[],
  thinks: boolean,
): ChatCompletionRequestStreaming {
  return {
    messages,
    stream: true,
    stream_options: { include_usage: true },
    ...samplingFields(sampling),
    ...(schema === undefined
      ? {}
      : { response_format: { type: 'json_object', schema: JSON.stringify(schema) } }),
    ...(thinks ? { extra_body: { enable_thinking: false } } : {}),
  };
}

class GpuProblem extends Error {
  readonly error: EngineError;

  constructor(error: EngineError) {
    super(error.sentence);
    this.error = error;
  }
}
