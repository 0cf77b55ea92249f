import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healTail, splitBlocks } from '../../../src/domain/markdown-blocks.ts';

const blocksOf = (text: string): string[] => {
  const { blocks, tail } = splitBlocks(text);
  return [...blocks, tail];
};

describe('splitBlocks', () => {
  it('cuts after paragraphs, headings and rules', () => {
    expect(blocksOf('One\ntwo.\n\n# Title\nThree\n\n---\nFour')).toEqual([
      'One\ntwo.\n\n',
      '# Title\n',
      'Three\n\n',
      '---\n',
      'Four',
    ]);
  });

  it.each([
    ['a fence', '```js\nlet a;\n\n# no heading\n```\n'],
    ['a fence of tildes with backticks inside', '~~~\n```\n\n```\n~~~\n'],
    ['a list with blank lines and code inside', '- one\n\n  more\n- two\n\n  ```\n  x\n  ```\n'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |\n\n'],
    ['a quote', '> one\n> two\nlazy\n\n'],
    ['a display formula', '$$\na\n\n+ b\n$$\n'],
    ['a formula in brackets', '\\[\nx\n\\]\n'],
    ['indented code', '    one\n\n    two\n'],
    ['a setext heading', 'Title\n---\n\n'],
  ])('keeps %s whole', (_name, source) => {
    const { blocks } = splitBlocks(`${source}\nafter\n\n`);
    expect(blocks.join('')).toBe(`${source}\nafter\n\n`);
    expect(blocks[0]?.trimEnd()).toBe(source.trimEnd());
  });

  it('ends a paragraph where a list, a quote, a fence or a formula begins', () => {
    expect(blocksOf('Here:\n- one\n- two')).toEqual(['Here:\n', '- one\n- two']);
    expect(blocksOf('Here:\n> one\n')).toEqual(['Here:\n', '> one\n']);
    expect(blocksOf('Here:\n```\none\n')).toEqual(['Here:\n', '```\none\n']);
    expect(blocksOf('Here:\n$$x$$\n')).toEqual(['Here:\n', '$$x$$\n', '']);
    expect(blocksOf('In\n1990. A year\n')).toEqual(['In\n1990. A year\n']);
  });

  it('ends a list where text without indent follows a blank line', () => {
    expect(blocksOf('- one\nlazy\n\nText\n')).toEqual(['- one\nlazy\n\n', 'Text\n']);
  });

  it('hands back the same array while no block was added', () => {
    const first = splitBlocks('One\n\nTw');
    expect(splitBlocks('One\n\nTwo', first).blocks).toBe(first.blocks);
  });

  it('starts afresh when the text is another one', () => {
    expect(splitBlocks('Other', splitBlocks('One\n\nTwo'))).toEqual(splitBlocks('Other'));
  });

  const piece = fc.constantFrom(
    'word',
    ' ',
    '\n',
    '\n\n',
    '```',
    '~~~',
    '$$',
    '\\[',
    '\\]',
    '- ',
    '1. ',
    '2) ',
    '> ',
    '# ',
    '---',
    '    ',
    '| a |',
    '**',
    '\r\n',
    '\t',
    '=',
  );
  const markdown = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('loses nothing: blocks and tail are the text', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const split = splitBlocks(text);
        expect(split.blocks.join('')).toBe(split.finished);
        expect(split.finished + split.tail).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('never changes a finished block as text is appended, in steps or at once', () => {
    fc.assert(
      fc.property(markdown, markdown, (before, after) => {
        const early = splitBlocks(before);
        const late = splitBlocks(before + after);
        expect(late.blocks.slice(0, early.blocks.length)).toEqual(early.blocks);
        expect(splitBlocks(before + after, early)).toEqual(late);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('healTail', () => {
  it.each([
    ['```js\nlet a', '```js\nlet a\n```'],
    ['```js\nlet a\n``', '```js\nlet a\n```'],
    ['````\n```\n', '````\n```\n````'],
    ['$$\nx^2', '$$\nx^2\n$$'],
    ['$$\nx^2\n$', '$$\nx^2\n$$'],
    ['\\[\nx', '\\[\nx\n\\]'],
    ['Some **bold te', 'Some **bold te**'],
    ['Some **bold*', 'Some **bold**'],
    ['Some **', 'Some'],
    ['Some *em and **both', 'Some *em and **both***'],
    ['Run `npm i', 'Run `npm i`'],
    ['Run ``a ` b', 'Run ``a ` b``'],
    ['See [the docs](https://exam', 'See the docs'],
    ['See ![a cat](https://exam', 'See a cat'],
    ['See [the docs](https://example.org) and', 'See [the docs](https://example.org) and'],
    ['Title\n-', 'Title\n'],
    ['2 * 3 and snake_case_name', '2 * 3 and snake_case_name'],
    ['An escaped \\*star', 'An escaped \\*star'],
    ['- one\n- **two', '- one\n- **two**'],
    ['* one\n* two', '* one\n* two'],
    ['- one\n  ```\n  **x', '- one\n  ```\n  **x'],
    ['whole', 'whole'],
    ['', ''],
  ])('%j → %j', (tail, healed) => {
    expect(healTail(tail)).toBe(healed);
  });

  it('leaves what is whole as it is', () => {
    for (const text of ['A **b** `c` *d* [e](f) ~~g~~', '> quote\n> more', '| a |\n| - |\n| 1 |'])
      expect(healTail(text)).toBe(text);
  });

  it('never fails and never grows the open text by more than its marks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => healTail(text).length <= text.length * 2 + 8,
      ),
    );
  });
});
