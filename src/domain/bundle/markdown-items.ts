import { scopeOf } from '../noticing/scope-of.ts';
import { importLimits } from './importer.ts';
import type { FileItem } from './preview.ts';

export interface MarkdownItems {
  items: FileItem[];
  notes: string[];
}

const bullet = /^\s{0,6}(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.+)$/u;
const dated = /^\s*\[?\d{4}-\d\d-\d\d\]?\s*[-–:.]*\s*(.+)$/u;

/**
 * Bullets, numbered and dated lines of a Markdown file or a pasted list. Headings, prose, frontmatter, fences and comments are
 * no items; a comment that stands inside a bullet takes the whole bullet with it, since it cannot be seen.
 */
export function markdownItems(text: string): MarkdownItems {
  const notes: string[] = [];
  const body = withoutComments(withoutFences(withoutFrontmatter(text.replaceAll('\r\n', '\n'))), notes);
  const lines = body.split('\n');
  const listed = lines.flatMap((line) => {
    const words = dated.exec(line)?.[1] ?? bullet.exec(line)?.[1];
    return words === undefined ? [] : [words.replace(/^[-*•–]\s+/u, '')];
  });
  // A pasted list without bullets: every line is meant.
  const isPlainList = listed.length === 0 && lines.every((line) => !/^#{1,6}\s/.test(line));
  const plain = isPlainList ? lines.filter((line) => line.trim() !== '' && line.length <= 300) : [];
  const all = (listed.length > 0 ? listed : plain).map(cleaned).filter((words) => /\p{L}{2}/u.test(words));
  if (all.length > importLimits.items) notes.push(`Only the first ${importLimits.items} lines were read.`);
  return { items: all.slice(0, importLimits.items).map(itemOf), notes };
}

const withoutFrontmatter = (text: string) => text.replace(/^\uFEFF?---\n[\s\S]*?\n---(?:\n|$)/, '');
const withoutFences = (text: string) =>
  text.replace(/^(\s*)(```+|~~~+)[^\n]*\n[\s\S]*?(?:^\s*\2[`~]*\s*$|$(?![\s\S]))/gm, '');

function withoutComments(text: string, notes: string[]): string {
  if (!/<!--/.test(text)) return text;
  notes.push('Comments, which a reader of the file does not see, were left out.');
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
}

/** Emphasis, code marks and links as their words. */
const cleaned = (words: string): string =>
  words
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replace(/\s+/gu, ' ')
    .trim();

const aboutPerson =
  /^(?:(?:the )?user |i |he |she |they )?(?:prefers?|likes?|loves?|wants?|hates?|dislikes?|enjoys?|is|has|lives?|works?|speaks?|uses?|goes by|would like)\b/i;

/** What is said of the person is a preference; what is asked of an assistant is a rule. */
function itemOf(text: string): FileItem {
  if (aboutPerson.test(text)) return { kind: 'preference', scope: 'always', slot: 'free', text };
  const scope = scopeOf(text);
  return { kind: 'rule', scope: scope === 'code' ? 'code' : 'always', text };
}
