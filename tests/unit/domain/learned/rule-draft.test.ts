import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRuleDraft, ruleDraftRequest } from '../../../../src/domain/learned/rule-draft.ts';

describe('ruleDraftRequest', () => {
  it('brings all that a rule is written from, under a schema', () => {
    const request = ruleDraftRequest({
      request: 'Who is she?',
      answer: 'Sir or Madam',
      words: 'Use her name',
      rules: ['Be short.'],
    });
    const [, user] = request.messages;
    for (const part of ['Who is she?', 'Sir or Madam', 'Use her name', '- Be short.'])
      expect(user?.content).toContain(part);
    expect(request.schema).toMatchObject({ required: ['rule', 'scope', 'reason'] });
    expect(request.sampling.temperature).toBe(0);
  });

  it('stays short whatever was said', () => {
    const long = 'word '.repeat(10_000);
    const [, user] = ruleDraftRequest({ request: long, answer: long, words: long, rules: [] }).messages;
    expect(user?.content.length).toBeLessThan(4000);
  });
});

describe('readRuleDraft', () => {
  it('reads JSON, also with words around it', () => {
    const json = '{"rule":"Use the\\nname given.","scope":"writing","reason":"It was given."}';
    const draft = { rule: 'Use the name given.', scope: 'writing', reason: 'It was given.' };
    expect(readRuleDraft(json)).toEqual(draft);
    expect(readRuleDraft(`Here:\n\`\`\`json\n${json}\n\`\`\``)).toEqual(draft);
  });

  it('takes an unknown scope for always', () => {
    expect(readRuleDraft('{"rule":"A.","scope":"cooking","reason":""}')?.scope).toBe('always');
  });

  it('refuses what is not a draft, and never throws', () => {
    for (const text of [
      '',
      'no',
      '{',
      '{"rule":""}',
      '{"rule":3,"scope":"always","reason":""}',
      '[]',
      'null',
    ])
      expect(readRuleDraft(text)).toBeUndefined();
    expect(
      readRuleDraft(JSON.stringify({ rule: 'x'.repeat(201), scope: 'always', reason: '' })),
    ).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void readRuleDraft(text)));
  });
});
