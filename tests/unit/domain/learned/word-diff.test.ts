import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordDiff } from '../../../../src/domain/learned/word-diff.ts';

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'use', 'units', ' ', '\n'), { maxLength: 20 })
  .map((parts) => parts.join(''));

describe('wordDiff', () => {
  it('makes both texts again', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('');
        expect(without('added')).toBe(before);
        expect(without('removed')).toBe(after);
      }),
    );
  });

  it('shows only the words that differ', () => {
    expect(wordDiff('Use imperial units.', 'Use metric units.')).toEqual([
      { kind: 'same', text: 'Use ' },
      { kind: 'removed', text: 'imperial' },
      { kind: 'added', text: 'metric' },
      { kind: 'same', text: ' units.' },
    ]);
  });

  it('says nothing of what is the same', () => {
    fc.assert(fc.property(text, (one) => wordDiff(one, one).every(({ kind }) => kind === 'same')));
  });
});
