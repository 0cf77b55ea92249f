import { describe, expect, it } from 'vitest';
import { pacesInWords } from '../../../../src/ui/models/device-check-words.ts';

const pace = (bytesPerSecond: number) => ({ bytesPerSecond, tokenMs: 0 });

describe('what was measured', () => {
  it.each([
    [{}, ''],
    [{ processor: pace(8e9) }, 'A model of 1 GB would write about 6 words a second on the processor.'],
    [
      { processor: pace(1e8), 'graphics-file': pace(4e9), graphics: pace(4e10) },
      'A model of 1 GB would write less than one word a second on the processor, about 17 words a second on the graphics processor.',
    ],
    [
      { 'graphics-file': pace(8e10), graphics: pace(1e9) },
      'A model of 1 GB would write about 60 words a second on the graphics processor.',
    ],
  ])('%o is said in words of a model of a common size', (paces, sentence) => {
    expect(pacesInWords({ at: 0, paces })).toBe(sentence);
  });
});
