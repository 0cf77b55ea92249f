import { canonicalJson, type Json } from '../canonical-json.ts';
import type { LearnedTool } from '../learned/state.ts';
import type { CageJob } from '../ports-tools.ts';
import type { Result } from '../result.ts';
import { hostileInputs } from './hostile-inputs.ts';
import { hostileFileText } from './hostile-values.ts';
import { examplesOf, filesNamedIn, type ToolExample } from './learned-tool.ts';
import { asJsonSchema } from './schema-subset.ts';
import type { ToolError, ToolErrorKind } from './tool.ts';

export interface ToolTestCase {
  id: string;
  role: 'example' | 'hostile';
  title: string;
  input: Json;
  /** What the tool gets of its grants while it is tested. */
  granted: CageJob['granted'];
  /** Of an example. */
  expected?: Json;
}

export interface ToolTestOutcome {
  id: string;
  role: 'example' | 'hostile';
  title: string;
  outcome: 'right' | 'wrong' | 'error' | 'invalid';
  /** The output, or the sentence of what went wrong. */
  got: Json;
  expected?: Json;
}

export interface ToolTestVerdict {
  verdict: 'passed' | 'failed';
  /** One sentence. */
  reason: string;
  cases: readonly ToolTestOutcome[];
}

export type ToolTestResult = Result<{ output: Json; ms: number }, ToolError>;

/** What the grants give while a tool is tested, so that examples can be exact. */
export const testWorld = {
  /** 15 January 2026, 12:00, in milliseconds since 1970. */
  clock: { now: 1_768_478_400_000, timeZone: 'UTC' },
  random: 1,
  /** Every file that an example names holds this. */
  file: 'milk 2\nbread 1\neggs 12\n',
} as const;

const hostileCases = 24;

/** The cases for one run in the cage: each example, the first one again, then hostile input. */
export function toolTestPlan(tool: LearnedTool, seed: number): ToolTestCase[] {
  const examples = examplesOf(tool).map((example, place) => exampleCase(tool, example, place));
  const [first] = examples;
  const again: ToolTestCase[] =
    first === undefined || tool.grants.includes('random')
      ? []
      : [{ ...first, id: `${first.id}:again`, title: `${first.title}, once more` }];
  const hostile = hostileInputs(asJsonSchema(tool.input), hostileCases, seed).map(
    (input, place): ToolTestCase => ({
      id: `hostile:${place + 1}`,
      role: 'hostile',
      title: `Hostile input ${place + 1}`,
      input,
      granted: grantedFor(tool, input, hostileFileText),
    }),
  );
  return [...examples, ...again, ...hostile];
}

const exampleCase = (tool: LearnedTool, { input, output }: ToolExample, place: number): ToolTestCase => ({
  id: `example:${place + 1}`,
  role: 'example',
  title: `Example ${place + 1}`,
  input,
  granted: grantedFor(tool, input, testWorld.file),
  expected: output,
});

function grantedFor(tool: LearnedTool, input: Json, file: string): CageJob['granted'] {
  const asks = (grant: string) => tool.grants.includes(grant);
  return {
    ...(asks('clock') && { clock: { ...testWorld.clock } }),
    ...(asks('random') && { random: testWorld.random }),
    ...(asks('files') && {
      files: Object.fromEntries(filesNamedIn(tool, input).map((path) => [path, file])),
    }),
  };
}

/** A tool may refuse odd input by throwing; everything else in this list is a failure. */
const fair: ToolErrorKind = 'code';

const troubleWords: Partial<Record<ToolErrorKind, string>> = {
  timeout: 'took too long',
  memory: 'took too much memory',
  output: 'gave something that is no valid output',
  stopped: 'was stopped',
};

/**
 * Judges a run of `cases`, whose results stand in the same order. `validateOutput` gives undefined for an output that obeys the tool's output
 * schema. Passed only if every example came out exactly, nothing broke its bounds, and at most half of the hostile cases threw.
 */
