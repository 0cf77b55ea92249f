const longest = 48;
/** More than a title can need of a line, and little enough for any pattern below. */
const readOfLine = 400;
const readOfText = 4000;
const untitled = 'New conversation';

/** A title from the first message: its first line with words in it, without Markdown and addresses, cut at a word. */
export function titleOf(text: string): string {
  const lines = text
    .slice(0, readOfText)
    .split(/\r?\n/)
    .map((line) => plain(line.slice(0, readOfLine)));
  const line =
    lines.find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? lines.find((candidate) => candidate !== '');
  return line === undefined ? untitled : shortened(line);
}

function plain(line: string): string {
  return line
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\b(?:https?:\/\/|www\.)\S+/gi, '')
    .replace(/^\s*(?:(?:[>#]+|[-*+]|\d+[.)]|```+\w*|~~~+\w*)(?:\s+|$))+/, '')
    .replace(/[`*~|]+/g, '')
    .replace(/(^|\s)_+|_+(?=\s|$)/g, '$1')
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function shortened(line: string): string {
  const characters = [...line];
  if (characters.length <= longest) return line;
  const cut = characters.slice(0, longest - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  const end = lastSpace > longest / 2 ? lastSpace : cut.length;
  return `${cut.slice(0, end).replace(/[\s,;:.–—-]+$/, '')}…`;
}
