import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/domain/canonical-json.ts';
import type { LearnedTool } from '../../../../src/domain/learned/state.ts';
import { failure, success } from '../../../../src/domain/result.ts';
import { toolError, type ToolErrorKind } from '../../../../src/domain/tools/tool.ts';
import {
  judgeToolTest,
  testWorld,
  toolTestPlan,
  type ToolTestCase,
  type ToolTestResult,
} from '../../../../src/domain/tools/tool-tests.ts';
import { createValidator } from '../../../../src/tools/validate.ts';
import { shoppingTotal, splitBill } from './tools-for-tests.ts';

const plan = toolTestPlan(splitBill, 1);
const valid = createValidator(splitBill.output as Record<string, unknown>);

/** Runs the body here: these bodies are ours. The cage is tested elsewhere. */
function run(tool: LearnedTool, { input, granted }: ToolTestCase): ToolTestResult {
  const body = new Function('input', 'granted', tool.body) as (input: Json, granted: unknown) => Json;
  try {
    return success({ output: body(input, granted), ms: 1 });
  } catch (thrown) {
    return failure(toolError('code', `It threw: ${String(thrown)}.`));
  }
}
const broken = (kind: ToolErrorKind): ToolTestResult => failure(toolError(kind, 'It went wrong.'));
const judged = (
  change: (testCase: ToolTestCase, place: number) => ToolTestResult | undefined,
  tool = splitBill,
) =>
  judgeToolTest(
    tool,
    toolTestPlan(tool, 1),
    toolTestPlan(tool, 1).map((testCase, place) => change(testCase, place) ?? run(tool, testCase)),
    createValidator(tool.output as Record<string, unknown>),
  );
const on = (id: string, result: ToolTestResult) =>
  judged((testCase) => (testCase.id === id ? result : undefined));

describe('the plan of a test', () => {
  test('has every example, the first twice, and hostile input', () => {
    expect(plan.slice(0, 4).map(({ id }) => id)).toEqual([
      'example:1',
      'example:2',
      'example:3',
      'example:1:again',
    ]);
    expect(plan.slice(4).every(({ role, expected }) => role === 'hostile' && expected === undefined)).toBe(
      true,
    );
    expect(plan.length).toBe(28);
    expect(toolTestPlan(splitBill, 1)).toEqual(plan);
    expect(toolTestPlan(splitBill, 2)).not.toEqual(plan);
  });

  test('gives what is granted, and nothing else', () => {
    expect(plan.every(({ granted }) => Object.keys(granted).length === 0)).toBe(true);
    const [first] = toolTestPlan(shoppingTotal, 1);
    expect(first?.granted).toEqual({ files: { 'a.md': testWorld.file } });
    const [dice] = toolTestPlan({ ...splitBill, grants: ['clock', 'random'] }, 1);
    expect(dice?.granted).toEqual({ clock: testWorld.clock, random: 1 });
    expect(toolTestPlan({ ...splitBill, grants: ['random'] }, 1).some(({ id }) => id.endsWith('again'))).toBe(
      false,
    );
  });
});

describe('the verdict', () => {
  test('passes honest tools', () => {
    for (const tool of [splitBill, shoppingTotal]) {
      const { verdict, reason, cases } = judged(() => undefined, tool);
      expect([tool.name, verdict, reason]).toEqual([
        tool.name,
        'passed',
        expect.stringContaining('All 3 examples'),
      ]);
      expect(cases.every(({ outcome }) => outcome === 'right')).toBe(true);
    }
  });

  test('an example must come out exactly', () => {
    const { verdict, reason, cases } = on('example:2', success({ output: { each: 27.51 }, ms: 1 }));
    expect([verdict, reason]).toEqual(['failed', 'Example 2 gave something else than expected.']);
    expect(cases[1]).toMatchObject({ outcome: 'wrong', got: { each: 27.51 }, expected: { each: 27.5 } });
    expect(on('example:2', success({ output: { each: 27.5, note: 'x' }, ms: 1 })).verdict).toBe('failed');
  });

  test('the order of members does not matter, and 0 is -0', () => {
    expect(on('example:3', success({ output: { each: -0 }, ms: 1 })).verdict).toBe('passed');
  });

  test('an example must not throw', () => {
    expect(on('example:1', broken('code'))).toMatchObject({
      verdict: 'failed',
      reason: 'Example 1 went wrong: It went wrong.',
    });
  });

  test('the first example must give the same twice', () => {
    expect(on('example:1:again', success({ output: { each: 31 }, ms: 1 }))).toMatchObject({
      verdict: 'failed',
      reason: 'The same example did not give the same output twice.',
    });
    expect(on('example:1:again', broken('code')).verdict).toBe('failed');
  });

  test.each(['timeout', 'memory', 'output', 'stopped', 'failed', 'input'] as const)(
    'one hostile %s fails it',
    (kind) => {
      expect(on('hostile:9', broken(kind))).toMatchObject({
        verdict: 'failed',
        reason: expect.stringMatching(/^Hostile input 9 .*\.$/) as string,
      });
    },
  );

  test('one invalid output fails it', () => {
    for (const output of [
      { each: 'much' },
      null,
      { each: Infinity },
      { each: 1, note: '\uD800' },
    ] as Json[]) {
      const { verdict, cases } = on('hostile:3', success({ output, ms: 1 }));
      expect(verdict).toBe('failed');
      expect(cases.find(({ id }) => id === 'hostile:3')?.outcome).toBe('invalid');
    }
  });

  test('what is no JSON is invalid, even where the schema lets it pass', () => {
    const results = plan.map((testCase) => run(splitBill, testCase));
    const half: ToolTestResult = success({ output: { each: NaN }, ms: 1 });
    expect(judgeToolTest(splitBill, plan, results.with(10, half), () => undefined).verdict).toBe('failed');
    expect(judgeToolTest(splitBill, plan, results, () => undefined).verdict).toBe('passed');
  });

  test('it may throw at half of the hostile inputs, not at more', () => {
    const throwing = (count: number) =>
      judged(({ role, id }) =>
        role === 'hostile' && Number(id.split(':')[1]) <= count ? broken('code') : undefined,
      );
    expect(throwing(12).verdict).toBe('passed');
    expect(throwing(13)).toMatchObject({ verdict: 'failed', reason: 'It threw at 13 of 24 hostile inputs.' });
  });

  test('what was tested must be the tool that is judged, and all of it', () => {
    const results = plan.map((testCase) => run(splitBill, testCase));
    const reasonOf = (tool: LearnedTool, cases: ToolTestCase[], some: ToolTestResult[]) =>
      judgeToolTest(tool, cases, some, valid).reason;
    const partial = 'The test did not hold all of the tool’s examples and some hostile input.';
    expect(reasonOf(splitBill, plan, results.slice(0, -1))).toBe('The test did not run to its end.');
    expect(reasonOf(splitBill, [], [])).toBe(partial);
    expect(reasonOf(splitBill, plan.slice(0, 4), results.slice(0, 4))).toBe(partial);
    expect(reasonOf(splitBill, plan.toSpliced(3, 1), results.toSpliced(3, 1))).toBe(partial);
    const edited = {
      ...splitBill,
      examples: [...splitBill.examples.slice(0, 2), { input: { total: 5, people: 1 }, output: { each: 5 } }],
    };
    expect(reasonOf(edited, plan, results)).toBe(partial);
  });
});
