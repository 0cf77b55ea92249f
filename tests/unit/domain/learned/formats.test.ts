import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../../../src/domain/learned/formats.ts';
import type { Slot } from '../../../../src/domain/learned/slots.ts';
import type { LearnedItem } from '../../../../src/domain/learned/state.ts';

const item = (slot: Slot, text: string, scope: LearnedItem['scope'] = 'always'): LearnedItem => ({
  kind: 'preference',
  id: `${scope} ${slot} ${text}`,
  scope,
  slot,
  text,
});
const dateFormat = (text: string) => formatsOf([item('date_format', text)]).dateFormat;

describe('formatsOf', () => {
  it('knows nothing where nothing was learned, and begins the week on Monday', () => {
    expect(formatsOf([])).toEqual({
      dateFormat: undefined,
      timeFormat: undefined,
      weekStart: 1,
      language: undefined,
    });
  });

  it('reads dates in figures and in words', () => {
    expect(dateFormat('DD/MM/YYYY')).toEqual({ order: 'day-month-year', separator: '/' });
    expect(dateFormat('d.m.yyyy')).toEqual({ order: 'day-month-year', separator: '.' });
    expect(dateFormat('MM/DD/YYYY')).toEqual({ order: 'month-day-year', separator: '/' });
    expect(dateFormat('YYYY-MM-DD')).toEqual({ order: 'year-month-day', separator: '-' });
    expect(dateFormat('ISO 8601')).toEqual({ order: 'year-month-day', separator: '-' });
    expect(dateFormat('day first')).toEqual({ order: 'day-month-year', separator: '/' });
    expect(dateFormat('month first')).toEqual({ order: 'month-day-year', separator: '/' });
  });

  it.each(['', 'YYYY/DD/MM', 'DD/DD/YYYY', 'whenever', 'holiday'])(
    'leaves dates as they are for “%s”',
    (text) => {
      expect(dateFormat(text)).toBeUndefined();
    },
  );

  it('reads the clock and the first day of the week', () => {
    expect(formatsOf([item('time_format', '24h')]).timeFormat).toBe('24h');
    expect(formatsOf([item('time_format', '12-hour')]).timeFormat).toBe('12h');
    expect(formatsOf([item('time_format', 'sundial')]).timeFormat).toBeUndefined();
    expect(formatsOf([item('week_start', 'Sunday')]).weekStart).toBe(0);
    expect(formatsOf([item('week_start', 'saturday')]).weekStart).toBe(6);
    expect(formatsOf([item('week_start', 'someday')]).weekStart).toBe(1);
  });

  it('takes only what counts always, and no rule for a preference', () => {
    expect(formatsOf([item('time_format', '12h', 'code'), item('language', 'German')])).toMatchObject({
      timeFormat: undefined,
      language: 'German',
    });
    expect(formatsOf([{ ...item('time_format', '12h'), kind: 'rule' }]).timeFormat).toBeUndefined();
  });
});
