import { wordsOf } from '../text/words.ts';
import {
  areasByStem,
  choiceBooks,
  choiceGates,
  choicesByStem,
  lightStems,
  phraseAt,
  synonymBook,
  weakStems,
} from './pair-lexicon.ts';
import { choices } from './pair-opposites.ts';
import { boundsOf, type Bound } from './pair-numbers.ts';
import { conditionOf, negationOf } from './pair-polarity.ts';
import { stemOf } from './pair-stem.ts';

/** A meaning of a text: how much it counts and whether it is denied ("no emoji"). */
export interface Meaning {
  weight: number;
  negated: boolean;
}

export interface ChosenValue {
  choice: number;
  value: string;
  negated: boolean;
}

/** All that is compared of a text. Built once for each text. */
export interface Analysis {
  /** Lower-case words and numbers with single spaces: equal texts have the same. */
  key: string;
  words: ReadonlySet<string>;
  trigrams: ReadonlySet<string>;
  meanings: ReadonlyMap<string, Meaning>;
  chosen: readonly ChosenValue[];
  areas: ReadonlySet<string>;
  bounds: readonly Bound[];
  /** Stems of its condition; empty if it holds everywhere. */
  condition: readonly string[];
  /** Words with a capital inside the sentence, and quoted words, lower-case. */
  names: ReadonlySet<string>;
  /** An outright order not to: the first word or two deny. */
  denies: boolean;
  length: number;
}

export function analyse(raw: string): Analysis {
  const text = withNamedExamples(raw);
  const words = wordsOf(text);
  const stems = words.map(stemOf);
  const negated = negationOf(words);
  const inText = new Set(stems);
  const meanings = new Map<string, Meaning>();
  const chosen: ChosenValue[] = [];
  const taken = markChoices(stems, negated, inText, chosen, meanings);
  markMeanings(stems, negated, taken, meanings);
  const bounds = boundsFor(text, inText);
  chosen.push(...impliedBy(bounds), ...nameIn(raw));
  const plain = wordsOf(raw).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const key = plain.join(' ');
  return {
    key,
    words: new Set(plain),
    trigrams: trigramsOf(key),
    meanings,
    chosen,
    areas: new Set(stems.flatMap((stem) => areasByStem.get(stem) ?? [])),
    bounds,
    condition: conditionOf(text),
    names: namesOf(raw),
    denies:
      /^(?:please )?(?:no|never|don't|do not|avoid|skip|omit|leave out|without|drop|stop|refrain|nothing|not)\b/i.test(
        text,
      ),
    length: plain.length,
  };
}

/** "19:30" and "2031-04-09" say which format they are an example of. */
const withNamedExamples = (text: string): string =>
  text
    .replace(/\b(?:1[3-9]|2[0-3]|0\d)[:.][0-5]\d\b(?! ?[ap]\.?m)/gi, ' 24h ')
    .replace(/\b\d{1,2}(?:[:.][0-5]\d)?(?= ?[ap]\.?m\b)/gi, ' ')
    .replace(/\bun(?!(?:it|der|relat|interest))([a-z]{3,}ed)\b/gi, ' not $1')
    .replace(/\b\d{4}-\d\d-\d\d\b/g, ' iso ');

/** "For two" counts people where food is spoken of. */
function boundsFor(text: string, stems: ReadonlySet<string>): Bound[] {
  const eating = ['recip', 'portion', 'serv', 'cook', 'meal', 'dinner', 'dish'].some((stem) =>
    stems.has(stem),
  );
  const alone = eating && /\b(?:for one|for myself|just me|one person|single person)\b/i.test(text);
  const bounds = boundsOf(text).map((bound) =>
    eating && bound.unit === '' ? { ...bound, unit: 'portion' } : bound,
  );
  return alone ? [{ unit: 'portion', low: 1, high: 1 }] : bounds;
}

const lengthChoice = choices.findIndex(({ name }) => name === 'answer length');
const nameChoice = choices.length;

/** At most 150 words is short, at least 200 is long. */
const impliedBy = (bounds: readonly Bound[]): ChosenValue[] =>
  bounds
    .filter(({ unit }) => unit === 'word' || unit === 'sentenc')
    .flatMap(({ unit, low, high }) => {
      const scale = unit === 'word' ? 25 : 1;
      const value = high <= 6 * scale ? 'short' : low >= 8 * scale ? 'long' : undefined;
      return value === undefined ? [] : [{ choice: lengthChoice, value, negated: false }];
    });

