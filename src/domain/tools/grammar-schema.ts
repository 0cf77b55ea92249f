import type { JsonSchema } from '../generation.ts';

/** Grammars count repetitions one by one, and llama.cpp refuses long counts, of nested ones their product. */
const longestCounted = 500;
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems'];

/**
 * The schema as runtimes can make a grammar of it, whose texts always parse. Bounds that it leaves out are checked afterwards; an object that
 * names its properties gets no others. Two of the reasons are faults of llama.cpp (of wllama 3.8.1).
 */
export function grammarSchema(schema: JsonSchema): JsonSchema {
  const { type, maximum, properties } = schema;
  // It makes "-05" of a bound below zero, and then fails, as that is no JSON.
  const leftOut = typeof maximum === 'number' && maximum < 0 ? ['minimum', 'maximum'] : [];
  // It lets control characters into the names of other properties.
  const closed = type === 'object' && isSchema(properties) && Object.keys(properties).length > 0;
  const parts = Object.entries(schema).flatMap(([name, value]) => {
    if (typeof value === 'number' && leftOut.includes(name)) return [];
    if (typeof value === 'number' && counts.includes(name) && value > longestCounted) return [];
    return [[name, isSchema(value) ? grammarSchema(value) : value]];
  });
  return { ...Object.fromEntries(parts), ...(closed && { additionalProperties: false }) };
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
