/**
 * Characters that change how text looks or reads without being seen: direction overrides and marks, zero-width
 * characters, tags, and controls other than tab and line feed.
 */
const unseen =
  /(?![\t\n])\p{Cc}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** Joiners belong inside emoji and inside the scripts that shape with them; anywhere else they only hide. */
const joiner = /[\u200C\u200D]/u;
const shaping =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}' +
  '\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}\\p{M}';
const strayJoiner = new RegExp(
  `(?<![\\p{Extended_Pictographic}\\p{Emoji_Modifier}${shaping}])[\\u200C\\u200D]|[\\u200C\\u200D](?![\\p{Extended_Pictographic}\\u2640\\u2642${shaping}])`,
  'gu',
);

/** Text without characters that deceive the eye. */
export function visibleText(text: string): string {
  const shown = text.replace(unseen, '');
  return joiner.test(shown) ? shown.replace(strayJoiner, '') : shown;
}

const named: Record<string, string> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', copy: '©', reg: '®', trade: '™', hellip: '…',
  mdash: '—', ndash: '–', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', times: '×', deg: '°', euro: '€', pound: '£',
  middot: '·', bull: '•', rarr: '→', larr: '←', le: '≤', ge: '≥', ne: '≠',
}; // prettier-ignore

/** Turns `&amp;` and `&#38;` into what they stand for. Unknown names stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name)] ?? whole;
    const code = decimal === undefined ? parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}
