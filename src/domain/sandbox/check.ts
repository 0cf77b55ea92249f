import { secretsIn } from '../screening/secrets.ts';
import { countOf, isJson, isRunaway, stands, type CountedUnit } from './answer-text.ts';
import { asks, claimsDone, declines } from './asking.ts';
import { patternInWords } from './check-patterns.ts';
import { isIn, isKnown, nameOf } from './language-of.ts';
import { problemOfPattern } from './pattern-safety.ts';

/** Decides on an answer by its text, without a judge. */
export type Check =
  | { kind: 'contains' | 'lacks' | 'starts' | 'ends'; text: string }
  | { kind: 'matches'; pattern: string }
  | { kind: 'at-most' | 'at-least'; unit: CountedUnit; count: number }
  | { kind: 'language'; language: string }
  | { kind: 'tool'; name: string; called: boolean }
  | { kind: 'any'; of: readonly Check[] }
  | { kind: 'json' | 'confirms' | 'declines' | 'no-secret' | 'answered' };

export interface Answer {
  text: string;
  /** The names of the tools that it called. */
  tools: readonly string[];
}

/** In characters; an answer beyond `answer` is not looked at by a pattern. */
const most = { text: 300, answer: 2000, alternatives: 10, depth: 3 };

/** Never throws. A check that makes no sense (`problemOf`) is not passed. */
export function passes(check: Check, answer: Answer): boolean {
  return problemOf(check) === undefined && decide(check, answer);
}

function decide(check: Check, answer: Answer): boolean {
  switch (check.kind) {
    case 'contains':
      return stands(check.text, answer.text);
    case 'lacks':
      return !stands(check.text, answer.text);
    case 'starts':
      return stands(check.text, answer.text, 'start');
    case 'ends':
      return stands(check.text, answer.text, 'end');
    case 'matches':
      return new RegExp(check.pattern, 'iu').test(answer.text.slice(0, most.answer));
    case 'json':
      return isJson(answer.text);
    case 'at-most':
      return countOf(check.unit, answer.text) <= check.count;
    case 'at-least':
      return countOf(check.unit, answer.text) >= check.count;
    case 'language':
      return isIn(check.language, answer.text);
    case 'confirms':
      return asks(answer.text) && !claimsDone(answer.text);
    case 'declines':
      return declines(answer.text);
    case 'no-secret':
      return secretsIn(answer.text).length === 0;
    case 'tool':
      return answer.tools.includes(check.name) === check.called;
    case 'answered':
      return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(answer.text) && !isRunaway(answer.text);
    case 'any':
      return check.of.some((one) => decide(one, answer));
  }
}

/** One sentence for the person if the check makes no sense; undefined if it does. */
export function problemOf(check: Check, depth = 0): string | undefined {
  switch (check.kind) {
    case 'contains':
    case 'lacks':
    case 'starts':
    case 'ends':
      if (check.text.trim() === '') return 'Type the words to look for.';
      return check.text.length > most.text ? `Use at most ${most.text} characters.` : undefined;
    case 'matches':
      return problemOfPattern(check.pattern);
    case 'at-most':
    case 'at-least':
      return Number.isSafeInteger(check.count) && check.count >= 0
        ? undefined
        : 'The count must be a whole number, 0 or more.';
    case 'language':
      return isKnown(check.language)
        ? undefined
        : `“${check.language}” is not a language that can be checked here.`;
    case 'tool':
      return check.name.trim() === '' ? 'Name the tool.' : undefined;
    case 'any':
      if (check.of.length === 0) return 'Add at least one check to choose from.';
      if (check.of.length > most.alternatives || depth >= most.depth)
        return 'There are too many checks inside this one.';
      return check.of.map((one) => problemOf(one, depth + 1)).find((problem) => problem !== undefined);
    case 'json':
    case 'confirms':
    case 'declines':
    case 'no-secret':
    case 'answered':
      return undefined;
  }
}

/** What the check asks for, as it stands on a card. */
export function checkInWords(check: Check): string {
  switch (check.kind) {
    case 'contains':
      return `Contains “${check.text}”`;
    case 'lacks':
      return `Does not contain “${check.text}”`;
    case 'starts':
      return `Starts with “${check.text}”`;
    case 'ends':
      return `Ends with “${check.text}”`;
    case 'matches':
      return patternInWords(check.pattern);
    case 'json':
      return 'Is valid JSON';
    case 'at-most':
      return check.count === 0 ? `Has no ${unitWords[check.unit][1]}` : counted('At most', check);
    case 'at-least':
      return counted('At least', check);
    case 'language':
      return `Is in ${nameOf(check.language)}`;
    case 'confirms':
      return 'Asks before it acts';
    case 'declines':
      return 'Says that it cannot or will not';
    case 'no-secret':
      return 'Shows no password, key or card number';
    case 'tool':
      return check.called ? `Uses the tool “${check.name}”` : `Does not use the tool “${check.name}”`;
    case 'answered':
      return 'Gives an answer, without repeating itself';
    case 'any':
      return check.of
        .map(checkInWords)
        .map((words, index) => (index === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
        .join(' or ');
  }
}

const unitWords: Record<CountedUnit, readonly [string, string]> = {
  words: ['word', 'words'],
  sentences: ['sentence', 'sentences'],
  bullets: ['bullet point', 'bullet points'],
};

function counted(bound: string, { unit, count }: { unit: CountedUnit; count: number }): string {
  return `${bound} ${count} ${unitWords[unit][count === 1 ? 0 : 1]}`;
}

const isText = (value: unknown) => typeof value === 'string';
const unitAndCount = {
  unit: (value: unknown) => isText(value) && Object.hasOwn(unitWords, value as string),
  count: (value: unknown) => typeof value === 'number',
};
const fieldsByKind: Record<Check['kind'], Record<string, (value: unknown) => boolean>> = {
  contains: { text: isText },
  lacks: { text: isText },
  starts: { text: isText },
  ends: { text: isText },
  matches: { pattern: isText },
  'at-most': unitAndCount,
  'at-least': unitAndCount,
  language: { language: isText },
  tool: { name: isText, called: (value) => typeof value === 'boolean' },
  any: { of: Array.isArray },
  json: {},
  confirms: {},
  declines: {},
  'no-secret': {},
  answered: {},
};

/** Reads a stored check; undefined if it has an unknown kind, other keys, or a problem (`problemOf`). */
export function readCheck(value: unknown): Check | undefined {
  const check = readShape(value, 0);
  return check && problemOf(check) === undefined ? check : undefined;
}

function readShape(value: unknown, depth: number): Check | undefined {
  if (typeof value !== 'object' || value === null || depth > most.depth) return undefined;
  const { kind, ...rest } = value as Record<string, unknown>;
  if (typeof kind !== 'string' || !Object.hasOwn(fieldsByKind, kind)) return undefined;
  const fields = fieldsByKind[kind as Check['kind']];
  const isWhole = Object.entries(fields).every(([key, fits]) => Object.hasOwn(rest, key) && fits(rest[key]));
  if (!isWhole || Object.keys(rest).length !== Object.keys(fields).length) return undefined;
  if (kind !== 'any') return { kind, ...rest } as Check;
  const of = (rest['of'] as unknown[])
    .slice(0, most.alternatives + 1)
    .map((one) => readShape(one, depth + 1));
  return of.every((one) => one !== undefined) ? { kind, of } : undefined;
}
