import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendDelta, emptyAnswer, endAnswer } from '../../../src/domain/answer-stream.ts';

const stream = (...deltas: string[]) => deltas.reduce(appendDelta, emptyAnswer);

describe('the answer stream', () => {
  it('shows the answer without the thinking, and keeps the raw text', () => {
    const thinking = stream('<thi', 'nk>Let me');
    expect(thinking).toEqual({ raw: '<think>Let me', shown: '', thinking: true });
    const answer = [' see</think>\n\n', 'Hi ', 'Ana'].reduce(appendDelta, thinking);
    expect(answer).toEqual({ raw: '<think>Let me see</think>\n\nHi Ana', shown: 'Hi Ana', thinking: false });
  });

  it('keeps the raw text byte for byte, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (deltas) => {
        expect(stream(...deltas).raw).toBe(deltas.join(''));
        expect(stream(...deltas)).toEqual(stream(deltas.join('')));
      }),
    );
  });

  it('shows at the end what might have been a tag', () => {
    expect(stream('<th').shown).toBe('');
    expect(endAnswer(stream('<th'))).toEqual({ raw: '<th', shown: '<th', thinking: false });
    expect(endAnswer(stream('<think>cut')).shown).toBe('');
  });
});
