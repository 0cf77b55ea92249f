import { Validator, type OutputUnit } from '@cfworker/json-schema';
import type { JsonSchema } from '../domain/generation.ts';

const deepest = 32;
const mostValues = 100_000;

/**
 * Checks values against a JSON Schema (2020-12) without `eval`. Gives undefined for a valid value, else one sentence that names
 * the place. Only what JSON can hold is valid, at most 32 levels deep. Throws where the schema itself is broken.
 */
export function createValidator(schema: JsonSchema): (value: unknown) => string | undefined {
  // The package marks the schemas that it reads; ours may be frozen, or shared.
  const own = structuredClone(schema);
  const validator = new Validator(own, '2020-12');
  return (value) => {
    const problem = jsonProblem(value);
    if (problem !== undefined) return problem;
    const { valid, errors } = validator.validate(value);
    if (valid) return undefined;
    const cause = errors.find(({ keyword }) => !around.has(keyword)) ?? errors[0];
    return cause === undefined ? 'The value is not what was agreed.' : sentenceOf(cause, own, value);
  };
}

/** Keywords whose error only says that something inside is wrong. */
const around = new Set(['properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems']);

const typeWords: Record<string, string> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

function sentenceOf(
  { keyword, keywordLocation, instanceLocation }: OutputUnit,
  schema: JsonSchema,
  value: unknown,
) {
  const path = partsOf(instanceLocation);
  const place = placeOf(path, value);
  const wanted = at(schema, partsOf(keywordLocation));
  switch (keyword) {
    case 'false':
      return `${place} is not expected.`;
    case 'required': {
      const there = at(value, path);
      const missing = listOf(wanted).find(
        (name) => typeof name === 'string' && !Object.hasOwn(there as object, name),
      );
      return `${placeOf([...path, String(missing)], value)} is missing.`;
    }
    case 'type':
      return `${place} must be ${listOf(wanted)
        .map((type) => typeWords[String(type)] ?? String(type))
        .join(' or ')}.`;
    case 'const':
      return `${place} must be ${short(wanted)}.`;
    case 'enum':
      return `${place} must be one of ${short(listOf(wanted))}.`;
    case 'minimum':
      return `${place} must be at least ${String(wanted)}.`;
    case 'maximum':
      return `${place} must be at most ${String(wanted)}.`;
    case 'exclusiveMinimum':
      return `${place} must be more than ${String(wanted)}.`;
    case 'exclusiveMaximum':
      return `${place} must be less than ${String(wanted)}.`;
    case 'minLength':
      return `${place} must have at least ${counted(wanted, 'character')}.`;
    case 'maxLength':
      return `${place} must have at most ${counted(wanted, 'character')}.`;
    case 'minItems':
      return `${place} must have at least ${counted(wanted, 'item')}.`;
    case 'maxItems':
      return `${place} must have at most ${counted(wanted, 'item')}.`;
    default:
      return `${place} does not have the right form.`;
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const counted = (count: unknown, thing: string) => `${String(count)} ${thing}${count === 1 ? '' : 's'}`;

function short(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map((one) => JSON.stringify(one)).join(', ')
    : JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 120)}…`;
}

/** `#/a~1b/0` as its parts. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? (inner as Record<string, unknown>)[part]
        : undefined,
    value,
  );

/** “steps, item 2, name”. */
function placeOf(path: readonly string[], value: unknown): string {
  if (path.length === 0) return 'The value';
  const words = path.map((part, depth) =>
    Array.isArray(at(value, path.slice(0, depth))) ? `item ${Number(part) + 1}` : part,
  );
  const text = words.join(', ');
  return `“${text.length <= 80 ? text : `${text.slice(0, 80)}…`}”`;
}

/** What the package would let through, or stumble over: NaN, functions, half characters, depth, loops. */
function jsonProblem(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value: one, depth } = next;
    seen += 1;
    if (seen > mostValues) return 'The value has too many parts.';
    if (typeof one === 'number' && !Number.isFinite(one))
      return 'The value holds a number that JSON does not know.';
    if (typeof one === 'string' && hasHalf(one)) return 'The value holds half a character.';
    if (one === null || ['number', 'string', 'boolean'].includes(typeof one)) continue;
    if (typeof one !== 'object' || !isPlain(one)) return 'The value holds something that JSON does not know.';
    if (depth >= deepest) return `The value is nested deeper than ${deepest} levels.`;
    if (Object.keys(one).some(hasHalf)) return 'The value holds half a character.';
    for (const inner of Array.isArray(one) ? Array.from<unknown>(one) : Object.values(one))
      open.push({ value: inner, depth: depth + 1 });
  }
  return undefined;
}

const hasHalf = (text: string): boolean => /\p{Surrogate}/u.test(text);

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
