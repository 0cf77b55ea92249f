import type { Receipt } from '../../domain/conversation.ts';
import type { Usage } from '../../domain/generation.ts';
import { secondsInWords } from '../words.ts';

/** "14 tokens a second · first after 0.4 s"; empty where nothing was measured. */
export function figuresInWords({ timings }: Receipt): string {
  if (!timings || timings.tokensPerSecond <= 0) return '';
  const { tokensPerSecond, firstTokenMs } = timings;
  const speed = tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : Math.round(tokensPerSecond).toString();
  return `${speed} tokens/s · first after ${secondsInWords(firstTokenMs)}`;
}

/** A count of tokens, with "≈" where the runtime did not report it. */
export function tokensInWords(count: number, { estimated }: Pick<Usage, 'estimated'>): string {
  return `${estimated ? '≈ ' : ''}${count.toLocaleString('en')}`;
}
