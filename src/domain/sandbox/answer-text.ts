/** What `countOf` can count. */
export type CountedUnit = 'words' | 'sentences' | 'bullets';

const fences = /^[ \t]*(?:```|~~~).*$/gm;
const listMark = String.raw`(?:[-*+–](?=[ \t])|[•◦▪‣·●○]|\(?\d{1,3}[.)](?=[ \t*_]))`;
const listLine = new RegExp(String.raw`^[ \t]*(?:>[ \t]*)?(?:\*\*|__)?${listMark}[ \t*_]*[^\s*_-]`, 'u');

/** Case, spaces and typographic variants of signs folded. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/[\u200B\uFEFF\u00AD]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Without the signs of Markdown and the marks of a list. */
export const withoutMarks = (text: string): string =>
  text
    .replace(fences, '')
    .replace(/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, '')
    .replace(/^[ \t]*(?:>[ \t]*)*(?:#{1,6}[ \t]+)?/gm, '')
    .replace(new RegExp(`^(?:\\*\\*|__)?${listMark}[ \\t]*`, 'gmu'), '')
    .replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/(?<!\d[ \t]?)\*+|\*+(?!\d|[ \t]\d)|~~|`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');

/** Scripts that put no spaces between words, or join endings to them. */
const joined = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Lao}]`;

/**
 * Whether a text stands in another, folded. Whole words where the text begins or ends with one; a plural "s" may follow a word
 * of four letters or more.
 */
export function stands(text: string, within: string, at?: 'start' | 'end'): boolean {
  const wanted = fold(text);
  const edge = (sign: string) =>
    new RegExp(joined, 'u').test(sign)
      ? 'none'
      : /\p{L}|\p{M}/u.test(sign)
        ? 'letter'
        : /\d/.test(sign)
          ? 'digit'
          : 'none';
  const before = { letter: String.raw`(?<![\p{L}\p{M}])`, digit: String.raw`(?<!\d|\d[.,])`, none: '' };
  const plural = /\p{L}{4}$/u.test(wanted) ? "(?:'?s)?" : "(?:'s)?";
  const after = {
    letter: String.raw`${plural}(?!'?[\p{L}\p{M}])`,
    digit: String.raw`(?!\d|[.,]\d)`,
    none: '',
  };
  const signs = [...wanted];
  const body = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const whole = `${before[edge(signs[0] ?? '')]}${body}${after[edge(signs.at(-1) ?? '')]}`;
  const framed =
    at === 'start' ? `^["'([¡¿]*${whole}` : at === 'end' ? String.raw`${whole}[\s.!?…"')\]]*$` : whole;
  const pattern = new RegExp(framed, 'u');
  return pattern.test(fold(withoutMarks(within))) || pattern.test(fold(within));
}

/** Whether a text is valid JSON, in a code block or not. */
export function isJson(text: string): boolean {
  const inner = /^(```|~~~)[\w-]*\s*([\s\S]*?)\s*\1$/.exec(text.trim())?.[2] ?? text;
  try {
    JSON.parse(inner);
    return true;
  } catch {
    return false;
  }
}

/** How many of a unit an answer has, as a person counts: a list's numbers are no words, a heading is no sentence. */
export function countOf(unit: CountedUnit, text: string): number {
  switch (unit) {
    case 'words':
      return wordsOf(text).length;
    case 'sentences':
      return sentencesOf(text).length;
    case 'bullets':
      return text
        .replace(/^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm, '')
        .split('\n')
        .filter((line) => listLine.test(line)).length;
  }
}

const wordsOf = (text: string): string[] =>
  fold(withoutMarks(text)).match(
    /\p{sc=Han}|[\p{sc=Hiragana}\p{sc=Katakana}]+|[\p{L}\p{M}\p{N}]+(?:['.,:@/_&-]+[\p{L}\p{M}\p{N}]+)*/gu,
  ) ?? [];

/** The sentences of an answer. A line is one too, unless it ends in a colon or goes on in lower case. */
export function sentencesOf(text: string): string[] {
  return withoutMarks(text.replace(/^[ \t]*#{1,6}[ \t].*$/gm, ''))
    .replace(/:[ \t]*\n+/g, ': ')
    .replace(/\n(?=[ \t]*\p{Ll})/gu, ' ')
    .replace(/\b(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e)\.(?=\s)|\b\p{Lu}\.(?=\s\p{Lu})/giu, (found) =>
      found.slice(0, -1),
    )
    .replace(/([.!?…।؟۔]["'”’»)\]]*)\s+(?!\s|\p{Ll})/gu, '$1\n')
    .replace(/[。！？]+["'”’」』]*/gu, '$&\n')
    .split(/\n+/)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Whether the same line, or the same eight words, come more than four times. Short lines of code may come again. */
export function isRunaway(text: string): boolean {
  const lines = text.split('\n').map(fold);
  const isCode = text.includes('```');
  const whole = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) && !(isCode && line.split(' ').length < 3));
  const words = wordsOf(text.replace(/```[\s\S]*?(?:```|$)/g, ''));
  const runs = words.slice(7).map((_word, place) => words.slice(place, place + 8).join(' '));
  return [whole, runs].some((parts) => {
    const times = new Map<string, number>();
    return parts.some((part) => {
      times.set(part, (times.get(part) ?? 0) + 1);
      return (times.get(part) ?? 0) > 4;
    });
  });
}
