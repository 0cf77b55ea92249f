import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineError, type EngineErrorKind } from '../../../src/domain/engine-error.ts';
import type { Completion } from '../../../src/domain/generation.ts';
import type { Step } from '../../../src/domain/tools/step.ts';
import {
  idleTurn,
  reduceTurn,
  type Turn,
  type TurnEffect,
  type TurnEvent,
} from '../../../src/domain/turn.ts';

const completion: Completion = {
  raw: '<think>x</think>Hi',
  text: 'Hi',
  finish: 'stop',
  usage: { computed: 10, reused: 0, completion: 2, estimated: false },
  timings: { firstTokenMs: 5, tokensPerSecond: 30 },
};

function run(...events: TurnEvent[]): { turn: Turn; effects: TurnEffect[] } {
  let turn = idleTurn;
  const effects: TurnEffect[] = [];
  for (const event of events) {
    const step = reduceTurn(turn, event);
    turn = step.turn;
    effects.push(...step.effects);
  }
  return { turn, effects };
}

const started: TurnEvent = { kind: 'started', answerId: 'a' };
const ready: TurnEvent = { kind: 'model-ready' };
const delta = (text: string): TurnEvent => ({ kind: 'delta', text });
const failed = (kind: EngineErrorKind): TurnEvent => ({ kind: 'failed', error: engineError(kind) });
const callStep: Step = { kind: 'call', tool: 'read_file', input: { path: 'a' } };
const wrongStep: Step = { kind: 'wrong', sentence: 'No.' };
const inSteps: TurnEvent = { ...started, as: 'step' };
const stepped = (step: Step): TurnEvent => ({ kind: 'finished', completion, step });
const returned = (wrong = false, last = false): TurnEvent => ({ kind: 'returned', wrong, last });
const kinds = (effects: TurnEffect[]) => effects.map(({ kind }) => kind);

