import { languages } from '../learned/slot-words.ts';
import { keyWords, ownWords, shortForms } from './spoken-words.ts';

/** A text as it was meant: lower case, slips and short forms set right, with a way back to the words typed. */
export interface Spoken {
  text: string;
  /** Where a range of `text` stands in the words typed. */
  typedRange(from: number, to: number): { from: number; to: number };
}

interface Place {
  from: number;
  to: number;
  typedFrom: number;
  typedTo: number;
}

const wordPattern = /[\p{L}\p{M}]+(?:['’`][\p{L}]+)*|\p{N}+|\n+|[^\s\p{L}\p{N}]/gu;
const rightWords = [...new Set([...keyWords, ...Object.keys(languages)])].filter((word) =>
  /^[a-z]{5,}$/.test(word),
);
const rightSet = new Set(rightWords);
const remembered = new Map<string, string>();

/** The text in normal words. Spaces are kept single, and line breaks are kept. */
export function spokenOf(typed: string): Spoken {
  const places: Place[] = [];
  let text = '';
  let end = 0;
  for (const match of typed.matchAll(wordPattern)) {
    const [word] = match;
    const typedTo = match.index + word.length;
    const normal = word.startsWith('\n') ? '\n' : normalWord(word);
    if (match.index > end && text !== '') text += ' ';
    places.push({ from: text.length, to: text.length + normal.length, typedFrom: match.index, typedTo });
    text += normal;
    end = typedTo;
  }
  return {
    text,
    typedRange(from, to) {
      const inside = places.filter((place) => place.to > from && place.from < to);
      return { from: inside[0]?.typedFrom ?? 0, to: inside.at(-1)?.typedTo ?? 0 };
    },
  };
}

function normalWord(typed: string): string {
  const word = typed.normalize('NFKC').toLowerCase().replaceAll(/[’`]/g, "'");
  if (Object.hasOwn(shortForms, word)) return shortForms[word] ?? word;
  if (word.length < 5 || ownWords.has(word) || rightSet.has(word) || !/^[a-z]+$/.test(word)) return word;
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const right = rightWords.find((candidate) => isOneSlip(word, candidate)) ?? word;
  if (remembered.size < 2000) remembered.set(word, right);
  return right;
}

/** Whether two words differ by one letter put in, left out, changed or swapped (Damerau 1964); the first letter counts as sure. */
function isOneSlip(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;
  const restA = a.slice(head, a.length - tail);
  const restB = b.slice(head, b.length - tail);
  // A plural is another word, not a slip.
  if (restA.length + restB.length === 1) return !/^[sd]$/.test(restA + restB) || head < a.length - 1;
  if (restA.length === 1 && restB.length === 1) return a.length > 5;
  return restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
