import { describe, expect, it } from 'vitest';
import type { LearnedItem } from '../../../../src/domain/learned/state.ts';
import {
  causeInWords,
  changesBetween,
  forgottenInWords,
  stateDiff,
  stateText,
  versionsInWords,
  withScope,
} from '../../../../src/ui/memory/version-words.ts';

const rule = (id: string, text: string): LearnedItem => ({ id, kind: 'rule', scope: 'always', text });
const units = (id: string, text: string): LearnedItem => ({
  id,
  kind: 'preference',
  scope: 'always',
  slot: 'units',
  text,
});

describe('why there is a version', () => {
  it('names each cause, and what was restored', () => {
    const causes = ['started', 'approved', 'retired', 'restored'] as const;
    const words = causes.map((cause) => causeInWords({ cause }));
    expect(new Set(words).size).toBe(4);
    expect(causeInWords({ cause: 'restored', restoredFrom: 0 })).toBe('You restored version 0');
  });
});

describe('what changed', () => {
  it('is what came and what went, by what it is and not by its words', () => {
    const before = [rule('a', 'Be brief'), units('b', 'metric')];
    const after = [rule('a', 'Be brief'), units('c', 'metric')];
    expect(changesBetween(before, after)).toEqual({ added: [units('c', 'metric')], removed: [before[1]] });
    expect(changesBetween(after, after)).toEqual({ added: [], removed: [] });
  });

  it('is shown word by word, and not at all where both say the same', () => {
    const parts = stateDiff([units('a', 'metric')], [units('b', 'imperial')]);
    expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'metric' },
      { kind: 'added', text: 'imperial' },
    ]);
    expect(stateDiff([units('a', 'metric')], [units('b', 'metric')])).toEqual([]);
    expect(stateDiff([], [])).toEqual([]);
  });
});

describe('all that a version holds', () => {
  it('has the rules in their order before the preferences, and tools by name', () => {
    const tool: LearnedItem = { id: 't', kind: 'tool', scope: 'always', text: '{"name":"adder"}' };
    const lines = stateText([units('u', 'metric'), tool, rule('b', 'Two.'), rule('a', 'One.')]).split('\n');
    expect(lines[0]).toBe('Two.');
    expect(lines[1]).toBe('One.');
    expect(lines[2]).toContain('metric');
    expect(lines[3]).toBe('Tool: adder');
  });
});

describe('numbers in words', () => {
  it('joins runs of versions', () => {
    expect(versionsInWords([5])).toBe('version 5');
    expect(versionsInWords([6, 2, 4, 3])).toBe('versions 2 to 4 and 6');
    expect(versionsInWords([1, 3, 5])).toBe('versions 1, 3 and 5');
  });

  it('says how many texts are missing', () => {
    expect(forgottenInWords(0)).toBeUndefined();
    expect(forgottenInWords(1)).toMatch(/^One text/);
    expect(forgottenInWords(3)).toMatch(/^3 texts/);
  });
});

it('names the occasion of an item that has one', () => {
  expect(withScope(rule('a', 'Be brief.'))).toBe('Be brief');
  expect(withScope({ ...rule('a', 'Be brief.'), scope: 'code' })).toBe('In code: Be brief');
  expect(withScope({ kind: 'rule', scope: 'always', text: null })).toMatch(/forgotten/);
});
