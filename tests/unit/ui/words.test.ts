import { describe, expect, it } from 'vitest';
import {
  languagesInWords,
  progressInWords,
  secondsInWords,
  sizeInWords,
  timeInWords,
} from '../../../src/ui/words.ts';

describe('words', () => {
  it('says sizes as people do', () => {
    expect([512, 2_400, 212_000_000, 1_600_000_000, 62e9].map(sizeInWords)).toEqual([
      '512 bytes',
      '2 KB',
      '212 MB',
      '1.6 GB',
      '62 GB',
    ]);
  });

  it('rounds times to what matters', () => {
    expect([4e3, 31e3, 55e3, 200e3, 3.7e6, 8e6].map(timeInWords)).toEqual([
      'a few seconds',
      'about 30 seconds',
      'about a minute',
      'about 3 minutes',
      'about an hour',
      'about 2 hours',
    ]);
    expect([400, 12_345].map(secondsInWords)).toEqual(['0.4 s', '12 s']);
  });

  it('says what a load is doing and how far it is', () => {
    expect(progressInWords({ phase: 'download', fraction: 0.5, bytes: { done: 1e8, total: 2e8 } })).toBe(
      'Downloading: 100 MB of 200 MB',
    );
    expect(progressInWords({ phase: 'compile', fraction: 0.256 })).toBe(
      'Preparing the graphics processor: 26 %',
    );
    expect(progressInWords({ phase: 'warm-up', fraction: undefined })).toBe('Warming up');
  });

  it('names languages, and counts those that are too many', () => {
    expect(languagesInWords(['en'])).toBe('English');
    expect(languagesInWords(['en', 'de'])).toBe('English and German');
    expect(languagesInWords(['en', 'de', 'fr', 'it', 'es', 'pt', 'hi'])).toBe(
      'English, German, French, Italian and 3 more',
    );
  });
});
