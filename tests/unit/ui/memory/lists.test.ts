import { describe, expect, it } from 'vitest';
import type { LearnedItem } from '../../../../src/domain/learned/state.ts';
import type { Scope } from '../../../../src/domain/learned/scope.ts';
import {
  boundInWords,
  leavingInWords,
  noLongerInUse,
  preferencesByScope,
} from '../../../../src/ui/memory/lists.ts';
import { cardOf } from '../../app/fake-learning.ts';

const preference = (id: string, scope: Scope): LearnedItem => ({
  id,
  kind: 'preference',
  scope,
  slot: 'free',
  text: id,
});
const rule: LearnedItem = { id: 'r', kind: 'rule', scope: 'always', text: 'r' };
const draft = { kind: 'rule', scope: 'always', text: 'Be brief', origin: 'hand', evidence: [] } as const;

describe('preferences', () => {
  it('stand by scope, in the order of scopes, without empty ones and without rules', () => {
    const items = [preference('a', 'code'), rule, preference('b', 'always'), preference('c', 'code')];
    const groups = preferencesByScope(items).map(({ scope, items: held }) => [
      scope,
      held.map(({ id }) => id),
    ]);
    expect(groups).toEqual([
      ['always', ['b']],
      ['code', ['a', 'c']],
    ]);
  });

  it('are counted against their bound', () => {
    expect(boundInWords([rule, preference('a', 'code')], 'preference')).toBe('1 of 40');
    expect(boundInWords([rule], 'rule')).toBe('1 of 20');
    expect(boundInWords([], 'tool')).toBe('0 of 10');
  });
});

describe('what is no longer in use', () => {
  it('leaves out what acts and what was forgotten', () => {
    const decided = [
      { ...cardOf(draft, 'r'), life: 'approved' as const },
      { ...cardOf(draft, 'old'), life: 'approved' as const },
      { ...cardOf(draft, 'no'), life: 'rejected' as const },
      { ...cardOf(draft, 'gone'), life: 'rejected' as const, text: null },
    ];
    expect(noLongerInUse(decided, [rule]).map(({ id }) => id)).toEqual(['old', 'no']);
  });

  it('says how it left', () => {
    expect(leavingInWords({ life: 'approved', version: 2 })).toMatch(/version 2/);
    expect(leavingInWords({ life: 'rejected' })).toBe('You rejected it');
  });
});
