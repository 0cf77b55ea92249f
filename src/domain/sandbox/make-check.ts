import type { CountedUnit } from './answer-text.ts';
import { namedPatterns } from './check-patterns.ts';
import type { Check } from './check.ts';

/** Matches a pattern. */
export const matches = (pattern: string): Check => ({ kind: 'matches', pattern });

/** Matches a pattern that has a name. */
export const named = (name: keyof typeof namedPatterns): Check => matches(namedPatterns[name]);

/** A text as a pattern that matches it and nothing else. */
export const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Has at most so many. */
export const atMost = (unit: CountedUnit, count: number): Check => ({ kind: 'at-most', unit, count });

/** Has at least so many. */
export const atLeast = (unit: CountedUnit, count: number): Check => ({ kind: 'at-least', unit, count });

/** Does not contain a text. */
export const lacks = (text: string): Check => ({ kind: 'lacks', text });

/** Contains a text. */
export const contains = (text: string): Check => ({ kind: 'contains', text });

/** A word and its plural, as a pattern. */
export const wordPattern = (text: string) => {
  const start = /^[a-z0-9]/i.test(text) ? '\\b' : '';
  const end = /[a-z0-9]$/i.test(text) ? '\\b' : '';
  return `${start}${escaped(text)}${/[a-z]{2}[a-rt-xz]$/i.test(text) ? 's?' : ''}${end}`;
};

/** Contains none of these texts; undefined for no text. */
export const noneOf = (texts: readonly string[]): Check | undefined =>
  texts.length > 1
    ? matches(`^(?![\\s\\S]*(?:${texts.map(wordPattern).join('|')}))`)
    : texts[0] === undefined
      ? undefined
      : lacks(texts[0]);

/** Passes one of these checks at least; undefined for no check. */
export const oneOf = (checks: readonly Check[]): Check | undefined =>
  checks.length > 1 ? { kind: 'any', of: checks } : checks[0];
