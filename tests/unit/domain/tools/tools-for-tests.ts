import type { LearnedTool } from '../../../../src/domain/learned/state.ts';

/** A tool that somebody might want: it splits a bill. */
export const splitBill: LearnedTool = {
  name: 'split_bill',
  description: 'Splits a bill between people, with a tip in percent.',
  input: {
    type: 'object',
    properties: {
      total: { type: 'number', minimum: 0, maximum: 1_000_000 },
      people: { type: 'integer', minimum: 1, maximum: 100 },
      tip: { type: 'number', minimum: 0, maximum: 100 },
    },
    required: ['total', 'people'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: { each: { type: 'number' } }, required: ['each'] },
  body: 'const tip = input.tip ?? 0;\nreturn { each: Math.round((input.total * (100 + tip)) / input.people) / 100 };',
  grants: [],
  examples: [
    { input: { total: 90, people: 3 }, output: { each: 30 } },
    { input: { total: 100, people: 4, tip: 10 }, output: { each: 27.5 } },
    { input: { total: 0, people: 1 }, output: { each: 0 } },
  ],
};

/** It reads a shopping list that the person names. */
export const shoppingTotal: LearnedTool = {
  name: 'shopping_total',
  description: 'Adds up the amounts in a shopping list.',
  input: {
    type: 'object',
    properties: { list: { type: 'string', format: 'workspace-file' } },
    required: ['list'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: { sum: { type: 'number' } }, required: ['sum'] },
  body: [
    "const text = granted.files[input.list] ?? '';",
    "const amounts = text.split('\\n').map((line) => Number(line.split(' ').at(-1)));",
    'return { sum: amounts.filter(Number.isFinite).reduce((sum, amount) => sum + amount, 0) };',
  ].join('\n'),
  grants: ['files'],
  examples: [
    { input: { list: 'a.md' }, output: { sum: 15 } },
    { input: { list: 'b.md' }, output: { sum: 15 } },
    { input: { list: 'c.md' }, output: { sum: 15 } },
  ],
};
