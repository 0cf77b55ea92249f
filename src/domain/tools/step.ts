/** One step of a turn with tools, as JSON that any model can be held to: a reply, or one call. */
import type { Json } from '../canonical-json.ts';
import type { JsonSchema } from '../generation.ts';
import { grammarSchema } from './grammar-schema.ts';
import type { ToolSpec } from './tool.ts';

export type Step =
  | { kind: 'reply'; text: string }
  | { kind: 'call'; tool: string; input: Json }
  /** Not one of both: one sentence for the model. */
  | { kind: 'wrong'; sentence: string };

/** Stands after the person's words where tools are offered: the form that the grammar holds the model to. */
export const stepHint =
  'Answer as JSON: {"action":"reply","text":"…"} to say something, or {"action":"tool","tool":"…","input":{…}} to use one tool first.';

const shape = (properties: { [name: string]: JsonSchema }): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The union that constrains a step. The same tools give the same text, so that runtimes keep the compiled grammar. */
export function stepSchema(tools: readonly Pick<ToolSpec, 'name' | 'input'>[]): JsonSchema {
  const reply = shape({ action: { const: 'reply' }, text: { type: 'string' } });
  const calls = tools.map(({ name, input }) =>
    shape({ action: { const: 'tool' }, tool: { const: name }, input: grammarSchema(input) }),
  );
  return { anyOf: [reply, ...calls] };
}

/** Reads a finished step. A model that answered in plain words has replied. */
export function readStep(text: string): Step {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return { kind: 'reply', text: trimmed };
  const value = parsed(trimmed);
  if (value === undefined) return { kind: 'wrong', sentence: 'That was cut off or is not JSON.' };
  const { action, text: words, tool, input } = value;
  if (action === 'reply' && typeof words === 'string') return { kind: 'reply', text: words };
  if (action === 'tool' && typeof tool === 'string' && isObject(input)) return { kind: 'call', tool, input };
  return { kind: 'wrong', sentence: 'That is neither a reply nor a call of one tool.' };
}

/** The words of a reply while it is written: what stands after `"text":"` so far, unescaped. Empty for a call. */
export function replySoFar(raw: string): string {
  const trimmed = raw.trimStart();
  if (trimmed !== '' && !trimmed.startsWith('{')) return trimmed;
  const begun = /^\{\s*"action"\s*:\s*"reply"\s*,\s*"text"\s*:\s*"/.exec(trimmed)?.[0];
  if (begun === undefined) return '';
  const rest = trimmed.slice(begun.length);
  const end = /(?<!\\)(?:\\\\)*"/.exec(rest);
  const written = end === null ? rest : rest.slice(0, end.index + end[0].length - 1);
  // An escape that is cut in two, or half of a surrogate pair, waits for the rest.
  const whole = written.replace(/\\(?:u[\da-f]{0,3})?$/i, (cut) => (endsEven(written) ? cut : ''));
  const text = parsed(`{"text":"${whole}"}`)?.text;
  return typeof text === 'string' ? text.replace(/[\ud800-\udbff]$/, '') : '';
}

/** An even number of backslashes at the end: none of them escapes what comes. */
const endsEven = (text: string): boolean =>
  (/\\*$/.exec(text)?.[0].length ?? 0) % 2 === 0 && !/\\u[\da-f]{0,3}$/i.test(text);

const isObject = (value: unknown): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): { [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
