import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithPlaces } from '../../../src/storage/fold.ts';

/** Text with many letters whose folding changes its length. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      'É',
      'e\u0301',
      'İ',
      'ß',
      'ẞ',
      'Σ',
      'ς',
      'ﬃ',
      '℡',
      '각',
      'が',
      '\u0301',
      ' ',
      'A',
      '😀',
      'Å',
      'ậ',
      'नि',
    ),
  ),
  maxLength: 30,
});

describe('fold', () => {
  it.each([
    ['Ünïcödé', 'unicode'],
    ['Straße STRASSE', 'strasse strasse'],
    ['ΟΔΥΣΣΕΥΣ Οδυσσεύς', 'οδυσσευσ οδυσσευσ'],
    ['İstanbul', 'istanbul'],
    ['Łódź', 'lodz'],
    ['مَرْحَبًا', 'مرحبا'],
    ['निकट', 'निकट'],
  ])('%s becomes %s', (from, to) => {
    expect(fold(from)).toBe(to);
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(fold(fold(one))).toBe(fold(one));
      }),
    );
  });

  it('folds a piece as it folds within the whole', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const cut = /[\ud800-\udbff]$/.test(one) && /^[\udc00-\udfff]/.test(other);
        if (!cut) expect(fold(one + other)).toBe(fold(one) + fold(other));
      }),
    );
  });
});

describe('foldWithPlaces', () => {
  it('folds as `fold` does', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(foldWithPlaces(one).folded).toBe(fold(one));
      }),
    );
  });

  it('finds in the original what was found in the folded text', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (one, start, length) => {
        const { folded, original } = foldWithPlaces(one);
        if (folded === '') return;
        const from = start % folded.length;
        const to = from + 1 + (length % (folded.length - from));
        const place = original(from, to);
        expect(place.from).toBeGreaterThanOrEqual(0);
        expect(place.to).toBeGreaterThan(place.from);
        expect(place.to).toBeLessThanOrEqual(one.length);
        expect(fold(one.slice(place.from, place.to))).toContain(folded.slice(from, to));
      }),
    );
  });

  it('takes an accent with its letter', () => {
    const { folded, original } = foldWithPlaces('cafe\u0301s');
    expect(original(folded.indexOf('caf'), folded.indexOf('caf') + 4)).toEqual({ from: 0, to: 5 });
  });
});
