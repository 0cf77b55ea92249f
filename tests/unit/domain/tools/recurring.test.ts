import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recurringNeed, type ToolSequence } from '../../../../src/domain/tools/recurring.ts';

const day = 86_400_000;
const turn = (at: number, ...calls: [string, object?][]): ToolSequence => ({
  turnId: `turn ${at}`,
  at: at * day,
  calls: calls.map(([tool, input = {}]) => ({ tool, input: input as { [key: string]: string } })),
});
const sum = (at: number, expression: string) => turn(at, ['calculate', { expression }]);

describe('a recurring need', () => {
  test('is the same tools in the same order, in three turns', () => {
    const turns = [1, 5, 9].map((at) => turn(at, ['list_files'], ['read_file', { path: `${at}.md` }]));
    expect(recurringNeed(turns)).toEqual({
      signature: 'list_files → read_file',
      times: 3,
      examples: turns.map(({ turnId, calls }) => ({ turnId, calls })),
    });
    expect(recurringNeed(turns.slice(1))).toBeUndefined();
    expect(recurringNeed([...turns.slice(1), turn(7, ['read_file'], ['list_files'])])).toBeUndefined();
  });

  test('is found inside longer turns, the longest first', () => {
    const turns = [1, 2, 3].map((at) =>
      turn(at, ['date_time'], ['list_files'], ['read_file'], [`tool_${at}`]),
    );
    expect(recurringNeed(turns)?.signature).toBe('date_time → list_files → read_file');
  });

  test('is the same calculation with other numbers', () => {
    const need = recurringNeed([sum(1, '120*1.23'), sum(2, '80 * 1.19'), sum(3, '7 *1,5')]);
    expect(need?.signature).toBe('calculate: # * #');
    expect(need?.examples).toHaveLength(3);
    expect(recurringNeed([sum(1, '1 + 2'), sum(2, '1 * 2'), sum(3, '1 / 2')])).toBeUndefined();
    expect(recurringNeed([sum(1, 'log10(5)'), sum(2, 'log10(6)'), sum(3, 'log2(7)')])).toBeUndefined();
    expect(recurringNeed([sum(1, '5'), sum(2, '6'), sum(3, '7')])).toBeUndefined();
  });

  test('is not one other call, however often', () => {
    expect(
      recurringNeed([1, 2, 3, 4].map((at) => turn(at, ['read_file', { path: 'a.md' }]))),
    ).toBeUndefined();
  });

  test('counts turns, not calls: three times in one turn is once', () => {
    const pair: [string][] = [['list_files'], ['read_file']];
    expect(recurringNeed([turn(1, ...pair, ...pair, ...pair), turn(2, ...pair)])).toBeUndefined();
    expect(recurringNeed([turn(1, ...pair), turn(1, ...pair), turn(1, ...pair)])).toBeUndefined();
  });

  test('counts 30 days, and no more', () => {
    expect(recurringNeed([sum(1, '1+1'), sum(15, '2+2'), sum(31, '3+3')])).toBeDefined();
    expect(recurringNeed([sum(1, '1+1'), sum(15, '2+2'), sum(32, '3+3')])).toBeUndefined();
    const late = recurringNeed([sum(1, '1+1'), sum(40, '2+2'), sum(50, '3+3'), sum(60, '4+4')]);
    expect(late?.examples.map(({ turnId }) => turnId)).toEqual(['turn 40', 'turn 50', 'turn 60']);
  });

  test('does not depend on the order of the turns, and never throws', () => {
    const calls = fc.array(
      fc.record({ tool: fc.constantFrom('calculate', 'list_files'), input: fc.jsonValue() }),
      { maxLength: 8 },
    );
    const turns = fc.uniqueArray(
      fc.record({ turnId: fc.uuid(), at: fc.integer({ min: 0, max: 60 * day }), calls }),
      {
        selector: ({ at }) => at,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(turns, (some) => {
        const sequences = some as ToolSequence[];
        const need = recurringNeed(sequences);
        expect(recurringNeed(sequences.toReversed())).toEqual(need);
        if (need !== undefined)
          expect(new Set(need.examples.map(({ turnId }) => turnId)).size).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
