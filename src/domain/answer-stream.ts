import { splitThinking } from './think.ts';

/** An answer while it is written. `raw` goes back to the model, `shown` to the screen. */
export interface AnswerText {
  readonly raw: string;
  readonly shown: string;
  /** The model is still in its think-block. */
  readonly thinking: boolean;
}

export const emptyAnswer: AnswerText = { raw: '', shown: '', thinking: false };

export function appendDelta(answer: AnswerText, delta: string): AnswerText {
  const raw = answer.raw + delta;
  const split = splitThinking(raw);
  return { raw, shown: split.answer, thinking: split.open };
}

/** The answer as it stands when no more will come. */
export function endAnswer(answer: AnswerText): AnswerText {
  return { raw: answer.raw, shown: splitThinking(answer.raw, true).answer, thinking: false };
}