export function judgeToolTest(
  tool: LearnedTool,
  cases: readonly ToolTestCase[],
  results: readonly ToolTestResult[],
  validateOutput: (output: unknown) => string | undefined,
): ToolTestVerdict {
  const outcomes = cases.map((testCase, place) => outcomeOf(testCase, results[place], validateOutput));
  const reason =
    incomplete(tool, cases, results) ??
    wrongExample(outcomes) ??
    notTheSame(cases, results) ??
    brokenBound(cases, results, outcomes) ??
    throwsTooOften(outcomes);
  const examples = examplesOf(tool).length;
  const hostile = outcomes.filter(({ role }) => role === 'hostile').length;
  return reason === undefined
    ? {
        verdict: 'passed',
        reason: `All ${examples} examples came out exactly, and ${hostile} hostile ${hostile === 1 ? 'input' : 'inputs'} did no harm.`,
        cases: outcomes,
      }
    : { verdict: 'failed', reason, cases: outcomes };
}

function outcomeOf(
  { id, role, title, expected }: ToolTestCase,
  result: ToolTestResult | undefined,
  validateOutput: (output: unknown) => string | undefined,
): ToolTestOutcome {
  const base = { id, role, title, ...(expected !== undefined && { expected }) };
  if (result === undefined) return { ...base, outcome: 'error', got: 'This case did not run.' };
  if (!result.ok) {
    const outcome = result.error.kind === 'output' ? 'invalid' : 'error';
    return { ...base, outcome, got: result.error.sentence };
  }
  const { output } = result.value;
  const problem =
    validateOutput(output) ?? (formOf(output) === undefined ? 'The output is no JSON.' : undefined);
  if (problem !== undefined) return { ...base, outcome: 'invalid', got: problem };
  const isRight = expected === undefined || formOf(output) === formOf(expected);
  return { ...base, outcome: isRight ? 'right' : 'wrong', got: output };
}

/** What is approved must be what was tested: the cases are compared with the tool. */
function incomplete(
  tool: LearnedTool,
  cases: readonly ToolTestCase[],
  results: readonly ToolTestResult[],
): string | undefined {
  const examples = examplesOf(tool);
  const isThere = ({ input, output }: ToolExample, place: number) =>
    cases.some(
      (one) =>
        one.id === `example:${place + 1}` &&
        one.expected !== undefined &&
        formOf(one.input) === formOf(input) &&
        formOf(one.expected) === formOf(output),
    );
  const isWhole =
    examples.length > 0 &&
    examples.every(isThere) &&
    (tool.grants.includes('random') || cases.some(({ id }) => id === 'example:1:again')) &&
    cases.some(({ role }) => role === 'hostile');
  if (!isWhole) return 'The test did not hold all of the tool’s examples and some hostile input.';
  return results.length === cases.length ? undefined : 'The test did not run to its end.';
}

function wrongExample(outcomes: readonly ToolTestOutcome[]): string | undefined {
  const wrong = outcomes.find(
    ({ id, role, outcome }) => role === 'example' && outcome !== 'right' && !id.endsWith(':again'),
  );
  if (wrong === undefined) return undefined;
  if (wrong.outcome === 'wrong') return `${wrong.title} gave something else than expected.`;
  return `${wrong.title} went wrong: ${String(wrong.got)}`;
}

function notTheSame(cases: readonly ToolTestCase[], results: readonly ToolTestResult[]): string | undefined {
  const place = cases.findIndex(({ id }) => id === 'example:1:again');
  if (place === -1) return undefined;
  const first = results[cases.findIndex(({ id }) => id === 'example:1')];
  const again = results[place];
  const agree = first?.ok && again?.ok && formOf(first.value.output) === formOf(again.value.output);
  return agree === true ? undefined : 'The same example did not give the same output twice.';
}

function brokenBound(
  cases: readonly ToolTestCase[],
  results: readonly ToolTestResult[],
  outcomes: readonly ToolTestOutcome[],
): string | undefined {
  for (const [place, { title }] of cases.entries()) {
    const result = results[place];
    if (result === undefined || (!result.ok && result.error.kind === fair)) continue;
    if (!result.ok) return `${title} ${troubleWords[result.error.kind] ?? 'could not be run'}.`;
    if (outcomes[place]?.outcome === 'invalid')
      return `${title} gave an output that its schema does not allow.`;
  }
  return undefined;
}

function throwsTooOften(outcomes: readonly ToolTestOutcome[]): string | undefined {
  const hostile = outcomes.filter(({ role }) => role === 'hostile');
  const threw = hostile.filter(({ outcome }) => outcome === 'error').length;
  return threw * 2 > hostile.length ? `It threw at ${threw} of ${hostile.length} hostile inputs.` : undefined;
}

/** Canonical JSON; undefined for what is none. */
function formOf(value: Json): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}
