import { describe, expect, test } from 'vitest';
import { schemaProblem } from '../../../../src/domain/tools/schema-subset.ts';

const text = { type: 'string' };
const nested = (levels: number): object =>
  levels === 1 ? text : { type: 'array', items: nested(levels - 1) };
const wide = (count: number): object => ({
  type: 'object',
  properties: Object.fromEntries(Array.from({ length: count }, (_, place) => [`p${place}`, text])),
});

describe('schemas of learned tools', () => {
  test.each([
    [{ type: 'object' }],
    [
      {
        type: 'object',
        properties: { a: text, größe: { type: 'number' } },
        required: ['a'],
        additionalProperties: false,
      },
    ],
    [{ type: 'array', items: { type: 'integer', minimum: -1, maximum: 1 }, minItems: 0, maxItems: 9 }],
    [{ enum: ['a', 1, null, true] }],
    [{ type: 'string', const: 'x', description: 'The only one.' }],
    [{ const: null }],
    [{ type: 'string', format: 'workspace-file', minLength: 1, maxLength: 100 }],
    [nested(5)],
    [wide(39)],
  ])('allows %j', (schema) => {
    expect(schemaProblem(schema)).toBeUndefined();
  });

  test.each([
    ['no object', null, 'must be an object'],
    ['true, which allows everything', true, 'must be an object'],
    ['an empty one', {}, 'must say its type'],
    ['$ref', { $ref: '#' }, 'must say its type'],
    ['$ref beside a type', { type: 'string', $ref: '#' }, '“$ref”'],
    ['$defs', { type: 'object', $defs: {} }, '“$defs”'],
    ['pattern', { type: 'string', pattern: '(a+)+$' }, '“pattern”'],
    ['anyOf', { type: 'object', anyOf: [text] }, '“anyOf”'],
    ['a word of another type', { type: 'number', minLength: 1 }, '“minLength”'],
    ['two types', { type: ['string', 'null'] }, 'type that is not allowed'],
    ['a type that is none', { type: 'none', enum: [1] }, 'type that is not allowed'],
    ['a type from the prototype', { type: 'toString' }, 'type that is not allowed'],
    ['another format', { type: 'string', format: 'date' }, 'no format'],
    ['a list of anything', { type: 'array' }, 'must be an object'],
    ['a schema in additionalProperties', { type: 'object', additionalProperties: text }, 'true or false'],
    ['a required stranger', { type: 'object', required: ['a'] }, 'does not describe'],
    ['a required twice', { type: 'object', properties: { a: text }, required: ['a', 'a'] }, 'twice'],
    ['a harmful name', { type: 'object', properties: { constructor: text } }, 'cannot be the name'],
    ['a strange name', { type: 'object', properties: { 'a\u202Eb': text } }, 'cannot be the name'],
    ['an empty enum', { enum: [] }, '1 to 50'],
    ['an enum with objects', { enum: [{}] }, 'only numbers'],
    ['an enum of another type', { type: 'integer', enum: [1.5] }, 'not of its type'],
    ['enum and bounds', { type: 'integer', enum: [1], minimum: 0 }, 'nothing else may bound'],
    ['enum and const', { enum: [1], const: 1 }, 'nothing else may bound'],
    ['an enum that says it twice', { enum: [1, 1] }, 'twice'],
    ['bounds the wrong way', { type: 'number', minimum: 2, maximum: 1 }, 'nothing between'],
    ['no whole number between', { type: 'integer', minimum: 1.2, maximum: 1.8 }, 'nothing between'],
    ['a negative length', { type: 'string', maxLength: -1 }, 'whole number'],
    ['a bound that is no number', { type: 'number', minimum: '1' }, 'no number'],
    ['six levels', nested(6), 'deeper than 5'],
    ['41 parts', wide(40), 'more than 40'],
    ['an enormous least', { type: 'string', minLength: 100_000 }, 'more than fits'],
    [
      'an enormous least, multiplied',
      { type: 'array', minItems: 100, items: { type: 'array', minItems: 100, items: text } },
      'more than fits',
    ],
    ['a long description', { ...text, description: 'x'.repeat(161) }, 'at most 160'],
  ])('refuses %s', (_what, schema, words) => {
    const problem = schemaProblem(schema);
    expect(problem).toContain(words);
    expect(problem).toMatch(/^[^\n]*\.$/);
  });

  test('names the place', () => {
    expect(
      schemaProblem({
        type: 'object',
        properties: { a: { type: 'array', items: { type: 'string', pattern: 'x' } } },
      }),
    ).toBe('The items of “a” may not use “pattern” here.');
  });
});
