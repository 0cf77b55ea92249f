import { describe, expect, test } from 'vitest';
import { createValidator } from '../../../src/tools/validate.ts';

const timer = createValidator({
  type: 'object',
  properties: {
    minutes: { type: 'integer', minimum: 1, maximum: 600 },
    label: { type: 'string', minLength: 1, maxLength: 5 },
    kind: { enum: ['timer', 'reminder'] },
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    },
    'a/b~c #': { type: 'boolean' },
  },
  required: ['minutes'],
  additionalProperties: false,
});

describe('a validator', () => {
  test.each([
    [{ minutes: 5, label: '👻👻👻👻👻', kind: 'timer', steps: [{ name: '' }] }, undefined],
    [{ minutes: 'five' }, '“minutes” must be a whole number.'],
    [{ minutes: 1.5 }, '“minutes” must be a whole number.'],
    [{ minutes: 0 }, '“minutes” must be at least 1.'],
    [{ minutes: 601 }, '“minutes” must be at most 600.'],
    [{}, '“minutes” is missing.'],
    [{ minutes: 1, label: '' }, '“label” must have at least 1 character.'],
    [{ minutes: 1, label: 'abcdef' }, '“label” must have at most 5 characters.'],
    [{ minutes: 1, kind: 'alarm' }, '“kind” must be one of "timer", "reminder".'],
    [{ minutes: 1, steps: [] }, '“steps” must have at least 1 item.'],
    [{ minutes: 1, steps: [{ name: 'a' }, {}] }, '“steps, item 2, name” is missing.'],
    [{ minutes: 1, steps: [{ name: 7 }] }, '“steps, item 1, name” must be a text.'],
    [{ minutes: 1, 'a/b~c #': 1 }, '“a/b~c #” must be true or false.'],
    [{ minutes: 1, extra: 1 }, '“extra” is not expected.'],
    [[], 'The value must be an object.'],
    [null, 'The value must be an object.'],
  ])('%j: %s', (value, sentence) => {
    expect(timer(value)).toBe(sentence);
  });

  test('sees properties that stand on every object for what they are: missing, or too much', () => {
    expect(createValidator({ type: 'object', required: ['constructor'] })({})).toBe(
      '“constructor” is missing.',
    );
    expect(timer(JSON.parse('{"minutes":1,"__proto__":{"a":1}}'))).toBe('“__proto__” is not expected.');
  });

  test('lets nothing through that JSON cannot hold', () => {
    const any = createValidator({});
    for (const value of [
      NaN,
      Infinity,
      undefined,
      () => 1,
      1n,
      new Map(),
      [undefined],
      '\uD800',
      { '\uDC00': 1 },
    ])
      expect(any(value)).toMatch(/^The value holds/);
    expect(any({ a: [null, 'x', 1, true, {}] })).toBeUndefined();
  });

  test('refuses what is nested deeper than 32 levels, and loops', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    const any = createValidator({});
    expect(any(nested(32))).toBeUndefined();
    expect(any(nested(33))).toBe('The value is nested deeper than 32 levels.');
    const loop: unknown[] = [];
    loop.push(loop);
    expect(any(loop)).toBe('The value is nested deeper than 32 levels.');
    let wide: unknown = 1;
    for (let level = 0; level < 30; level++) wide = [wide, wide];
    expect(any(wide)).toBe('The value has too many parts.');
  });

  test('leaves a schema as it was, also a frozen one', () => {
    const schema = Object.freeze({
      type: 'object',
      properties: Object.freeze({ a: Object.freeze({ const: null }) }),
    });
    expect(createValidator(schema)({ a: 1 })).toBe('“a” must be null.');
    expect(Reflect.ownKeys(schema)).toEqual(['type', 'properties']);
  });
});
