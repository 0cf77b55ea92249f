import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { ChatStatus } from './conversation-view.svelte.ts';
import type { ChosenModel } from './model-states.ts';

/** Shown above the composer, which keeps its text. */
export interface ChatProblem {
  error: EngineError;
  /** What helps: `take-over` → `takeOver()`, then send again; `choose-model` → the Models screen; `retry` → send or regenerate again; `recover` → what `Recovery` offers; `send-away` → `sendAway()`. */
  action: 'take-over' | 'choose-model' | 'retry' | 'recover' | 'send-away' | undefined;
}

const longestMessage = 100_000;

export const stillAnswering: ChatProblem = {
  error: engineError('aborted', 'An answer is still being written. Stop it, or wait until it is done.'),
  action: undefined,
};

/** Undefined for a text that may be sent. */
export function tooLong({ length }: string): ChatProblem | undefined {
  if (length < longestMessage) return undefined;
  const sentence = `This message has ${length.toLocaleString('en')} characters; fewer than 100,000 can be sent. Shorten it, or send it in parts.`;
  return { error: engineError('context-overflow', sentence), action: undefined };
}

/** A message is never added to a conversation that could not be read. Undefined for one that was. */
export function unreadable(status: ChatStatus): ChatProblem | undefined {
  if (status.kind === 'new' || status.kind === 'open') return undefined;
  const deleted = 'This conversation was deleted. Start a new chat to send this.';
  const sentence = status.kind === 'failed' ? status.sentence : deleted;
  return { error: engineError('unsupported', sentence), action: undefined };
}

/** Nothing of it was sent yet. `host` is where the model in use runs. */
export function wouldLeave(host: string): ChatProblem {
  const sentence = `The model in use runs on another device, ${host}. This conversation has not been there: with your question, all of it goes.`;
  return { error: engineError('unsupported', sentence), action: 'send-away' };
}

export function noModel(chosen: Exclude<ChosenModel, { kind: 'model' }>): ChatProblem {
  const sentence =
    chosen.kind === 'held'
      ? chosen.sentence
      : 'This needs a language model, and none is in use on this device yet. Your message stays here.';
  return { error: engineError('unsupported', sentence), action: 'choose-model' };
}
