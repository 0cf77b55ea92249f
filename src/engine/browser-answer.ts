import type { Completion, PromptMessage, Usage } from '../domain/generation.ts';
import type { BrowserPromptOptions, BrowserSession } from './browser-model.ts';

/** What one answer of a session came to. Times in milliseconds. */
export interface Answer {
  raw: string;
  finish: Completion['finish'];
  pieces: number;
  firstAt: number;
  lastAt: number;
}

/** Reads deltas to the end, or to `maxTokens` of them: a piece is about a token. */
export async function readAnswer(
  session: BrowserSession,
  question: PromptMessage,
  options: BrowserPromptOptions,
  maxTokens: number | undefined,
  onDelta: (text: string) => void,
  now: () => number,
): Promise<Answer> {
  const reader = session.promptStreaming([question], options).getReader();
  const answer: Answer = { raw: '', finish: 'stop', pieces: 0, firstAt: now(), lastAt: now() };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return answer;
    answer.lastAt = now();
    if (answer.pieces === 0) answer.firstAt = answer.lastAt;
    answer.raw += value;
    answer.pieces++;
    onDelta(value);
    if (answer.pieces === maxTokens) {
      await reader.cancel();
      return { ...answer, finish: 'length' };
    }
  }
}

/** Chrome evicts the oldest turns where an answer outgrows the context. */
export function watchOverflow(session: BrowserSession): { happened(): boolean } {
  let happened = false;
  session.addEventListener('contextoverflow', () => (happened = true), { once: true });
  return { happened: () => happened };
}

export interface Counts {
  /** Tokens that the session held from earlier turns. */
  kept: number;
  usedBefore: number | undefined;
  asked: number | undefined;
  usedAfter: number | undefined;
  answer: Answer;
  messages: readonly PromptMessage[];
}

/** Counts from what the session said of its context, or estimates where it said nothing. */
export function countUsage({ kept, usedBefore, asked, usedAfter, answer, messages }: Counts): Usage {
  if (usedBefore === undefined || asked === undefined || usedAfter === undefined) {
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    return { computed: Math.ceil(characters / 4), reused: 0, completion: answer.pieces, estimated: true };
  }
  const completion = usedAfter - usedBefore - asked;
  return {
    computed: usedBefore - kept + asked,
    reused: kept,
    completion: completion > 0 ? completion : answer.pieces,
    estimated: completion <= 0,
  };
}
