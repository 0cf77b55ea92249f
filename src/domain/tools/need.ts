/** Whether a recurring need is worth a tool, what is said of it, and what a model is asked for. */
import type { Json } from '../canonical-json.ts';
import type { LearnedTool } from '../learned/state.ts';
import type { ToolExample } from './learned-tool.ts';
import { callJoint, numberPattern, type ManualCall, type RecurringNeed } from './recurring.ts';

type Example = RecurringNeed['examples'][number];

/**
 * A sum is quick to type, so a tool is worth it only where something differs from turn to turn, and something stays the same: a number that is
 * typed again each time, or a formula of two signs or more. Files and clock alone are no need: what was made of them is not known.
 */
export function isWorthATool({ examples }: RecurringNeed): boolean {
  const [first] = examples;
  if (first === undefined || !first.calls.some(isSum)) return false;
  if (!first.calls.every(isSum)) return true;
  const rows = examples.map(numbersOf);
  const same = (rows[0] ?? []).map((number, place) => rows.every((row) => row[place] === number));
  if (same.every(Boolean)) return false;
  const signs = new Set(first.calls.flatMap((call) => expressionOf(call).match(/[-+*/^×÷−]/g) ?? []));
  return same.some(Boolean) || signs.size > 1;
}

/** The person was asked already: about this one, or one that holds it or is held by it. */
export function wasAsked(signature: string, asked: readonly string[]): boolean {
  const whole = (one: string) => `${callJoint}${one}${callJoint}`;
  return asked.some((one) => whole(one).includes(whole(signature)) || whole(signature).includes(whole(one)));
}

/** "You have done this three times: 120 × 1.23, 80 × 1.23 and 7.5 × 1.23." */
export const needInWords = (need: RecurringNeed): string =>
  `You have done this ${timesInWords(need.times)}: ${deedsInWords(need)}.`;

export const timesInWords = (times: number): string =>
  `${['three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][times - 3] ?? times} times`;

const longestShown = 40;

function deedsInWords({ examples }: RecurringNeed): string {
  const newest = examples.slice(-3);
  const sums = newest.map(({ calls }) => calls.map((call) => pretty(expressionOf(call))).join(', then '));
  const calls = newest.at(-1)?.calls ?? [];
  const short = calls.length === 1 && sums.every((sum) => sum.length <= longestShown);
  if (short) return `${sums.slice(0, -1).join(', ')} and ${sums.at(-1)}`;
  if (calls.length === 1) return `a sum like ${cut(sums.at(-1) ?? '')}`;
  return calls.map((call) => cut(wordsOf(call))).join(', then ');
}

function wordsOf(call: ManualCall): string {
  switch (call.tool) {
    case 'read_file':
      return 'reading a file';
    case 'date_time':
      return 'looking at the clock';
    default:
      return `working out ${pretty(expressionOf(call))}`;
  }
}

/** What a model is asked for. Only sums and their results are in it, nothing out of files. */
export function wishOfNeed({ examples, times }: RecurringNeed): string {
  const cases = examples.map(({ calls }, place) => `${place + 1}. ${calls.map(caseOf).join('; ')}`);
  return [
    `The person did this by hand ${timesInWords(times)}. Write one tool that does it in one step.`,
    'What differs from case to case is the input. What is the same in every case stands in the code.',
    'The first examples are exactly these cases, with these results as numbers:',
    ...cases,
  ].join('\n');
}

const mostOfCase = 60;

function caseOf(call: ManualCall): string {
  if (!isSum(call)) return call.tool === 'read_file' ? 'read a file' : 'looked at the clock';
  const result = typeof call.output === 'string' ? ` gives ${cut(call.output, mostOfCase)}` : '';
  return `${cut(expressionOf(call), mostOfCase)}${result}`;
}

/**
 * Whether each case that was really done stands among the examples of a drafted tool, with its result and one of its numbers. Whether the code makes
 * them come true is for its test. Where files or the clock take part there is nothing to compare.
 */
export function showsWhatWasDone({ examples }: LearnedTool, need: RecurringNeed): boolean {
  return need.examples.every((done) => {
    const result = done.calls.at(-1)?.output;
    if (!done.calls.every(isSum) || typeof result !== 'string') return true;
    const numbers = done.calls.flatMap((call) => readingsIn(expressionOf(call)));
    return (examples as readonly ToolExample[]).some(
      ({ input, output }) => meet(readingsIn(output), readingsIn(result)) && meet(readingsIn(input), numbers),
    );
  });
}

const isSum = ({ tool }: ManualCall): boolean => tool === 'calculate';

function expressionOf({ input }: ManualCall): string {
  const isObject = typeof input === 'object' && input !== null && 'expression' in input;
  const expression = isObject ? input['expression'] : undefined;
  return typeof expression === 'string' ? expression : '';
}

const numbersOf = ({ calls }: Example): string[] =>
  calls.flatMap((call) => expressionOf(call).match(numberPattern) ?? []);

/** Every number of a value. One that is written with points or commas may be read in both ways. */
function readingsIn(value: Json): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string')
    return (value.match(numberPattern) ?? []).flatMap((written) => [
      Number(written.replaceAll(',', '')),
      Number(written.replaceAll('.', '').replace(',', '.')),
    ]);
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((inner) => readingsIn(inner as Json))
    : [];
}

/** Results are shown rounded. */
const meet = (some: readonly number[], others: readonly number[]): boolean =>
  some.some((one) => others.some((other) => Math.abs(one - other) <= 0.005 + Math.abs(other) * 1e-6));

const pretty = (expression: string): string => expression.replace(/\s*\*\s*/g, ' × ').trim();

const cut = (text: string, most = longestShown): string =>
  text.length <= most ? text : `${text.slice(0, most)}…`;
