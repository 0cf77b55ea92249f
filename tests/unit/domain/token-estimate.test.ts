import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibrate,
  estimatePrompt,
  estimateTokens,
  uncalibrated,
} from '../../../src/domain/token-estimate.ts';

describe('estimateTokens', () => {
  // Wide on purpose: one estimate serves every vocabulary, and `usage` corrects it.
  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog.', 9, 12],
    ['German', 'Die Katze schläft heute den ganzen Tag auf dem Sofa.', 12, 18],
    ['Chinese', '今天天气很好，我们去公园散步吧。', 9, 16],
    ['Japanese', '今日は天気がいいので散歩に行きましょう。', 12, 20],
    ['Russian', 'Сегодня хорошая погода для прогулки.', 8, 20],
    ['code', 'for (let i = 0; i < 10; i++) { total += i; }', 16, 26],
    ['nothing', '', 0, 0],
  ])('%s', (_name, text, least, most) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(least);
    expect(estimateTokens(text)).toBeLessThanOrEqual(most);
  });

  it('grows with the text and counts each message of a prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(estimateTokens(one + other)).toBeGreaterThanOrEqual(estimateTokens(one));
      }),
    );
    expect(estimatePrompt([{ role: 'user', content: '' }])).toBeGreaterThan(0);
  });
});

describe('calibrate', () => {
  it('takes the first count as it is, and moves slowly after', () => {
    const first = calibrate(uncalibrated, 100, 150);
    expect(first.ratio).toBeCloseTo(1.5);
    expect(estimateTokens('a'.repeat(400), first)).toBe(150);
    const second = calibrate(first, 100, 100);
    expect(second.ratio).toBeGreaterThan(1);
    expect(second.ratio).toBeLessThan(1.5);
  });

  it('stays within its bounds and ignores counts of nothing', () => {
    expect(calibrate(uncalibrated, 0, 10)).toBe(uncalibrated);
    expect(calibrate(uncalibrated, 10, 0)).toBe(uncalibrated);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat())), (counts) => {
        const end = counts.reduce(
          (now, [estimated, actual]) => calibrate(now, estimated, actual),
          uncalibrated,
        );
        expect(end.ratio).toBeGreaterThanOrEqual(0.4);
        expect(end.ratio).toBeLessThanOrEqual(5);
      }),
    );
  });
});
