import { describe, expect, it } from 'vitest';
import { formatsOf, type Formats } from '../../../src/domain/learned/formats.ts';
import {
  clockInWords,
  dateInWords,
  languagesInWords,
  momentInWords,
  progressInWords,
  secondsInWords,
  sizeInWords,
  timeInWords,
} from '../../../src/ui/words.ts';

describe('words', () => {
  it('says sizes as people do', () => {
    expect([1, 512, 2_400, 212_000_000, 1_600_000_000, 62e9].map(sizeInWords)).toEqual([
      '1 byte',
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

  it('writes dates and times as the person reads them', () => {
    const afternoon = new Date(2024, 2, 9, 15, 5).getTime();
    const midnight = new Date(2024, 2, 9, 0, 5).getTime();
    const plain = formatsOf([]);
    const dated = (order: NonNullable<Formats['dateFormat']>['order'], separator: string): Formats => ({
      ...plain,
      dateFormat: { order, separator },
    });
    expect(dateInWords(afternoon, plain)).toBe('9 March 2024');
    expect(dateInWords(afternoon, dated('day-month-year', '.'))).toBe('09.03.2024');
    expect(dateInWords(afternoon, dated('month-day-year', '/'))).toBe('03/09/2024');
    expect(dateInWords(afternoon, dated('year-month-day', '-'))).toBe('2024-03-09');
    expect([afternoon, midnight].map((at) => clockInWords(at, plain))).toEqual(['15:05', '00:05']);
    const halves = { ...plain, timeFormat: '12h' as const };
    expect([afternoon, midnight].map((at) => clockInWords(at, halves).replace(/\s/g, ' '))).toEqual([
      '3:05 PM',
      '12:05 AM',
    ]);
    expect(momentInWords(afternoon, plain)).toBe('9 March 2024, 15:05');
  });
});
