import { Marked, type Token } from 'marked';
import { mathBlock, mathInline } from './math-syntax.ts';

const marked = new Marked({ gfm: true, breaks: false, extensions: [] });
marked.use({ extensions: [mathBlock, mathInline] });

/** Nesting beyond this is an attack on the parser, not a text. */
const deepest = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){24,}/m;

/** The Markdown tokens of a text; text that the parser cannot take in comes back as one plain paragraph. */
export function lex(source: string): Token[] {
  if (deepest.test(source)) return plain(source);
  try {
    return marked.lexer(source);
  } catch {
    return plain(source);
  }
}

const plain = (text: string): Token[] => [
  { type: 'paragraph', raw: text, text, tokens: [{ type: 'escape', raw: text, text }] },
];
