import { passes, problemOf, type Check } from './check.ts';
import { acting } from './suggest-acting.ts';
import { lengthOfAnswer, lengths } from './suggest-length.ts';
import { having } from './suggest-things.ts';
import { money, units } from './suggest-units.ts';
import type { Finder, Wish } from './suggest-wish.ts';
import { edges, spokenLanguage, unwantedWord, wording, yesOrNo } from './suggest-wording.ts';

export interface CheckMaterial {
  rule?: string | undefined;
  /** What the person said was wrong with the answer. */
  words?: string | undefined;
  /** The answer that was wrong. */
  answer?: string | undefined;
}

/**
 * A check that decides what a rule, or a complaint about an answer, asks for; undefined where only a judge could. Of several
 * that a sentence gives, the first that the wrong answer fails: one that it passes would show nothing.
 */
export function suggestCheck({ rule, words, answer }: CheckMaterial): Check | undefined {
  const found = [rule, words].flatMap((text, source) => {
    if (text === undefined || text.trim() === '') return [];
    const wish: Wish = { text: straight(text), answer, isComplaint: source === 1 };
    const checks = [...finders, ...(source === 1 ? complaints : [])].flatMap((find) => find(wish));
    return checks.filter((check) => check !== undefined && problemOf(check) === undefined) as Check[];
  });
  if (answer === undefined) return found[0];
  return found.find((check) => !passes(check, { text: answer, tools: [] })) ?? found[0];
}

const straight = (text: string) =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();

const finders: readonly Finder[] = [
  acting,
  yesOrNo,
  edges,
  lengths,
  units,
  having,
  wording,
  money,
  spokenLanguage,
  lengthOfAnswer,
];
const complaints: readonly Finder[] = [unwantedWord];
