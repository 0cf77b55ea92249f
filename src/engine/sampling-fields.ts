import type { Sampling } from '../domain/generation.ts';

/** Sampling as OpenAI's API names it, which every runtime but the browser's own takes. What is unset is left out. */
export const samplingFields = ({ temperature, topP, maxTokens, seed }: Sampling) => ({
  temperature,
  top_p: topP,
  ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
  ...(seed === undefined ? {} : { seed }),
});
