import { canonicalJson, type Json } from '../canonical-json.ts';

/** `output` is what came of it, where that may be shown to a model. */
export interface ManualCall {
  tool: string;
  input: Json;
  output?: Json;
}

/** The calls that the person made by hand in one turn, in order. */
export interface ToolSequence {
  turnId: string;
  /** In milliseconds since 1970. */
  at: number;
  calls: readonly ManualCall[];
}

export interface RecurringNeed {
  /** "list_files → read_file", or "calculate: # * #" with each number as "#". */
  signature: string;
  /** In how many turns. */
  times: number;
  /** One for each turn, oldest first; at most five of the newest. */
  examples: readonly { turnId: string; calls: readonly ManualCall[] }[];
}

/** Between the calls of a signature. */
export const callJoint = ' → ';

/** A number as people write it. Digits inside names are none: "log10". */
export const numberPattern = /(?<![\p{L}\p{N}_.])(?:\d+(?:[.,]\d+)*|\.\d+)(?:e[+-]?\d+)?(?![\p{N}])/giu;

const windowMs = 30 * 24 * 60 * 60 * 1000;
const fewestTurns = 3;
const longestRun = 6;
const mostExamples = 5;
/** Of one turn, so that a long one costs no more than a short one. */
const mostCalls = 30;

type Seen = RecurringNeed['examples'][number] & { at: number };

/**
 * The need that the person met by hand in three different turns within 30 days: the same tools in the same order (two calls or more), or the same
 * calculation with other numbers. Of those that `fit`, the longest one, then the one of most turns; undefined if there is none.
 */
export function recurringNeed(
  sequences: readonly ToolSequence[],
  fit: (need: RecurringNeed) => boolean = () => true,
): RecurringNeed | undefined {
  const seen = new Map<string, { length: number; turns: Map<string, Seen> }>();
  for (const { turnId, at, calls } of sequences.toSorted((one, other) => one.at - other.at)) {
    for (const run of runsOf(calls.slice(0, mostCalls))) {
      const signature = signatureOf(run);
      if (signature === undefined) continue;
      const known = seen.get(signature) ?? { length: run.length, turns: new Map<string, Seen>() };
      if (!known.turns.has(turnId)) known.turns.set(turnId, { turnId, at, calls: run });
      seen.set(signature, known);
    }
  }
  const needs = [...seen]
    .map(([signature, { length, turns }]) => ({
      signature,
      length,
      turns: closeTogether([...turns.values()]),
    }))
    .filter(({ turns }) => turns.length >= fewestTurns)
    .sort((one, other) => other.length - one.length || other.turns.length - one.turns.length);
  return needs
    .map(({ signature, turns }) => ({
      signature,
      times: turns.length,
      examples: turns.slice(-mostExamples).map(({ turnId, calls }) => ({ turnId, calls })),
    }))
    .find(fit);
}

/** Every unbroken run of one call up to six. */
const runsOf = (calls: ToolSequence['calls']): ToolSequence['calls'][] =>
  calls.flatMap((_, start) =>
    Array.from({ length: Math.min(longestRun, calls.length - start) }, (_none, more) =>
      calls.slice(start, start + more + 1),
    ),
  );

function signatureOf(run: ToolSequence['calls']): string | undefined {
  const parts = run.map(({ tool, input }) => (tool === 'calculate' ? `calculate: ${shapeOf(input)}` : tool));
  if (parts.length > 1) return parts.join(callJoint);
  // A lone number is no calculation.
  return parts.find((part) => /^calculate: .*#/.test(part) && /[^#\s.,-]/.test(part.slice(11)));
}

/** What is calculated, with each number as "#". */
function shapeOf(input: Json): string {
  const texts: string[] = [];
  const collect = (value: Json | undefined): void => {
    if (typeof value === 'string' || typeof value === 'number') texts.push(String(value));
    else if (typeof value === 'object' && value !== null)
      for (const [, inner] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        collect(inner as Json | undefined);
    else if (value !== undefined) texts.push(canonicalJson(value));
  };
  collect(input);
  return texts
    .join(' ')
    .replace(numberPattern, '#')
    .replace(/[×÷−]/g, (sign) => ({ '×': '*', '÷': '/' })[sign] ?? '-')
    .replace(/\s*([-+*/^%()=,;])\s*/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The most turns that lie within 30 days of each other; the newest such group. `turns` are in order. */
function closeTogether(turns: readonly Seen[]): Seen[] {
  let best: Seen[] = [];
  for (const [start, first] of turns.entries()) {
    const group = turns.slice(start).filter(({ at }) => at - first.at <= windowMs);
    if (group.length >= best.length) best = group;
  }
  return best;
}
