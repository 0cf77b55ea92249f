import { describe, expect, it } from 'vitest';
import { wordDiff, type DiffPart } from '../../../../src/domain/learned/word-diff.ts';
import { excerptOf } from '../../../../src/ui/inbox/diff-excerpt.ts';

const long = 'Start every letter with a greeting and end it with my name, and keep the whole of it short.';

const changes = (parts: readonly DiffPart[]) => parts.filter(({ kind }) => kind !== 'same');

describe('excerptOf', () => {
  it('keeps every change and cuts what stands far from one', () => {
    const diff = wordDiff(`${long}\n${long}\nUse inches.`, `${long}\n${long}\nUse metric units.`);
    const excerpt = excerptOf(diff);
    expect(changes(excerpt)).toEqual(changes(diff));
    expect(excerpt[0]?.text.startsWith('…')).toBe(true);
    expect(excerpt.map(({ text }) => text).join('').length).toBeLessThan(120);
  });

  it('is nothing where nothing changes', () => {
    expect(excerptOf(wordDiff(long, long))).toEqual([]);
    expect(excerptOf([])).toEqual([]);
  });

  it('leaves short texts alone', () => {
    const diff = wordDiff('Use inches.', 'Use metres.');
    expect(excerptOf(diff)).toEqual(diff);
  });

  it('cuts the middle between two changes, never inside a word', () => {
    const diff = wordDiff(`One ${long} ${long} two`, `Eins ${long} ${long} zwei`);
    const excerpt = excerptOf(diff);
    expect(changes(excerpt)).toEqual(changes(diff));
    const kept = excerpt.filter(({ kind }) => kind === 'same').flatMap(({ text }) => text.split(/[\s…]+/));
    expect(kept.filter((word) => word !== '' && !long.split(' ').includes(word))).toEqual([]);
    expect(excerpt.some(({ text }) => text.includes('…'))).toBe(true);
  });
});
