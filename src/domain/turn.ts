import type { Json } from './canonical-json.ts';
import { appendDelta, type AnswerText, emptyAnswer, endAnswer } from './answer-stream.ts';
import type { AnswerState } from './conversation.ts';
import type { EngineError } from './engine-error.ts';
import type { Completion, Progress } from './generation.ts';
import { replySoFar, type Step } from './tools/step.ts';

/** Where the turn stands. `answerId` is the assistant message that is being written. */
export type TurnState =
  | { kind: 'idle' }
  | { kind: 'waiting-for-model'; answerId: string; progress?: Progress }
  | { kind: 'reading'; answerId: string; fraction: number | undefined }
  | { kind: 'answering'; answerId: string; thinking: boolean }
  /** A tool runs, or waits for the person's word. */
  | { kind: 'calling'; answerId: string; tool: string };

/** A turn with what was written so far. `state` is the same object until it says something else. */
export interface Turn {
  readonly state: TurnState;
  readonly answer: AnswerText;
  /** The prompt was cut once after the runtime refused it; it is not cut twice. */
  readonly cut: boolean;
  /** `step`: a reply or one call, as JSON. `plain`: words, with no tool within reach. */
  readonly as: AnswerForm;
  /** A wrong call was objected to once; after the second the model answers plainly. */
  readonly repaired: boolean;
}

export type AnswerForm = 'plain' | 'step';

export type TurnEvent =
  | { kind: 'started'; answerId: string; as?: AnswerForm }
  | { kind: 'loading'; progress: Progress }
  | { kind: 'model-ready' }
  | { kind: 'prefill'; fraction: number }
  | { kind: 'delta'; text: string }
  /** `step` is what the completion says, where a step was asked for. */
  | { kind: 'finished'; completion: Completion; step?: Step }
  /** A call came to its end. `wrong`: it was no call of a tool that is there. `last`: no more calls for this message. */
  | { kind: 'returned'; wrong: boolean; last: boolean }
  | { kind: 'failed'; error: EngineError }
  | { kind: 'stopped' };

/** What is to be done outside, in order. `call` is answered by `returned`; `object` tells the model what was wrong. */
export type TurnEffect =
  | { kind: 'ensure-model' }
  | { kind: 'generate'; harder: boolean; as: AnswerForm }
  | { kind: 'call'; tool: string; input: Json; raw: string }
  | { kind: 'object'; sentence: string; raw: string }
  | { kind: 'save-partial' }
  | { kind: 'abort' }
  | { kind: 'finish'; state: AnswerState; completion: Completion | undefined };

export interface TurnStep {
  turn: Turn;
  effects: TurnEffect[];
}

export const idleTurn: Turn = {
  state: { kind: 'idle' },
  answer: emptyAnswer,
  cut: false,
  as: 'plain',
  repaired: false,
};

/** One step of the turn: prompt → tokens → (call → result → tokens)* → end. Events that do not belong to the present state change nothing. */
export function reduceTurn(turn: Turn, event: TurnEvent): TurnStep {
  const { state } = turn;
  if (state.kind === 'idle') return event.kind === 'started' ? start(event.answerId, event.as) : still(turn);
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
      if (state.kind === 'calling') return still(turn);
      if (event.step === undefined) return done(event.completion, event.completion.text);
      // Without a tool within reach, a model may still write the form that it saw before.
      if (turn.as === 'plain')
        return done(event.completion, event.step.kind === 'reply' ? event.step.text : event.completion.text);
      return take(turn, answerId, event.completion, event.step);
    case 'returned': {
      if (state.kind !== 'calling') return still(turn);
      const plain = event.last || (event.wrong && turn.repaired);
      return again({ ...turn, repaired: turn.repaired || event.wrong }, answerId, plain ? 'plain' : 'step');
    }
    case 'failed':
      return fail(turn, event.error);
    case 'stopped': {
      const stopped = finish(ended(turn), { kind: 'stopped' });
      return { ...stopped, effects: [{ kind: 'abort' }, ...stopped.effects] };
    }
  }
}

const still = (turn: Turn): TurnStep => ({ turn, effects: [] });

function start(answerId: string, as: AnswerForm = 'plain'): TurnStep {
  const turn: Turn = { ...idleTurn, state: { kind: 'waiting-for-model', answerId }, as };
  return { turn, effects: [{ kind: 'ensure-model' }] };
}

function generate(turn: Turn, harder: boolean): TurnStep {
  return { turn, effects: [{ kind: 'generate', harder, as: turn.as }] };
}

/** The next request of the same turn. */
function again(turn: Turn, answerId: string, as: AnswerForm): TurnStep {
  const state: TurnState = { kind: 'reading', answerId, fraction: undefined };
  return generate({ ...turn, state, answer: emptyAnswer, cut: false, as }, false);
}

/** What a finished step asks for. One wrong step is objected to; after the second the model answers in plain words. */
function take(turn: Turn, answerId: string, completion: Completion, step: Step): TurnStep {
  const { raw } = completion;
  switch (step.kind) {
    case 'reply':
      return done(completion, step.text);
    case 'call': {
      const state: TurnState = { kind: 'calling', answerId, tool: step.tool };
      const { tool, input } = step;
      return { turn: { ...turn, state, answer: emptyAnswer }, effects: [{ kind: 'call', tool, input, raw }] };
    }
    case 'wrong': {
      const next = again({ ...turn, repaired: true }, answerId, turn.repaired ? 'plain' : 'step');
      return { ...next, effects: [{ kind: 'object', sentence: step.sentence, raw }, ...next.effects] };
    }
  }
}

const done = (completion: Completion, shown: string): TurnStep =>
  finish(
    { raw: completion.raw, shown, thinking: false },
    { kind: 'done', finish: completion.finish },
    completion,
  );

/** A step that is cut short shows what of it was a reply. */
function ended({ answer, as }: Turn): AnswerText {
  const whole = endAnswer(answer);
  return as === 'step' ? { ...whole, shown: replySoFar(whole.shown) } : whole;
}

function write(turn: Turn, answerId: string, text: string): TurnStep {
  const written = appendDelta(turn.answer, text);
  const answer = turn.as === 'step' ? { ...written, shown: replySoFar(written.shown) } : written;
  const { thinking } = answer;
  const same = turn.state.kind === 'answering' && turn.state.thinking === thinking;
  const state: TurnState = same ? turn.state : { kind: 'answering', answerId, thinking };
  return { turn: { ...turn, state, answer }, effects: [{ kind: 'save-partial' }] };
}

function fail(turn: Turn, error: EngineError): TurnStep {
  if (error.kind === 'context-overflow' && !turn.cut && turn.answer.raw === '') {
    return generate({ ...turn, cut: true }, true);
  }
  const answer = ended(turn);
  return finish(answer, error.kind === 'aborted' ? { kind: 'stopped' } : { kind: 'failed', error });
}

/** The text of an ended turn stays in `answer` until the next one starts. */
function finish(answer: AnswerText, state: AnswerState, completion?: Completion): TurnStep {
  const turn: Turn = { ...idleTurn, answer };
  return { turn, effects: [{ kind: 'finish', state, completion }] };
}
