import type { ToolCall } from '../domain/tools/tool.ts';

/** `sent` is what a model reads of it later: nothing that came out of files stands in there. */
export interface InstantAnswer {
  interpretation: string;
  reckons?: true;
  shown: string;
  sent: string;
  calls: readonly ToolCall[];
}

/** An answer as far as it differs: `sent` is what is shown, and there are no calls, where nothing else is said. */
export type Said = Pick<InstantAnswer, 'shown'> & Partial<InstantAnswer>;

/** What a call says of its end. */
export const saidBy = ({ state }: ToolCall): string =>
  state.kind === 'done' ? state.said : state.kind === 'failed' ? state.error.sentence : '';

/** A sentence, or a call whose card says it. */
export const toldBy = (told: string | ToolCall): Said =>
  typeof told === 'string' ? { shown: told } : { shown: saidBy(told), calls: [told] };
