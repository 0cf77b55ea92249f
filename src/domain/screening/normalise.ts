import { base64ToBytes } from '../text/base64.ts';
import { foldFigures, foldLookAlikes } from './confusables.ts';
import type { Finding } from './report.ts';

export interface Normalised {
  /** What is shown and kept: without invisible characters. */
  text: string;
  /** What the layers read: look-alikes folded, one form of quotes and spaces. */
  plain: string;
  /** Other readings: what was encoded in it, and letters that were spaced out. */
  hidden: readonly string[];
  findings: readonly Finding[];
}

/** Zero-width, bidirectional, tag, variation and other invisible characters. */
const invisible =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|\u034F|[\u17B4-\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0D]|[\u{E0000}-\u{E0FFF}]|[\u{1D173}-\u{1D17A}]|(?![\n\t])\p{Cc}/gu;

const longest = 200;
const mostSentences = 2;

/** Layer 1. A text that is too long, or that hides something, is blocked here. */
export function normalise(raw: string): Normalised {
  const text = raw.replace(invisible, '').normalize('NFKC').replace(/\s+/gu, ' ').trim();
  const plain = foldFigures(foldLookAlikes(stripMarks(text)))
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[“”«»]/g, '"');
  const tags = tagText(raw);
  const hidden = [...decoded(plain), ...(tags === '' ? [] : [tags]), ...unspaced(plain)];
  const findings: Finding[] = [];
  if (/\p{Cs}/u.test(raw) || text === '')
    findings.push(block('This text cannot be read.', 'Write it again in plain letters.'));
  if (tags !== '')
    findings.push(block('It carries a hidden text that you would not see.', 'Write the rule again by hand.'));
  if ([...text].length > longest)
    findings.push(block(`It is longer than ${longest} characters.`, 'Say it in one short sentence.'));
  else if (sentencesIn(text) > mostSentences)
    findings.push(
      block('It has more than two sentences.', 'Make a rule of each, or say it in one sentence.'),
    );
  return { text, plain, hidden, findings };
}

/** Diacritics that were piled on to break up words; ordinary accents stay. */
const stripMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}{2,}/gu, '')
    .normalize('NFC');

/** Unicode tag characters spell ASCII that no screen shows. */
function tagText(raw: string): string {
  return [...raw]
    .map((letter) => letter.codePointAt(0) ?? 0)
    .filter((code) => code >= 0xe0020 && code <= 0xe007e)
    .map((code) => String.fromCodePoint(code - 0xe0000))
    .join('');
}

export const sentencesIn = (text: string): number =>
  text
    .replaceAll(/\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|St|No|a\.m|p\.m)\./gi, ' ')
    .split(/[.!?]+(?=\s+\p{Lu}|\s*$)/u)
    .filter((part) => /\p{L}/u.test(part)).length;

/** Words and phrases that were encoded: base64, hexadecimal, percent signs. */
function decoded(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)) {
    const bytes = base64ToBytes(run);
    if (bytes) found.push(readable(bytes));
  }
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}[ :]?){8,}/gi)) {
    const pairs = run.match(/[0-9a-f]{2}/gi) ?? [];
    found.push(readable(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))));
  }
  if (/(?:%[0-9a-f]{2}){4,}/i.test(text)) {
    const pairs = text.replace(/%([0-9a-f]{2})/gi, (_all, pair: string) =>
      String.fromCharCode(Number.parseInt(pair, 16)),
    );
    found.push(pairs);
  }
  return found.filter((words) => words !== '');
}

/** The bytes as text, if most of it is letters and spaces. */
function readable(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes);
  const letters = text.match(/[a-z ]/gi)?.length ?? 0;
  return letters >= 6 && letters / text.length > 0.8 ? text : '';
}

/** "d e l e t e" and "d-e-l-e-t-e". */
function unspaced(text: string): string[] {
  const runs = [...text.matchAll(/\b\p{L}(?:[ .·*_-]\p{L}){3,}\b/gu)];
  return runs.length === 0
    ? []
    : [runs.reduce((whole, [run]) => whole.replace(run, run.replaceAll(/[ .·*_-]/g, '')), text)];
}

const block = (sentence: string, remedy: string): Finding => ({
  layer: 'normalise',
  severity: 'block',
  words: [],
  sentence,
  remedy,
});
