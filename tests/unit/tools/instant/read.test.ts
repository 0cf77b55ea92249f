import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInstant } from '../../../../src/tools/instant/instant.ts';
import { instantPreferences } from '../../../../src/tools/instant/preferences.ts';
import { createInstantReader } from '../../../../src/tools/instant/read.ts';
import { settings } from './corpus.ts';

const reader = createInstantReader();
const american = settings['us'];
if (american === undefined) throw new Error('The American setting is gone.');
const says = (text: string) => reader.read(text, american);

describe('the reader of instant answers', () => {
  it('says what it understood', () => {
    expect(says('12% of 340')?.interpretation).toBe('12 % of 340');
    expect(says('3pm London in New York')?.interpretation).toBe(
      '3 pm today in London (Europe/London), in New York (America/New_York)',
    );
    expect(says('1 gallon in liters')?.interpretation).toBe('1 US gal in l');
  });

  it('leaves long texts and several sentences to the model', () => {
    expect(says('note: buy milk')).toBeDefined();
    expect(says(`note: ${'a'.repeat(200)}`)).toBeUndefined();
    expect(says('Timer 10 minutes. Then tell me a joke.')).toBeUndefined();
    expect(says('2 + 2\n3 + 3')).toBeUndefined();
  });

  it('crosses a change of clocks', () => {
    // Clocks in Europe go forward on 29 March: nine in the morning is then 7:00 UTC in Berlin.
    const german = settings['de'];
    if (german === undefined) throw new Error('The German setting is gone.');
    const intent = reader.read('remind me on 30 March at 9:00 to call Ana', german);
    expect(intent?.kind === 'reminder' && new Date(intent.at).toISOString()).toBe('2026-03-30T07:00:00.000Z');
  });

  it('never throws and is never slow, whatever is typed', () => {
    const words = fc.constantFrom(
      ...'remind me in at tomorrow 9 pm to note add eggs list timer 10 min % of what is days until 31 february 2027 usd eur km = ( ^ ! 99999 time London between and -5 0 week'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        const started = performance.now();
        says(parts.join(' '));
        expect(performance.now() - started).toBeLessThan(1000);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 220 }), (text) => void says(text)));
  });

  it.each([
    'a'.repeat(200),
    '1'.repeat(200),
    '1 '.repeat(100),
    'and '.repeat(50),
    `what is ${'in '.repeat(60)}`,
  ])('does not stumble over %s', (text) => {
    const started = performance.now();
    says(text);
    expect(performance.now() - started).toBeLessThan(300);
  });
});

describe('preferences of instant answers', () => {
  const item = (
    slot: 'units' | 'time_format' | 'week_start' | 'currency',
    text: string,
    scope: 'always' | 'code' = 'always',
  ) => ({ kind: 'preference', id: `${slot}${text}`, scope, slot, text }) as const;

  it('come from the active items, the newest of each', () => {
    const items = [
      item('units', 'imperial'),
      item('units', 'metric'),
      item('time_format', '24h'),
      item('currency', 'EUR'),
    ];
    expect(instantPreferences(items)).toEqual({ units: 'metric', timeFormat: '24', currency: 'EUR' });
  });

  it('leave out what is for one occasion only, or not understood', () => {
    expect(instantPreferences([item('units', 'metric', 'code'), item('week_start', 'tuesday')])).toEqual({});
  });

  it('reach the answers of the chunk', () => {
    const { reader: whole } = createInstant();
    const surroundings = { now: american.now, timeZone: 'Europe/Berlin', locale: 'en-US', rates: [] };
    expect(whole.read('5 miles', { ...surroundings, items: [] })).toBeUndefined();
    expect(whole.read('5 miles', { ...surroundings, items: [item('units', 'metric')] })).toMatchObject({
      text: '8.0467 km',
    });
  });
});
