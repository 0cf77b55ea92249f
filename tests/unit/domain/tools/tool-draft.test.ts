import { describe, expect, test } from 'vitest';
import { readToolDraft, toolDraftRequest } from '../../../../src/domain/tools/tool-draft.ts';
import { createValidator } from '../../../../src/tools/validate.ts';
import { shoppingTotal, splitBill } from './tools-for-tests.ts';

describe('asking a model for a tool', () => {
  const { messages, schema, sampling } = toolDraftRequest('Split a bill.', ['word_count']);

  test('says the wish and the names that are taken, in a bounded prompt', () => {
    expect(messages.at(-1)?.content).toBe('Wish:\nSplit a bill.\n\nNames that are taken:\nword_count');
    expect(sampling.temperature).toBe(0);
    const long = toolDraftRequest('x'.repeat(50_000), []).messages.at(-1)?.content ?? '';
    expect(long.length).toBeLessThan(1400);
    expect(long).toContain('(none)');
  });

  test('its schema takes tools, and not half ones', () => {
    const valid = createValidator(schema ?? {});
    expect(valid(splitBill)).toBeUndefined();
    expect(valid(shoppingTotal)).toBeUndefined();
    const { body: _body, ...rest } = splitBill;
    expect(valid(rest)).toBe('“body” is missing.');
    expect(valid({ ...splitBill, examples: splitBill.examples.slice(1) })).toBe(
      '“examples” must have at least 3 items.',
    );
    expect(valid({ ...splitBill, grants: ['network'] })).toContain('“grants, item 1”');
  });

  test('reads what came, also with words around it', () => {
    const text = JSON.stringify(splitBill);
    expect(readToolDraft(text)).toEqual(splitBill);
    expect(readToolDraft(`Here it is:\n\`\`\`json\n${text}\n\`\`\`\nEnjoy.`)).toEqual(splitBill);
    for (const other of ['', '{}', 'no', '}{', text.slice(0, -2), text.replace('split_bill', 'read_file')])
      expect(readToolDraft(other)).toBeUndefined();
  });
});
