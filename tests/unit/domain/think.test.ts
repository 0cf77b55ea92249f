import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitThinking } from '../../../src/domain/think.ts';

describe('splitThinking', () => {
  it.each([
    ['a plain answer', 'Hello', { thinking: '', answer: 'Hello', open: false }],
    ['a block', '<think>\nhm\n</think>\n\nHello', { thinking: 'hm', answer: 'Hello', open: false }],
    ['an empty block', '<think>\n\n</think>\n\nHello', { thinking: '', answer: 'Hello', open: false }],
    ['space before the block', '\n <think>hm</think>Hello', { thinking: 'hm', answer: 'Hello', open: false }],
    ['an open block', '<think>\nso far', { thinking: 'so far', answer: '', open: true }],
    ['half a closing tag', '<think>so far</thi', { thinking: 'so far', answer: '', open: true }],
    ['half an opening tag', '<thi', { thinking: '', answer: '', open: true }],
    ['nothing yet', '', { thinking: '', answer: '', open: false }],
    ['the closing tag alone', 'hm\n</think>\n\nHello', { thinking: 'hm', answer: 'Hello', open: false }],
    [
      'a tag inside the answer',
      'Use <think> here',
      { thinking: '', answer: 'Use <think> here', open: false },
    ],
    [
      'a quoted closing tag',
      'Write `</think>` last',
      { thinking: '', answer: 'Write `</think>` last', open: false },
    ],
    [
      'a closing tag in code',
      '```\nx\n</think>\n```',
      { thinking: '', answer: '```\nx\n</think>\n```', open: false },
    ],
    ['code in the thinking', '<think>```x```</think>y', { thinking: '```x```', answer: 'y', open: false }],
    [
      'a second tag in the answer',
      '<think>a</think>b</think>c',
      { thinking: 'a', answer: 'b</think>c', open: false },
    ],
  ])('reads %s', (_name, raw, expected) => {
    expect(splitThinking(raw)).toEqual(expected);
  });

  it('takes half a tag for text once the answer has ended', () => {
    expect(splitThinking('<', true)).toEqual({ thinking: '', answer: '<', open: false });
    expect(splitThinking('<think>a</thi', true)).toEqual({ thinking: 'a</thi', answer: '', open: false });
  });

  const thought = fc
    .string({ unit: fc.constantFrom('a', ' ', '\n', '<', '/', 'think', '>', '`') })
    .filter((text) => !text.includes('</think>'));
  const anything = fc.string({ unit: fc.constantFrom('b', ' ', '\n', '<', '/', 'think', '>', '</think>') });

  it('never shows thinking as an answer on any prefix, and the answer only grows', () => {
    fc.assert(
      fc.property(thought, anything, (thinking, answer) => {
        const block = `<think>${thinking}</think>`;
        fc.pre(block.indexOf('</think>') === block.length - '</think>'.length);
        const raw = block + answer;
        let shown = '';
        for (let end = 0; end <= raw.length; end++) {
          const now = splitThinking(raw.slice(0, end)).answer;
          if (end <= block.length) expect(now).toBe('');
          expect(now.startsWith(shown)).toBe(true);
          shown = now;
        }
        expect(shown).toBe(answer.trimStart());
        expect(splitThinking(raw)).toMatchObject({ thinking: thinking.trim(), open: false });
      }),
    );
  });

  it('shows every prefix of an answer without tags, once it can no longer be a tag', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('think>')),
        (raw) => {
          const text = raw.trimStart();
          fc.pre(!'<think>'.startsWith(text));
          expect(splitThinking(raw)).toEqual({ thinking: '', answer: text, open: false });
        },
      ),
    );
  });
});
