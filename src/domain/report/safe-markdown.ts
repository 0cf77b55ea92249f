/** Longer words of the person are cut, in characters; reasons of a kept record are not. */
const longestQuote = 240;

/** Words of the person in quotes, as `plain` writes them. `longest` in characters. */
export const quoted = (words: string, longest = longestQuote) =>
  `“${plain(words.replaceAll('“', '‘').replaceAll('”', '’'), longest)}”`;

/**
 * Words of others inside a line of Markdown: on one line, without hidden characters, and so that nothing of them is markup. What
 * programs turn into a link although it is escaped (GitHub's autolinks) stands as code.
 */
export function plain(words: string, longest = Infinity): string {
  const line = words
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(hidden, '')
    .trim();
  const signs = [...line];
  const shown = signs.length <= longest ? line : `${signs.slice(0, longest - 1).join('')}…`;
  return shown.replace(/[^\s|`]+|[|`]/gu, (part) => (autolinked.test(part) ? `\`${part}\`` : escaped(part)));
}

/** Controls, direction marks, zero-width and tag characters. Joiners that scripts need stay. */
const hidden = /\p{Cc}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

const autolinked = /:\/\/|www\.|@/i;

/** A reference like `&#60;` never acts as the sign that it names (CommonMark 0.31, 2.5). */
const escaped = (text: string): string =>
  text.replace(/[`*_~#]|[\\[\]<>&|$]/g, (sign) =>
    '`*_~#'.includes(sign) ? `\\${sign}` : `&#${sign.charCodeAt(0)};`,
  );

/** A list of at most so many lines, and how many more there are. */
export function listed(lines: readonly string[], most: number): string[] {
  const more = lines.length - most;
  return [...lines.slice(0, most).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}
