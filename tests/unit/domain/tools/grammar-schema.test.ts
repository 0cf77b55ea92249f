import { expect, test } from 'vitest';
import { grammarSchema } from '../../../../src/domain/tools/grammar-schema.ts';
import { toolSchemas } from '../../../fixtures/tool-schemas.ts';
import fc from 'fast-check';

test('what runtimes cannot count is left out, wherever it stands', () => {
  const text = { type: 'string', minLength: 501, maxLength: 20_000 };
  const schema = {
    type: 'object',
    properties: {
      maxLength: { type: 'array', items: text, minItems: 2, maxItems: 100_000 },
      type: { type: 'boolean' },
      properties: { type: 'boolean' },
      cold: { type: 'integer', minimum: -40, maximum: -5 },
      mild: { type: 'integer', minimum: -40, maximum: 5 },
      name: { type: 'string', minLength: 1, maxLength: 500 },
      only: { const: 90_000 },
    },
    required: ['cold'],
  };
  expect(grammarSchema(schema)).toEqual({
    type: 'object',
    properties: {
      maxLength: { type: 'array', items: { type: 'string' }, minItems: 2 },
      type: { type: 'boolean' },
      properties: { type: 'boolean' },
      cold: { type: 'integer' },
      mild: { type: 'integer', minimum: -40, maximum: 5 },
      name: { type: 'string', minLength: 1, maxLength: 500 },
      only: { const: 90_000 },
    },
    required: ['cold'],
    additionalProperties: false,
  });
});

test('an object without names stays open', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: true };
  expect(grammarSchema(schema)).toEqual(schema);
});

test('the order of all else stays: the same tools give the same text', () => {
  fc.assert(
    fc.property(toolSchemas, (schema) => {
      const short = grammarSchema(schema);
      expect(Object.keys(schema).filter((key) => key in short)).toEqual(
        Object.keys(short).filter((key) => key in schema),
      );
      expect(grammarSchema(short)).toEqual(short);
    }),
  );
});
