/** Accents of European writing, Hebrew points, Arabic vowel marks, variants of emoji. Vowel signs that carry meaning stay. */
const markRanges = [
  ...['\\u0300-\\u036f', '\\u1ab0-\\u1aff', '\\u1dc0-\\u1dff', '\\u20d0-\\u20ff', '\\ufe20-\\ufe2f'],
  ...['\\u0591-\\u05bd', '\\u05bf', '\\u05c1-\\u05c2', '\\u05c4-\\u05c5', '\\u05c7'],
  ...['\\u0610-\\u061a', '\\u064b-\\u065f', '\\u0670', '\\ufe00-\\ufe0f'],
];
const marks = new RegExp(markRanges.map((range) => `[${range}]`).join('|'), 'g');
/** Letters that no decomposition takes apart. */
const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
const beyondAscii = /[^\0-\x7f]/gu;
const memory = new Map<string, string>();

function foldCharacter(character: string): string {
  const known = memory.get(character);
  if (known !== undefined) return known;
  const plain = character.toLowerCase().normalize('NFKD').replace(marks, '').toLowerCase();
  const folded = Array.from(plain, (letter) => alike[letter] ?? letter).join('');
  memory.set(character, folded);
  return folded;
}

/**
 * Text for comparing: lower case, without accents. Each code point is folded by itself, so a piece folds as it does within
 * the whole; the length may change.
 */
export function fold(text: string): string {
  return text.replace(beyondAscii, foldCharacter).toLowerCase();
}

/** A folded text that knows where each of its units came from in the original. */
export interface FoldedText {
  folded: string;
  /** The place in the original of what stands at `from` to `to` in `folded`, widened to whole characters. */
  original(from: number, to: number): { from: number; to: number };
}

/** As `fold`, for the few texts that are shown: it keeps one number per unit. */
export function foldWithPlaces(text: string): FoldedText {
  const starts: number[] = [];
  let folded = '';
  let place = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let unit = 0; unit < piece.length; unit++) starts.push(place);
    folded += piece;
    place += character.length;
  }
  return {
    folded,
    original(from, to) {
      const last = starts[to - 1] ?? 0;
      let next = to;
      while (starts[next] === last) next++;
      return { from: starts[from] ?? text.length, to: starts[next] ?? text.length };
    },
  };
}
