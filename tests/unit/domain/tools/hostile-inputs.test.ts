import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../../../src/domain/canonical-json.ts';
import { hostileInputs } from '../../../../src/domain/tools/hostile-inputs.ts';
import { schemaProblem } from '../../../../src/domain/tools/schema-subset.ts';
import { createValidator } from '../../../../src/tools/validate.ts';
import { splitBill } from './tools-for-tests.ts';

type Schema = { [key: string]: unknown };

const size = fc.integer({ min: 0, max: 30 });
const between = (low: string, high: string, bound: fc.Arbitrary<number>) =>
  fc.record({ [low]: bound, [high]: bound }, { requiredKeys: [] }).map((bounds): Schema => {
    const [least, most] = [bounds[low], bounds[high]];
    return least !== undefined && most !== undefined && least > most
      ? { [low]: most, [high]: least }
      : bounds;
  });
const leaf: fc.Arbitrary<Schema> = fc.oneof(
  between('minLength', 'maxLength', size).map((bounds) => ({ type: 'string', ...bounds })),
  fc.constant({ type: 'string', format: 'workspace-file' }),
  between('minimum', 'maximum', fc.double({ noNaN: true, noDefaultInfinity: true })).map((bounds) => ({
    type: 'number',
    ...bounds,
  })),
  between('minimum', 'maximum', fc.integer({ min: -1e9, max: 1e9 })).map((bounds) => ({
    type: 'integer',
    ...bounds,
  })),
  fc.constantFrom({ type: 'boolean' }, { type: 'null' }, { const: 'only' }),
  fc
    .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 4 })
    .map((values) => ({ enum: values })),
);
const list = (items: fc.Arbitrary<Schema>) =>
  fc
    .tuple(items, between('minItems', 'maxItems', fc.integer({ min: 0, max: 4 })))
    .map(([one, bounds]): Schema => ({ type: 'array', items: one, ...bounds }));
const object = (inner: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> =>
  fc
    .record({
      properties: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'toString', 'length'), inner), {
        selector: ([name]) => name,
      }),
      pick: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      additionalProperties: fc.boolean(),
    })
    .map(({ properties, pick, additionalProperties }) => ({
      type: 'object',
      properties: Object.fromEntries(properties),
      required: properties.map(([name]) => name).filter((_, place) => pick[place]),
      additionalProperties,
    }));
const schemas = object(fc.oneof(leaf, list(leaf), object(leaf), list(object(leaf))));

describe('hostile input', () => {
  test('always obeys the schema, is JSON, differs, and is the same for the same seed', () => {
    fc.assert(
      fc.property(schemas, fc.integer(), (schema, seed) => {
        expect(schemaProblem(schema)).toBeUndefined();
        const valid = createValidator(schema);
        const inputs = hostileInputs(schema, 60, seed);
        expect(inputs.length).toBeGreaterThan(0);
        for (const input of inputs) expect([valid(input), input]).toEqual([undefined, input]);
        expect(new Set(inputs.map(canonicalJson)).size).toBe(inputs.length);
        expect(hostileInputs(schema, 60, seed)).toEqual(inputs);
      }),
      { numRuns: process.env['ASSENT_LONG'] === undefined ? 150 : 2000 },
    );
  });

  const texts = (schema: Schema, count = 60) =>
    hostileInputs(schema, count, 7).map((input) => JSON.stringify(input));
  const free = {
    type: 'object',
    properties: {
      text: { type: 'string' },
      pick: { enum: ['x', 'y', 'z'] },
      list: { type: 'array', items: { type: 'number' } },
    },
  };

  test('is nasty', () => {
    const all = texts(free, 100).join('\n');
    for (const part of [
      '""',
      '__proto__',
      'constructor',
      "'; DROP",
      '</script>',
      '${7*7}',
      'NaN',
      '👩‍👩‍👧‍👦',
      '\u202E',
      '\u200B',
      '\\u0000',
      'שלום',
    ])
      expect(all).toContain(part);
    expect(all).toContain('a'.repeat(10_000));
    for (const choice of ['x', 'y', 'z']) expect(all).toContain(`"pick":"${choice}"`);
    expect(all).toContain('"list":[]');
    expect(hostileInputs(free, 100, 7)).toContainEqual({});
    const lists = hostileInputs(free, 100, 7).map((input) => (input as { list?: Json[] }).list ?? []);
    expect(Math.max(...lists.map(({ length }) => length))).toBe(1000);
  });

  test('brings keys of prototypes as properties of their own, where other properties are allowed', () => {
    const own = hostileInputs(free, 100, 7).filter((input) => Object.hasOwn(input as object, '__proto__'));
    expect(own.length).toBeGreaterThan(0);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const closed = { ...free, additionalProperties: false };
    expect(hostileInputs(closed, 100, 7).some((input) => Object.hasOwn(input as object, '__proto__'))).toBe(
      false,
    );
  });

  test('goes to the bounds of numbers', () => {
    const inputs = hostileInputs(splitBill.input as Schema, 60, 1) as { total: number; people: number }[];
    expect(inputs.map(({ people }) => people)).toEqual(expect.arrayContaining([1, 100]));
    expect(inputs.map(({ total }) => total)).toEqual(expect.arrayContaining([0, 1_000_000, 5e-324]));
  });

  test('brings each value of an enum first, and stops where there is no more', () => {
    const one = {
      type: 'object',
      properties: { pick: { enum: [1, 2, 3] } },
      required: ['pick'],
      additionalProperties: false,
    };
    expect(hostileInputs(one, 50, 3)).toEqual([{ pick: 1 }, { pick: 2 }, { pick: 3 }]);
  });

  test('differs with the seed, and makes nothing from a schema outside the subset', () => {
    expect(hostileInputs(free, 20, 1)).not.toEqual(hostileInputs(free, 20, 2));
    expect(hostileInputs({ type: 'string', pattern: 'x' }, 20, 1)).toEqual([]);
  });
});
