import type { WllamaRuntime } from './wllama-runtime.ts';

export interface SelfTestResult {
  text: string;
  tokensPerSecond: number;
}

/** A prompt with one likely answer, so that small differences in rounding do not change the words. */
const messages = [{ role: 'user' as const, content: 'Count from one to nine. Reply with the digits only.' }];
const tokens = 8;
const longestMs = 30_000;
/** What anyone who can count says, however it is written. */
const counted = /1\D{0,3}2\D{0,3}3/;

/** Lets the loaded model answer a short fixed prompt, always taking the likeliest token. Undefined if it fails or takes too long. */
export async function selfTest({ edge, log }: WllamaRuntime): Promise<SelfTestResult | undefined> {
  let text = '';
  let tokensPerSecond = 0;
  const given = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The library looks at its signal only between two results, and a long prefill gives none.
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      given.abort();
      reject(new Error('the self-test takes too long'));
    }, longestMs);
  });
  const answer = edge.createChatCompletion({
    messages,
    stream: true,
    temperature: 0,
    max_tokens: tokens,
    chat_template_kwargs: { enable_thinking: false },
    abortSignal: given.signal,
    onData: (chunk) => {
      text += chunk.choices[0]?.delta.content ?? '';
      tokensPerSecond = chunk.timings?.predicted_per_second ?? tokensPerSecond;
    },
  });
  try {
    await Promise.race([answer, log.died, tooLong]);
    return { text, tokensPerSecond };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * True where the graphics processor gives the same words as the processor, and not more slowly.
 * Where the processor gave no words in time, it is enough that the graphics processor can count.
 */
export function isGpuFit(cpu: SelfTestResult | undefined, gpu: SelfTestResult | undefined): boolean {
  if (gpu === undefined) return false;
  if (cpu === undefined) return counted.test(gpu.text);
  return cpu.text !== '' && gpu.text === cpu.text && gpu.tokensPerSecond >= cpu.tokensPerSecond;
}
