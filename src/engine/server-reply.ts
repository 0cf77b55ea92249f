import type { Usage } from '../domain/generation.ts';

/** What one piece of a streamed answer says. Fields that it does not mention are absent. */
export interface Reply {
  content: string;
  /** What the model thinks, where the server separates it from the text. */
  reasoning: string;
  /** A piece of a tool call: the first has its name. */
  call?: { name: string; json: string };
  finish?: 'stop' | 'length';
  usage?: Usage;
  /** While decoding, as the server measured it. */
  tokensPerSecond?: number;
  /** 0 to 1 while the prompt is read (llama.cpp). */
  prefill?: number;
  error?: ServerFault;
}

/** An error as the server words it. */
export interface ServerFault {
  message: string;
  /** Its type and code in one string, to search in. */
  label: string;
}

/** Reads one event of `/chat/completions`, or a whole answer that was not streamed. Undefined if it is neither. */
export function readReply(value: unknown): Reply | undefined {
  if (!isRecord(value)) return undefined;
  const error = readFault(value);
  if (error !== undefined) return { content: '', reasoning: '', error };
  const choice = Array.isArray(value['choices']) ? value['choices'][0] : undefined;
  if (choice === undefined && !isRecord(value['usage']) && !Array.isArray(value['choices'])) return undefined;
  const part = isRecord(choice) ? (choice['delta'] ?? choice['message']) : undefined;
  const reply: Reply = { content: '', reasoning: '' };
  if (isRecord(part)) {
    reply.content = text(part['content']);
    reply.reasoning = text(part['reasoning_content']) || text(part['reasoning']);
    const call = readCall(part['tool_calls']);
    if (call !== undefined) reply.call = call;
  }
  const finish = isRecord(choice) ? choice['finish_reason'] : undefined;
  if (typeof finish === 'string') reply.finish = finish === 'length' ? 'length' : 'stop';
  return { ...reply, ...readFigures(value) };
}

/** The first call only: one is made at a time. Most servers send its arguments as text, some as an object. */
function readCall(calls: unknown): Reply['call'] {
  const first = Array.isArray(calls) ? calls.find((call) => isRecord(call) && !call['index']) : undefined;
  const { name, arguments: json } = isRecord(first?.['function']) ? first['function'] : {};
  if (first === undefined) return undefined;
  return { name: text(name), json: isRecord(json) ? JSON.stringify(json) : text(json) };
}

/** Reads `{error: …}` in the shapes of OpenAI, llama.cpp, vLLM and Ollama. */
export function readFault(value: unknown): ServerFault | undefined {
  if (!isRecord(value)) return undefined;
  if (value['object'] === 'error') return fault(value);
  const error = value['error'];
  if (typeof error === 'string') return { message: error, label: '' };
  return isRecord(error) ? fault(error) : undefined;
}

const fault = (error: Record<string, unknown>): ServerFault => ({
  message: text(error['message']),
  label: `${String(error['type'] ?? '')} ${String(error['code'] ?? '')}`.trim(),
});

function readFigures(value: Record<string, unknown>): Partial<Reply> {
  const timings = isRecord(value['timings']) ? value['timings'] : {};
  const usage = readUsage(value['usage'], timings);
  const tokensPerSecond = count(timings['predicted_per_second']);
  const progress = isRecord(value['prompt_progress']) ? value['prompt_progress'] : {};
  const total = count(progress['total']);
  const processed = count(progress['processed']);
  return {
    ...(usage === undefined ? {} : { usage }),
    ...(tokensPerSecond ? { tokensPerSecond } : {}),
    ...(total && processed !== undefined ? { prefill: Math.min(1, processed / total) } : {}),
  };
}

/** Token counts: from `usage`, from llama.cpp's `timings` where that is all there is. */
function readUsage(value: unknown, timings: Record<string, unknown>): Usage | undefined {
  const usage = isRecord(value) ? value : {};
  const details = isRecord(usage['prompt_tokens_details']) ? usage['prompt_tokens_details'] : {};
  const reused = count(details['cached_tokens']) ?? count(timings['cache_n']) ?? 0;
  const completion = count(usage['completion_tokens']) ?? count(timings['predicted_n']);
  const prompt = count(usage['prompt_tokens']);
  const computed = prompt === undefined ? count(timings['prompt_n']) : Math.max(0, prompt - reused);
  if (completion === undefined || computed === undefined) return undefined;
  return { computed, reused, completion, estimated: false };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A finite number from 0 up; anything else is undefined. */
export const count = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
