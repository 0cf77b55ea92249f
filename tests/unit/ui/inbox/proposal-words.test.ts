import { describe, expect, it } from 'vitest';
import {
  changeInWords,
  itemInWords,
  kindInWords,
  lifeInWords,
  tokensInWords,
  whyInWords,
} from '../../../../src/ui/inbox/proposal-words.ts';
import { card } from './cards.ts';

const evidence = (conversationId: string) => ({ conversationId, messageId: 'm', quote: 'q' });

describe('a proposal in words', () => {
  it('names the change and its kind', () => {
    expect(changeInWords(card('a', { text: 'Start emails with a greeting.' }))).toBe(
      'Add rule: Start emails with a greeting',
    );
    expect(changeInWords(card('a', { text: null }))).toBe('Add rule: A text that was forgotten');
    expect(kindInWords(card('a'))).toBe('Rule');
    expect(kindInWords(card('a', { kind: 'preference', origin: 'imported' }))).toBe('Imported preference');
  });

  it('names a tool by its name, whatever its text is', () => {
    expect(itemInWords({ kind: 'tool', text: '{"name":"days_between"}' })).toBe('days_between');
    expect(itemInWords({ kind: 'tool', text: '{' })).toBe('a tool that cannot be read');
    expect(itemInWords({ kind: 'tool', text: 'null' })).toBe('a tool without a name');
  });

  it('says why', () => {
    expect(whyInWords(card('a', { said: 'dislike' }))).toBe('You said what you do not want.');
    expect(whyInWords(card('a', { origin: 'correction', reason: 'It was too long.' }))).toBe(
      'You corrected an answer. It was too long.',
    );
    const twice = card('a', { origin: 'inferred', evidence: [evidence('one'), evidence('two')] });
    expect(whyInWords(twice)).toBe('You chose this in two conversations.');
    const once = card('a', { origin: 'inferred', evidence: [evidence('one'), evidence('one')] });
    expect(whyInWords(once)).toBe('You chose this.');
  });

  it('says the cost and the decision', () => {
    expect([0, 1, 12, -3].map(tokensInWords)).toEqual([
      'no more tokens than now',
      '+1 token',
      '+12 tokens',
      '−3 tokens',
    ]);
    expect(lifeInWords({ life: 'approved', version: 3 })).toBe('Approved in version 3');
    expect(lifeInWords({ life: 'rejected' })).toBe('Rejected');
    expect(lifeInWords({ life: 'expired' })).toBe('Not decided in time');
  });
});