const named =
  /\b(?:(?:[Cc]all|[Aa]ddress|[Gg]reet)(?: me| the user| us)?(?: as| by)?|[Mm]y name is|I go by|I'm|I am|[Nn]ame is|to be called|calls? me|[Ss]ay|[Uu]se) ((?:\p{Lu}[\p{L}.]*)(?: \p{Lu}[\p{L}.]*)*)(?=$|[.,;]| when you| in| at| once| instead| and| but)/u;

/** What the person is to be called. */
function nameIn(text: string): ChosenValue[] {
  const name = named.exec(text)?.[1]?.toLowerCase().replace(/\.$/, '');
  const about = /\b(?:call|address|name|go by|I'm|greet|talk to me)\b/i.test(text);
  if (about && /\b(?:no|not|never|don't|without|leave)\b.*\bname\b/i.test(text))
    return [{ choice: nameChoice, value: 'none', negated: false }];
  return name !== undefined && about ? [{ choice: nameChoice, value: name, negated: false }] : [];
}

/** Values of choices become meanings of their own ("6:dash"); returns which words they cover. */
function markChoices(
  stems: readonly string[],
  negated: readonly boolean[],
  inText: ReadonlySet<string>,
  chosen: ChosenValue[],
  meanings: Map<string, Meaning>,
): boolean[] {
  const taken = stems.map(() => false);
  const ends = new Map<number, number>();
  stems.forEach((stem, place) => {
    for (const choice of choicesByStem.get(stem) ?? []) {
      if (place < (ends.get(choice) ?? 0)) continue;
      const gate = choiceGates[choice];
      const book = choiceBooks[choice];
      if (!book || (gate && gate.size > 0 && ![...gate].some((word) => inText.has(word)))) continue;
      const phrase = phraseAt(book, stems, place);
      if (!phrase) continue;
      const denied = negated[place] ?? false;
      chosen.push({ choice, value: phrase.meaning.value, negated: denied });
      ends.set(choice, place + phrase.stems.length);
      if (!taken[place]) meanings.set(`${choice}:${phrase.meaning.value}`, { weight: 1, negated: denied });
      taken.fill(true, place, place + phrase.stems.length);
    }
  });
  return taken;
}

function markMeanings(
  stems: readonly string[],
  negated: readonly boolean[],
  taken: readonly boolean[],
  meanings: Map<string, Meaning>,
): void {
  for (let place = 0; place < stems.length;) {
    const stem = stems[place] ?? '';
    const phrase = taken[place] ? undefined : phraseAt(synonymBook, stems, place);
    const meaning = phrase?.meaning ?? figureOf(stem);
    const skip = taken[place] || !/[\p{L}\p{N}]/u.test(stem) || (lightStems.has(stem) && !phrase);
    if (!skip && !lightStems.has(meaning)) {
      const weight = weakStems.has(meaning) || /^\d+$/.test(meaning) ? 0.5 : 1;
      if (!meanings.has(meaning)) meanings.set(meaning, { weight, negated: negated[place] ?? false });
    }
    place += phrase?.stems.length ?? 1;
  }
}

const figures = ['zero', 'one', 'two', 'three', 'four', 'fiv', 'six', 'seven', 'eight', 'nin', 'ten'];
const figureOf = (stem: string): string => (figures.includes(stem) ? `${figures.indexOf(stem)}` : stem);

export function trigramsOf(key: string): Set<string> {
  const found = new Set<string>();
  for (let place = 0; place + 3 <= key.length; place++) found.add(key.slice(place, place + 3));
  return found;
}

function namesOf(text: string): Set<string> {
  const names = [...text.matchAll(/(?<=[\p{L}\p{N},"'’] )\p{Lu}[\p{L}.]*/gu)].map(([name]) => name);
  const quoted = [...text.matchAll(/["“«']([^"”»']{1,40})["”»'](?![\p{L}])/gu)].map(
    ([, words = '']) => words,
  );
  return new Set(
    [...names.filter((name) => !choicesByStem.has(stemOf(name.toLowerCase()))), ...quoted]
      .map((name) => name.toLowerCase())
      .filter((name) => name !== 'i'),
  );
}
