import { expect, it } from 'vitest';
import { preferenceDraft, ruleDraft } from '../../../../src/ui/memory/hand-draft.ts';

it('makes one line of a rule, and nothing of nothing', () => {
  expect(ruleDraft('  Be\n brief. ', 'code')).toEqual({ kind: 'rule', scope: 'code', text: 'Be brief.' });
  expect(ruleDraft(' \n ', 'always')).toBeUndefined();
});

it('brings typed values into their one form, and refuses what it does not understand', () => {
  expect(preferenceDraft('currency', 'euros', 'always')).toMatchObject({ slot: 'currency', text: 'EUR' });
  expect(preferenceDraft('language', 'deutsch', 'always')?.text).toBe('German');
  expect(preferenceDraft('units', 'parsecs', 'always')).toBeUndefined();
  expect(preferenceDraft('units', ' ', 'always')).toBeUndefined();
});

it('leaves free words as they are', () => {
  expect(preferenceDraft('free', ' Prefer  trains ', 'planning')).toEqual({
    kind: 'preference',
    scope: 'planning',
    slot: 'free',
    text: 'Prefer trains',
  });
});
