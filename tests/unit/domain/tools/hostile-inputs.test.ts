import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../../../src/domain/canonical-json.ts';
import { hostileInputs } from '../../../../src/domain/tools/hostile-inputs.ts';
import { schemaProblem } from '../../../../src/domain/tools/schema-subset.ts';
import { createValidator } from '../../../../src/tools/validate.ts';
import { type Schema, toolSchemas } from '../../../fixtures/tool-schemas.ts';
import { splitBill } from './tools-for-tests.ts';

describe('hostile input', () => {
  test('always obeys the schema, is JSON, differs, and is the same for the same seed', () => {
    fc.assert(
      fc.property(toolSchemas, fc.integer(), (schema, seed) => {
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
