import { foldWithPlaces } from './fold.ts';

const before = 40;
const longest = 160;

export interface Snippet {
  snippet: string;
  match: { from: number; to: number };
}

/** Where the query stands in a text, as written there: the whole phrase if it occurs, else the first of its words. */
export function findMatch(text: string, words: readonly string[]): { from: number; to: number } | undefined {
  const { folded, original } = foldWithPlaces(text);
  const phrase = words.join(' ');
  const needle = folded.includes(phrase) ? phrase : words[0];
  if (!needle) return undefined;
  const at = folded.indexOf(needle);
  return at === -1 ? undefined : original(at, at + needle.length);
}

/** One line of text around the match. `words` are folded. Undefined if the text does not hold them. */
export function snippetOf(text: string, words: readonly string[]): Snippet | undefined {
  const match = findMatch(text, words);
  if (!match) return undefined;
  const from = wordStart(text, match.from - before, match.from);
  const to = wordEnd(text, Math.max(from + longest, match.to), match.to);
  const lead = from > 0 ? '…' : '';
  const snippet = lead + text.slice(from, to).replace(/\s/g, ' ') + (to < text.length ? '…' : '');
  const shift = lead.length - from;
  return { snippet, match: { from: match.from + shift, to: match.to + shift } };
}

/** The first start of a word from `from` on; in a text without spaces, the next whole character. */
function wordStart(text: string, from: number, latest: number): number {
  if (from <= 0) return 0;
  const space = text.slice(from, latest).search(/\s/);
  return space === -1 ? wholeCharacter(text, from) : from + space + 1;
}

/** The last end of a word up to `to`; in a text without spaces, the next whole character. */
function wordEnd(text: string, to: number, earliest: number): number {
  if (to >= text.length) return text.length;
  for (let place = to; place > earliest; place--) {
    if (/\s/.test(text.charAt(place))) return place;
  }
  return wholeCharacter(text, to);
}

/** `place`, or one further where it would cut a surrogate pair in two. */
function wholeCharacter(text: string, place: number): number {
  const inside = /[\ud800-\udbff]/.test(text.charAt(place - 1)) && /[\udc00-\udfff]/.test(text.charAt(place));
  return inside ? place + 1 : place;
}
