import { describe, expect, it } from 'vitest';
import { guardrails } from '../../../../src/domain/guardrails.ts';
import { guardrailInWords, wordsInQuotes } from '../../../../src/ui/inbox/finding-words.ts';

describe('findings in words', () => {
  it('names every guardrail by its sentence', () => {
    for (const { id, sentence } of guardrails) expect(guardrailInWords({ guardrail: id })).toBe(sentence);
    expect(guardrailInWords({ guardrail: 'meta' })).toContain('learning');
    expect(guardrailInWords({})).toBeUndefined();
  });

  it('quotes each word once', () => {
    expect(wordsInQuotes(['skip', 'as needed', 'skip'])).toBe('“skip”, “as needed”');
    expect(wordsInQuotes([])).toBe('');
  });
});
