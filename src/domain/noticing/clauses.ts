import { spokenOf } from './spoken.ts';

/** One sentence of a turn, in normal words, and where it stands in what was typed. */
export interface Clause {
  text: string;
  from: number;
  to: number;
  /** It ends as a question. */
  asks: boolean;
}

/** The sentences of a text. Nothing of what stands in quotation marks is left in them. */
export function clausesOf(typed: string): Clause[] {
  const clauses: Clause[] = [];
  const pattern = /[^.!?\n;]+(?:\.(?=\S)[^.!?\n;]+)*[.!?;]*/g;
  for (const match of typed.matchAll(pattern)) {
    const [raw] = match;
    const lead = raw.length - raw.trimStart().length;
    const from = match.index + lead;
    const to = match.index + raw.trimEnd().length;
    if (to <= from) continue;
    const text = spokenOf(withoutQuotes(typed.slice(from, to)))
      .text.replace(/ ?([,.!?;])/g, '$1')
      .replace(/ '|' /g, ' ');
    clauses.push({ text: text.trim(), from, to, asks: /\?\s*$/.test(raw) });
  }
  return clauses;
}

/** Quoted words are somebody's, not the person's. An apostrophe inside a word is none. */
export const withoutQuotes = (text: string): string =>
  text.replace(/["“”«»][^"“”«»]*["“”«»]|(?<![\p{L}\p{N}])['‘][^'’‘]{3,}['’](?!\p{L})/gu, (words) =>
    ' '.repeat(words.length),
  );
