import type { Json } from '../canonical-json.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { JsonSchema } from '../generation.ts';
import { hostileKeys, hostileNumbers, hostilePaths, hostileTexts, veryLong } from './hostile-values.ts';
import { asSubset, leastSize, type SubsetSchema } from './schema-subset.ts';

/** Numbers from 0 to below 1. */
type Chance = () => number;

/** In characters: what a long list may come to, and what a random mix takes of each part. */
const longList = 20_000;
const mixedPart = 1500;

/**
 * Inputs that obey the schema and are as nasty as it allows. First the smallest, then the fullest, then one nasty value at a time, then mixes of
 * them. The same seed gives the same inputs. Fewer than `count` where the schema has no more; none where it is not of the subset.
 */
export function hostileInputs(schema: JsonSchema, count: number, seed: number): Json[] {
  const subset = asSubset(schema);
  if (subset === undefined) return [];
  const chance = createChance(seed);
  const found = new Map<string, Json>();
  const add = (value: Json) => {
    const form = canonicalJson(value);
    if (!found.has(form)) found.set(form, value);
  };
  for (const value of nastyValues(subset, chance)) {
    if (found.size >= count) break;
    add(value);
  }
  for (let attempt = 0; found.size < count && attempt < count * 4; attempt++) add(mixed(subset, chance));
  return [...found.values()];
}

/** Mulberry32 (Tommy Ettinger, 2017): small, and good enough to pick from lists. */
function createChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mix = Math.imul(state ^ (state >>> 15), state | 1);
    mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
    return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
  };
}

function nastyValues(schema: SubsetSchema, chance: Chance): Json[] {
  if (schema.enum !== undefined) return [...schema.enum];
  if (schema.const !== undefined) return [schema.const];
  switch (schema.type) {
    case 'object':
      return nastyObjects(schema, chance);
    case 'array':
      return nastyLists(schema, chance);
    case 'string':
      return nastyTexts(schema, chance);
    case 'number':
    case 'integer':
      return nastyNumbers(schema);
    case 'boolean':
      return [false, true];
    default:
      return [null];
  }
}

function nastyObjects(schema: SubsetSchema, chance: Chance): Json[] {
  const { properties = {}, required = [] } = schema;
  const smallest = simplest(schema) as { readonly [name: string]: Json };
  const full = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, simplest(one)]));
  const focused = Object.entries(properties).map(([name, one]) =>
    nastyValues(one, chance).map((value): Json => ({ ...smallest, [name]: value })),
  );
  const without = Object.keys(properties)
    .filter((name) => !required.includes(name))
    .map((name): Json => Object.fromEntries(Object.entries(full).filter(([key]) => key !== name)));
  const extra =
    schema.additionalProperties === false
      ? []
      : shuffled(hostileKeys, chance)
          .filter((key) => !Object.hasOwn(properties, key))
          .map((key): Json => withKey(full, key));
  return [smallest, full, ...interleaved([...focused, without, extra])];
}

/** `{[key]: …}` as `JSON.parse` makes it: also `__proto__` is then a property of its own. */
const withKey = (base: { readonly [name: string]: Json }, key: string): Json =>
  Object.fromEntries([...Object.entries(base), [key, key === '__proto__' ? { polluted: true } : 'extra']]);

function nastyLists({ items = {}, minItems = 0, maxItems }: SubsetSchema, chance: Chance): Json[] {
  const filler = simplest(items);
  const fits = Math.max(1, Math.floor(longList / (leastSize(items) + 1)));
  const longest = Math.max(minItems, Math.min(maxItems ?? 1000, fits));
  const list = (length: number, first: readonly Json[] = []): Json =>
    Array.from({ length }, (_, place) => first[place] ?? filler);
  const short = [list(minItems), list(longest)];
  if (longest === 0) return [[]];
  const size = Math.max(1, minItems);
  return [...short, ...nastyValues(items, chance).map((value) => list(size, [value]))];
}

function nastyTexts({ minLength = 0, maxLength, format }: SubsetSchema, chance: Chance): Json[] {
  const pool = format === 'workspace-file' ? [...hostilePaths, ...hostileTexts.slice(0, 6)] : hostileTexts;
  const longest = Math.max(minLength, Math.min(maxLength ?? veryLong, veryLong));
  const fit = (text: string) => {
    const signs = [...text].slice(0, longest);
    return signs.join('') + 'a'.repeat(Math.max(0, minLength - signs.length));
  };
  const unbroken = 'a'.repeat(longest);
  return [fit(''), unbroken, '👻'.repeat(longest), ...shuffled(pool, chance).map(fit)];
}

function nastyNumbers(schema: SubsetSchema): Json[] {
  const { minimum = -Infinity, maximum = Infinity, type } = schema;
  const whole = type === 'integer';
  const edges = [whole ? Math.ceil(minimum) : minimum, whole ? Math.floor(maximum) : maximum];
  return [...edges, ...hostileNumbers].filter(
    (value) =>
      Number.isFinite(value) && value >= minimum && value <= maximum && (!whole || Number.isInteger(value)),
  );
}

/** The plainest value that obeys. */
function simplest(schema: SubsetSchema): Json {
  if (schema.enum !== undefined) return schema.enum[0] ?? null;
  if (schema.const !== undefined) return schema.const;
  const { properties = {}, required = [], items = {}, minItems = 0, minLength = 0 } = schema;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, simplest(properties[name] ?? {})]));
    case 'array':
      return Array.from({ length: minItems }, () => simplest(items));
    case 'string':
      return 'a'.repeat(minLength);
    case 'number':
    case 'integer': {
      const values = nastyNumbers(schema) as number[];
      return values.reduce(
        (best, value) => (Math.abs(value) < Math.abs(best) ? value : best),
        values[0] ?? 0,
      );
    }
    case 'boolean':
      return false;
    default:
      return null;
  }
}

/** Something nasty in every place at once. */
function mixed(schema: SubsetSchema, chance: Chance): Json {
  if (schema.type === 'object') {
    const { properties = {}, required = [] } = schema;
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name) || chance() < 0.7)
        .map(([name, one]) => [name, mixed(one, chance)]),
    );
  }
  const small = nastyValues(schema, chance).filter((value) => JSON.stringify(value).length <= mixedPart);
  return small[Math.floor(chance() * small.length)] ?? simplest(schema);
}

function shuffled<Value>(values: readonly Value[], chance: Chance): Value[] {
  return values
    .map((value) => ({ value, order: chance() }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value);
}

/** The first of each list, then the second of each, and so on. */
function interleaved<Value>(lists: readonly (readonly Value[])[]): Value[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    lists.flatMap((list) => list.slice(place, place + 1)),
  ).flat();
}
