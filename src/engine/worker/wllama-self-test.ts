import type { WllamaRuntime } from './wllama-runtime.ts';

export interface SelfTestResult {
  text: string;
  tokensPerSecond: number;
}

/** A prompt with one likely answer, so that small differences in rounding do not change the words. */
const messages = [{ role: 'user' as const, content: 'Count from one to nine. Reply with the digits only.' }];
const tokens = 8;
const longestMs = 30_000;

/** Lets the loaded model answer a short fixed prompt, always taking the likeliest token. Undefined if it fails or takes too long. */
export async function selfTest({ edge, log }: WllamaRuntime): Promise<SelfTestResult | undefined> {
  let text = '';
  let tokensPerSecond = 0;
  const answer = edge.createChatCompletion({
    messages,
    stream: true,
    temperature: 0,
    max_tokens: tokens,
    chat_template_kwargs: { enable_thinking: false },
    abortSignal: AbortSignal.timeout(longestMs),
    onData: (chunk) => {
      text += chunk.choices[0]?.delta.content ?? '';
      tokensPerSecond = chunk.timings?.predicted_per_second ?? tokensPerSecond;
    },
  });
  try {
    await Promise.race([answer, log.died]);
    return { text, tokensPerSecond };
  } catch {
    return undefined;
  }
}

/** True where the graphics processor gives the same words as the processor, and not more slowly. */
export function isGpuFit(cpu: SelfTestResult | undefined, gpu: SelfTestResult | undefined): boolean {
  if (cpu === undefined || gpu === undefined) return false;
  return cpu.text !== '' && gpu.text === cpu.text && gpu.tokensPerSecond >= cpu.tokensPerSecond;
}
