import type { JsonSchema } from '../generation.ts';

type SubsetType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

export type Scalar = string | number | boolean | null;

/** A schema that `schemaProblem` has nothing against. */
export interface SubsetSchema {
  type?: SubsetType;
  description?: string;
  properties?: { readonly [name: string]: SubsetSchema };
  required?: readonly string[];
  additionalProperties?: boolean;
  items?: SubsetSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  format?: 'workspace-file';
  minimum?: number;
  maximum?: number;
  enum?: readonly Scalar[];
  const?: Scalar;
}

const deepest = 5;
const mostNodes = 40;
const mostChoices = 50;
/** In characters: every schema must have a value that fits into a call. */
const largestLeast = 16_384;
const namePattern = /^[\p{L}_][\p{L}\p{N}_ -]{0,39}$/u;
const harmfulNames = ['__proto__', 'constructor', 'prototype'];

/** What may stand in a schema, by its type. Without a type, the values themselves must be listed. */
const keywords: Record<SubsetType | 'none', readonly string[]> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'format', 'enum', 'const'],
  number: ['minimum', 'maximum', 'enum', 'const'],
  integer: ['minimum', 'maximum', 'enum', 'const'],
  boolean: ['enum', 'const'],
  null: [],
  none: ['enum', 'const'],
};

class Problem extends Error {}

/**
 * What is wrong with a schema of a learned tool, as one sentence; undefined if nothing is. The subset is small enough to be read by the
 * person, and each schema in it has a value that obeys it, so hostile input can be made from it.
 */
export function schemaProblem(schema: unknown): string | undefined {
  try {
    const count = { nodes: 0 };
    check(schema, 'The schema', 1, count);
    if (leastSize(schema as SubsetSchema) > largestLeast)
      return 'The schema asks for more than fits into a call.';
    return undefined;
  } catch (problem) {
    if (problem instanceof Problem) return problem.message;
    throw problem;
  }
}

/** The schema as the subset, undefined where it is none. */
export const asSubset = (schema: unknown): SubsetSchema | undefined =>
  schemaProblem(schema) === undefined ? (schema as SubsetSchema) : undefined;

/** The same for where any JSON Schema is taken. */
export const asJsonSchema = (schema: unknown): JsonSchema => schema as JsonSchema;

/** Characters that the smallest value has at least. */
export function leastSize(schema: SubsetSchema): number {
  const { properties = {}, required = [], items, minItems = 0, minLength = 0 } = schema;
  if (schema.type === 'array') return 2 + minItems * (items === undefined ? 0 : 1 + leastSize(items));
  if (schema.type !== 'object') return Math.max(4, minLength);
  return required.reduce((sum, name) => {
    const property = properties[name];
    return sum + name.length + 4 + (property === undefined ? 0 : leastSize(property));
  }, 2);
}

function check(schema: unknown, place: string, depth: number, count: { nodes: number }): void {
  count.nodes += 1;
  if (depth > deepest) refuse(`The schema is nested deeper than ${deepest} levels.`);
  if (count.nodes > mostNodes) refuse(`The schema has more than ${mostNodes} parts.`);
  if (!isRecord(schema)) refuse(`${place} must be an object.`);
  const type = typeOf(schema, place);
  const foreign = Object.keys(schema).find(
    (key) => key !== 'type' && key !== 'description' && !keywords[type ?? 'none'].includes(key),
  );
  if (foreign !== undefined) refuse(`${place} may not use “${foreign.slice(0, 40)}” here.`);
  const { description } = schema;
  if (description !== undefined && (typeof description !== 'string' || description.length > 160))
    refuse(`${place} must have a description of at most 160 characters.`);
  checkValues(schema, type, place);
  checkBounds(schema, type, place);
  if (type === 'object') checkProperties(schema, place, depth, count);
  if (type === 'array')
    check(
      schema['items'],
      place === 'The schema' ? 'Its “items”' : `The items of ${place}`,
      depth + 1,
      count,
    );
}

function typeOf(schema: Record<string, unknown>, place: string): SubsetType | undefined {
  const { type } = schema;
  if (type === undefined) {
    if (schema['enum'] === undefined && schema['const'] === undefined) refuse(`${place} must say its type.`);
    return undefined;
  }
  if (typeof type !== 'string' || type === 'none' || !Object.hasOwn(keywords, type))
    refuse(`${place} has a type that is not allowed.`);
  return type as SubsetType;
}

function checkProperties(
  schema: Record<string, unknown>,
  place: string,
  depth: number,
  count: { nodes: number },
) {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  if (!isRecord(properties)) return refuse(`${place} must list its properties in an object.`);
  if (typeof additionalProperties !== 'boolean')
    refuse(`${place} must say true or false for “additionalProperties”.`);
  for (const [name, property] of Object.entries(properties)) {
    if (!namePattern.test(name) || harmfulNames.includes(name))
      refuse(`“${name.slice(0, 40)}” cannot be the name of a property.`);
    check(property, `“${name}”`, depth + 1, count);
  }
  if (
    !Array.isArray(required) ||
    new Set(required).size !== required.length ||
    required.some((name) => typeof name !== 'string' || !Object.hasOwn(properties, name))
  )
    refuse(`${place} requires a property that it does not describe, or one twice.`);
}

function checkValues(schema: Record<string, unknown>, type: SubsetType | undefined, place: string): void {
  const { enum: choices, const: only } = schema;
  if (choices === undefined && !Object.hasOwn(schema, 'const')) return;
  const others = Object.keys(schema).filter((key) => !['type', 'description', 'enum', 'const'].includes(key));
  if (others.length > 0 || (choices !== undefined && Object.hasOwn(schema, 'const')))
    refuse(`${place} lists its values, so nothing else may bound them.`);
  const values: unknown = choices ?? [only];
  if (!Array.isArray(values) || values.length === 0 || values.length > mostChoices)
    return refuse(`${place} must list 1 to ${mostChoices} values.`);
  if (new Set(values).size !== values.length) refuse(`${place} lists a value twice.`);
  if (values.some((value) => !isScalar(value) || (typeof value === 'string' && value.length > 200)))
    refuse(`${place} may list only numbers, true, false, null and short texts.`);
  if (type !== undefined && values.some((value) => !isOfType(value, type)))
    refuse(`${place} lists a value that is not of its type.`);
}

function checkBounds(schema: Record<string, unknown>, type: SubsetType | undefined, place: string): void {
  if (schema['format'] !== undefined && schema['format'] !== 'workspace-file')
    refuse(`${place} may have no format but “workspace-file”.`);
  for (const [low, high] of [
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minimum', 'maximum'],
  ] as const) {
    const least = schema[low];
    const most = schema[high];
    const isCount = low !== 'minimum';
    for (const bound of [least, most])
      if (bound !== undefined && !(isCount ? isSize(bound) : Number.isFinite(bound)))
        refuse(`${place} has a bound that is no ${isCount ? 'whole number from 0 to 100,000' : 'number'}.`);
    if (typeof least !== 'number' || typeof most !== 'number') continue;
    const isEmpty = type === 'integer' ? Math.ceil(least) > Math.floor(most) : least > most;
    if (isEmpty) refuse(`${place} has bounds that leave nothing between them.`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSize = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100_000;

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value);

function isOfType(value: unknown, type: SubsetType): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function refuse(sentence: string): never {
  throw new Problem(sentence);
}
