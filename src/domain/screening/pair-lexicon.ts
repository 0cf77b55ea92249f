import { wordsOf } from '../text/words.ts';
import { antonyms, choices } from './pair-opposites.ts';
import { stemOf } from './pair-stem.ts';
import { areas, backNegators, boundWords, lightWords, negators, synonyms, weakWords } from './pair-words.ts';

/** Something that a run of stems stands for. */
export interface Phrase<Meaning> {
  stems: readonly string[];
  meaning: Meaning;
}

/** Phrases by their first stem, longest first. */
export type PhraseBook<Meaning> = ReadonlyMap<string, readonly Phrase<Meaning>[]>;

export interface ChoiceValue {
  choice: number;
  value: string;
}

export const stemsOf = (text: string): string[] => wordsOf(text).map(stemOf);

const phrasesIn = (list: string): string[][] => list.split(',').map(stemsOf);

function bookOf<Meaning>(phrases: readonly Phrase<Meaning>[]): PhraseBook<Meaning> {
  const book = new Map<string, Phrase<Meaning>[]>();
  for (const phrase of phrases) {
    const [first] = phrase.stems;
    if (first === undefined) continue;
    const shelf = book.get(first) ?? [];
    shelf.push(phrase);
    book.set(first, shelf);
  }
  for (const shelf of book.values()) shelf.sort((one, other) => other.stems.length - one.stems.length);
  return book;
}

/** The first (longest) phrase of the book at this place. */
export function phraseAt<Meaning>(
  book: PhraseBook<Meaning>,
  stems: readonly string[],
  place: number,
  fits: (meaning: Meaning) => boolean = () => true,
): Phrase<Meaning> | undefined {
  const shelf = book.get(stems[place] ?? '');
  return shelf?.find(
    (phrase) => phrase.stems.every((stem, index) => stems[place + index] === stem) && fits(phrase.meaning),
  );
}

export const choiceBooks: readonly PhraseBook<ChoiceValue>[] = choices.map(({ values }, index) =>
  bookOf(
    Object.entries(values).flatMap(([value, list]) =>
      phrasesIn(list).map((stems) => ({ stems, meaning: { choice: index, value } })),
    ),
  ),
);

/** All choices with a phrase that begins with this stem: most words belong to none. */
export const choicesByStem: ReadonlyMap<string, readonly number[]> = (() => {
  const found = new Map<string, number[]>();
  choiceBooks.forEach((book, index) => {
    for (const stem of book.keys()) found.set(stem, [...(found.get(stem) ?? []), index]);
  });
  return found;
})();

export const choiceGates: readonly ReadonlySet<string>[] = choices.map(
  ({ gate }) => new Set(phrasesIn(gate).flat()),
);

export const synonymBook: PhraseBook<string> = bookOf(
  synonyms
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', list = ''] = line.split('|');
      const meaning = stemsOf(name).join(' ');
      return [name, ...list.split(',')].map((text) => ({ stems: stemsOf(text), meaning }));
    }),
);

/** Words that do not count as meanings: negation and bounds are read elsewhere. */
export const lightStems: ReadonlySet<string> = new Set(
  stemsOf([lightWords, negators, backNegators, boundWords].join(' ')),
);
export const weakStems: ReadonlySet<string> = new Set(stemsOf(weakWords));

export const areasByStem: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const [area, list] of Object.entries(areas)) {
    for (const stem of stemsOf(list)) found.set(stem, [...(found.get(stem) ?? []), area]);
  }
  return found;
})();

/** Opposite of a meaning, both ways. */
export const opposites: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const [left, right] of antonyms) {
    const [one, other] = [stemOf(left), stemOf(right)];
    found.set(one, [...(found.get(one) ?? []), other]);
    found.set(other, [...(found.get(other) ?? []), one]);
  }
  return found;
})();