describe('the turn', () => {
  it('goes from the prompt to the finished answer', () => {
    expect(run(started).turn.state).toEqual({ kind: 'waiting-for-model', answerId: 'a' });
    expect(run(started, ready).turn.state).toEqual({ kind: 'reading', answerId: 'a', fraction: undefined });
    expect(run(started, ready, { kind: 'prefill', fraction: 0.5 }).turn.state).toMatchObject({
      fraction: 0.5,
    });
    const { turn, effects } = run(started, ready, delta('H'), delta('i'), { kind: 'finished', completion });
    expect(kinds(effects)).toEqual(['ensure-model', 'generate', 'save-partial', 'save-partial', 'finish']);
    expect(effects.at(-1)).toEqual({ kind: 'finish', state: { kind: 'done', finish: 'stop' }, completion });
    expect(turn.answer).toEqual({ raw: completion.raw, shown: 'Hi', thinking: false });
    expect(turn.state).toEqual({ kind: 'idle' });
  });

  it('says whether the model thinks, and keeps its state object otherwise', () => {
    const thinking = run(started, ready, delta('<think>a'));
    expect(thinking.turn.state).toMatchObject({ kind: 'answering', thinking: true });
    const more = reduceTurn(thinking.turn, delta('b'));
    expect(more.turn.state).toBe(thinking.turn.state);
    expect(reduceTurn(more.turn, delta('</think>')).turn.state).toMatchObject({ thinking: false });
  });

  it('keeps what is there when stopped, and asks the engine to end', () => {
    const { turn, effects } = run(started, ready, delta('Par'), { kind: 'stopped' }, delta('tial'));
    expect(kinds(effects)).toEqual(['ensure-model', 'generate', 'save-partial', 'abort', 'finish']);
    expect(effects.at(-1)).toMatchObject({ state: { kind: 'stopped' } });
    expect(turn.answer.shown).toBe('Par');
  });

  it('keeps what is there when it fails', () => {
    const { turn, effects } = run(started, ready, delta('Par'), failed('gpu-lost'));
    expect(effects.at(-1)).toMatchObject({
      kind: 'finish',
      state: { kind: 'failed', error: { kind: 'gpu-lost' } },
    });
    expect(turn.answer.shown).toBe('Par');
    expect(run(started, failed('aborted')).effects.at(-1)).toMatchObject({ state: { kind: 'stopped' } });
  });

  it('cuts the prompt once when the runtime finds it too long', () => {
    const once = run(started, ready, failed('context-overflow'));
    expect(once.effects.at(-1)).toEqual({ kind: 'generate', harder: true, as: 'plain' });
    expect(once.turn.state.kind).toBe('reading');
    const twice = reduceTurn(once.turn, failed('context-overflow'));
    expect(twice.effects.at(-1)).toMatchObject({ kind: 'finish', state: { kind: 'failed' } });
    expect(run(started, ready, delta('x'), failed('context-overflow')).effects.at(-1)).toMatchObject({
      kind: 'finish',
    });
  });

  it('calls a tool, hands its result back, and then replies', () => {
    const called = run(inSteps, ready, stepped(callStep));
    expect(called.turn.state).toEqual({ kind: 'calling', answerId: 'a', tool: 'read_file' });
    expect(called.effects.at(-1)).toEqual({
      kind: 'call',
      tool: 'read_file',
      input: { path: 'a' },
      raw: completion.raw,
    });
    const { turn, effects } = run(
      inSteps,
      ready,
      stepped(callStep),
      returned(),
      stepped({ kind: 'reply', text: 'Done.' }),
    );
    expect(turn.answer.shown).toBe('Done.');
    expect(kinds(effects)).toEqual(['ensure-model', 'generate', 'call', 'generate', 'finish']);
  });

  it('shows the words of a reply while its JSON is written, and nothing of a call', () => {
    expect(run(inSteps, ready, delta('{"action":"reply","text":"He')).turn.answer.shown).toBe('He');
    expect(run(inSteps, ready, delta('{"action":"tool","tool":"x"')).turn.answer.shown).toBe('');
    expect(
      run(inSteps, ready, delta('{"action":"reply","text":"He'), { kind: 'stopped' }).turn.answer.shown,
    ).toBe('He');
  });

  it('objects to one wrong step, and asks for plain words after the second', () => {
    const once = run(inSteps, ready, stepped(wrongStep));
    expect(once.effects.slice(-2)).toMatchObject([{ kind: 'object' }, { kind: 'generate', as: 'step' }]);
    const twice = run(inSteps, ready, stepped(wrongStep), stepped(wrongStep));
    expect(twice.effects.at(-1)).toMatchObject({ kind: 'generate', as: 'plain' });
    const wrongCalls = run(
      inSteps,
      ready,
      stepped(callStep),
      returned(true),
      stepped(callStep),
      returned(true),
    );
    expect(wrongCalls.effects.at(-1)).toMatchObject({ kind: 'generate', as: 'plain' });
  });

  it('makes no call once the calls are used up, and unwraps what still looks like a step', () => {
    const last = run(inSteps, ready, stepped(callStep), returned(false, true));
    expect(last.effects.at(-1)).toMatchObject({ kind: 'generate', as: 'plain' });
    const after = reduceTurn(last.turn, stepped(callStep));
    expect(after.effects).toMatchObject([{ kind: 'finish' }]);
    expect(reduceTurn(last.turn, stepped({ kind: 'reply', text: 'So.' })).turn.answer.shown).toBe('So.');
  });

  it('makes no call for a message to which none was offered', () => {
    const { effects } = run(started, ready, stepped(callStep));
    expect(kinds(effects)).not.toContain('call');
  });

  it('finishes exactly once for each start, in whatever order events come', () => {
    const event = fc.oneof(
      fc.constantFrom(started, ready, delta('x'), delta('<think>')),
      fc.constantFrom<TurnEvent>({ kind: 'stopped' }, { kind: 'finished', completion }, failed('network')),
      fc.constantFrom(failed('context-overflow'), failed('aborted')),
      fc.constantFrom<TurnEvent>(
        { ...started, as: 'step' },
        { kind: 'finished', completion, step: callStep },
        { kind: 'finished', completion, step: { kind: 'wrong', sentence: 'No.' } },
        { kind: 'returned', wrong: false, last: false },
        { kind: 'returned', wrong: true, last: false },
        { kind: 'returned', wrong: false, last: true },
      ),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { turn, effects } = run(...events);
        const starts = effects.filter(({ kind }) => kind === 'ensure-model').length;
        const ends = effects.filter(({ kind }) => kind === 'finish').length;
        expect(starts - ends).toBe(turn.state.kind === 'idle' ? 0 : 1);
      }),
    );
  });
});
