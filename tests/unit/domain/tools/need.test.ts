import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnedTool } from '../../../../src/domain/learned/state.ts';
import {
  isWorthATool,
  needInWords,
  showsWhatWasDone,
  wasAsked,
  wishOfNeed,
} from '../../../../src/domain/tools/need.ts';
import type { ManualCall, RecurringNeed } from '../../../../src/domain/tools/recurring.ts';
import { splitBill } from './tools-for-tests.ts';

const sum = (expression: string, output?: string): ManualCall => ({
  tool: 'calculate',
  input: { expression },
  ...(output !== undefined && { output }),
});
const file: ManualCall = { tool: 'read_file', input: null };
const need = (...turns: (ManualCall | ManualCall[])[]): RecurringNeed => ({
  signature: 'calculate: # * #',
  times: turns.length,
  examples: turns.map((calls, place) => ({ turnId: `t${place}`, calls: [calls].flat() })),
});
const vat = need(sum('120 × 1.23', '147.6'), sum('80*1.23', '98.4'), sum('7.5 * 1.23', '9.225'));

describe('a need is worth a tool', () => {
  test('where a number stays the same and another differs', () => {
    expect(isWorthATool(vat)).toBe(true);
    expect(isWorthATool(need(sum('2 * 3'), sum('4 * 5'), sum('6 * 7')))).toBe(false);
    expect(isWorthATool(need(sum('2 * 3'), sum('2 * 3'), sum('2 * 3')))).toBe(false);
  });

  test('where it is a formula of two signs or more', () => {
    expect(isWorthATool(need(sum('(2 + 3) * 4'), sum('(5 + 6) * 7'), sum('(8 + 9) * 1')))).toBe(true);
    expect(isWorthATool(need(sum('1 + 2 + 3'), sum('4 + 5 + 6'), sum('7 + 8 + 9')))).toBe(false);
  });

  test('where a sum follows on a file, but not for files alone', () => {
    expect(isWorthATool(need([file, sum('1 + 2')], [file, sum('3 + 4')], [file, sum('5 + 6')]))).toBe(true);
    expect(isWorthATool(need([file, file], [file, file], [file, file]))).toBe(false);
  });
});

test('one is asked once, also about a part of what was asked', () => {
  const asked = ['read_file → calculate: # + #'];
  expect(wasAsked('read_file → calculate: # + #', asked)).toBe(true);
  expect(wasAsked('calculate: # + #', asked)).toBe(true);
  expect(wasAsked('date_time → read_file → calculate: # + #', asked)).toBe(true);
  expect(wasAsked('calculate: # + # + #', asked)).toBe(false);
  expect(wasAsked('calculate: #', asked)).toBe(false);
});

describe('in words', () => {
  test('it says what was really done', () => {
    expect(needInWords(vat)).toBe('You have done this three times: 120 × 1.23, 80 × 1.23 and 7.5 × 1.23.');
    expect(needInWords({ ...vat, times: 12 })).toContain('You have done this 12 times: ');
    const long = `${'1 + '.repeat(30)}1`;
    expect(needInWords(need(sum(long), sum(long), sum(long))).length).toBeLessThan(120);
    expect(needInWords(need([file, sum('1 + 2')], [file, sum('3 + 4')], [file, sum('5 + 6')]))).toBe(
      'You have done this three times: reading a file, then working out 5 + 6.',
    );
  });

  test('the model gets the cases with their results, and fits them into its prompt', () => {
    const wish = wishOfNeed(vat);
    expect(wish).toContain('1. 120 × 1.23 gives 147.6\n2. 80*1.23 gives 98.4\n3. 7.5 * 1.23 gives 9.225');
    const long = Array.from({ length: 5 }, () => sum('9'.repeat(200), '8'.repeat(200)));
    expect(wishOfNeed(need(...long)).length).toBeLessThan(1200);
  });
});

describe('a draft shows what was done', () => {
  const tool = (examples: LearnedTool['examples']): LearnedTool => ({ ...splitBill, examples });
  const right = [
    { input: { net: 120 }, output: 147.6 },
    { input: { net: 80 }, output: { gross: 98.4 } },
    { input: { net: '7.5' }, output: '9.23 EUR' },
  ];

  test('where each case is among its examples, with its result', () => {
    expect(showsWhatWasDone(tool(right), vat)).toBe(true);
    expect(showsWhatWasDone(tool(right.slice(1)), vat)).toBe(false);
    expect(showsWhatWasDone(tool([...right.slice(1), { input: { net: 120 }, output: 120 }]), vat)).toBe(
      false,
    );
    expect(showsWhatWasDone(tool([...right.slice(1), { input: { net: 6 }, output: 147.6 }]), vat)).toBe(
      false,
    );
  });

  test('reads results as they were shown, in either way of writing', () => {
    const german = need(sum('1.200 * 1,5', '1.800'), sum('3 * 1,5', '4,5'), sum('2 * 1,5', '3'));
    const examples = [
      { input: { net: 1200 }, output: 1800 },
      { input: { net: 3 }, output: 4.5 },
      { input: { net: 2 }, output: 3 },
    ];
    expect(showsWhatWasDone(tool(examples), german)).toBe(true);
  });

  test('never throws, whatever the examples hold', () => {
    const example = fc.record({ input: fc.jsonValue(), output: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(example), fc.array(fc.string(), { minLength: 3 }), (examples, texts) => {
        const some = need(...texts.map((text) => sum(text, text)));
        const drafted = tool(examples as unknown as LearnedTool['examples']);
        expect(typeof showsWhatWasDone(drafted, some)).toBe('boolean');
        expect(typeof isWorthATool(some)).toBe('boolean');
        expect(needInWords(some)).toMatch(/^You have done this /);
      }),
    );
  });
});
