import { appendDelta, type AnswerText, emptyAnswer, endAnswer } from './answer-stream.ts';
import type { AnswerState } from './conversation.ts';
import type { EngineError } from './engine-error.ts';
import type { Completion, Progress } from './generation.ts';

/** Where the turn stands. `answerId` is the assistant message that is being written. */
export type TurnState =
  | { kind: 'idle' }
  | { kind: 'waiting-for-model'; answerId: string; progress?: Progress }
  | { kind: 'reading'; answerId: string; fraction: number | undefined }
  | { kind: 'answering'; answerId: string; thinking: boolean };

/** A turn with what was written so far. `state` is the same object until it says something else. */
export interface Turn {
  readonly state: TurnState;
  readonly answer: AnswerText;
  /** The prompt was cut once after the runtime refused it; it is not cut twice. */
  readonly cut: boolean;
}

export type TurnEvent =
  | { kind: 'started'; answerId: string }
  | { kind: 'loading'; progress: Progress }
  | { kind: 'model-ready' }
  | { kind: 'prefill'; fraction: number }
  | { kind: 'delta'; text: string }
  | { kind: 'finished'; completion: Completion }
  | { kind: 'failed'; error: EngineError }
  | { kind: 'stopped' };

/** What is to be done outside, in order. A tool call will be one more effect, and its result one more event. */
export type TurnEffect =
  | { kind: 'ensure-model' }
  | { kind: 'generate'; harder: boolean }
  | { kind: 'save-partial' }
  | { kind: 'abort' }
  | { kind: 'finish'; state: AnswerState; completion: Completion | undefined };

export interface TurnStep {
  turn: Turn;
  effects: TurnEffect[];
}

export const idleTurn: Turn = { state: { kind: 'idle' }, answer: emptyAnswer, cut: false };

/** One step of the turn: prompt → tokens → end. Events that do not belong to the present state change nothing. */
export function reduceTurn(turn: Turn, event: TurnEvent): TurnStep {
  const { state } = turn;
  if (state.kind === 'idle') return event.kind === 'started' ? start(event.answerId) : still(turn);
  const { answerId } = state;
  switch (event.kind) {
    case 'started':
      return still(turn);
    case 'loading':
      if (state.kind !== 'waiting-for-model') return still(turn);
      return still({ ...turn, state: { ...state, progress: event.progress } });
    case 'model-ready':
      if (state.kind !== 'waiting-for-model') return still(turn);
      return generate({ ...turn, state: { kind: 'reading', answerId, fraction: undefined } }, false);
    case 'prefill':
      if (state.kind !== 'reading') return still(turn);
      return still({ ...turn, state: { ...state, fraction: event.fraction } });
    case 'delta':
      return write(turn, answerId, event.text);
    case 'finished':
      return finish(
        { raw: event.completion.raw, shown: event.completion.text, thinking: false },
        { kind: 'done', finish: event.completion.finish },
        event.completion,
      );
    case 'failed':
      return fail(turn, event.error);
    case 'stopped': {
      const { turn: ended, effects } = finish(endAnswer(turn.answer), { kind: 'stopped' });
      return { turn: ended, effects: [{ kind: 'abort' }, ...effects] };
    }
  }
}

const still = (turn: Turn): TurnStep => ({ turn, effects: [] });

function start(answerId: string): TurnStep {
  const turn: Turn = { state: { kind: 'waiting-for-model', answerId }, answer: emptyAnswer, cut: false };
  return { turn, effects: [{ kind: 'ensure-model' }] };
}

function generate(turn: Turn, harder: boolean): TurnStep {
  return { turn, effects: [{ kind: 'generate', harder }] };
}

function write(turn: Turn, answerId: string, text: string): TurnStep {
  const answer = appendDelta(turn.answer, text);
  const { thinking } = answer;
  const same = turn.state.kind === 'answering' && turn.state.thinking === thinking;
  const state: TurnState = same ? turn.state : { kind: 'answering', answerId, thinking };
  return { turn: { ...turn, state, answer }, effects: [{ kind: 'save-partial' }] };
}

function fail(turn: Turn, error: EngineError): TurnStep {
  if (error.kind === 'context-overflow' && !turn.cut && turn.answer.raw === '') {
    return generate({ ...turn, cut: true }, true);
  }
  const answer = endAnswer(turn.answer);
  return finish(answer, error.kind === 'aborted' ? { kind: 'stopped' } : { kind: 'failed', error });
}

/** The text of an ended turn stays in `answer` until the next one starts. */
function finish(answer: AnswerText, state: AnswerState, completion?: Completion): TurnStep {
  const turn: Turn = { state: { kind: 'idle' }, answer, cut: false };
  return { turn, effects: [{ kind: 'finish', state, completion }] };
}
