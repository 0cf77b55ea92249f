import { describe, expect, it } from 'vitest';
import { trendInWords, valueInWords } from '../../../../src/ui/insights/figure.ts';

describe('figures in words', () => {
  it.each([
    [0.126, 'share', '13 %'],
    [0.0426, 'share', '4.3 %'],
    [-0.00001, 'points', '0 points'],
    [0.015, 'points', '+1.5 points'],
    [-0.2, 'points', '-20 points'],
    [1240, 'tokens', '1,240'],
    [0, 'count', '0'],
    [null, 'words', '–'],
  ] as const)('%s as %s', (value, unit, words) => {
    expect(valueInWords(value, unit)).toBe(words);
  });

  const axis = { labels: ['0', '1', '2'], place: 'in version' };

  it('tells a course from the first known value to the last', () => {
    const say = (values: (number | null)[]) => trendInWords('Words', { unit: 'words', values }, axis);
    expect(say([null, 4, 9])).toBe('Words: 4 in version 1, 9 in version 2. It rose.');
    expect(say([4, 9, 4])).toBe('Words: 4 in version 0, 4 in version 2. It stayed the same.');
    expect(say([null, 4, null])).toBe('Words: 4 in version 1.');
    expect(say([null, null, null])).toBe('Words: nothing to say yet.');
  });
});
