import type { TokenizerExtension, Tokens } from 'marked';

export interface MathToken extends Tokens.Generic {
  type: 'math';
  text: string;
  display: boolean;
}

const math = (raw: string, text: string, display: boolean): MathToken => ({
  type: 'math',
  raw,
  text: text.trim(),
  display,
});

/** `$$…$$` or `\[…\]` on lines of their own. */
export const mathBlock: TokenizerExtension = {
  name: 'mathBlock',
  level: 'block',
  start: (source) => indexOf(source, /(?:^|\n) {0,3}(?:\$\$|\\\[)/),
  tokenizer(source) {
    const match =
      /^ {0,3}\$\$([^$]+?)\$\$[ \t]*(?:\n+|$)/.exec(source) ??
      /^ {0,3}\\\[([^]+?)\\\][ \t]*(?:\n+|$)/.exec(source);
    return match ? math(match[0], match[1] ?? '', true) : undefined;
  },
};

/** `$…$`, `$$…$$`, `\(…\)` or `\[…\]` in a line. A dollar sign before a space, or closed before a digit, is money. */
export const mathInline: TokenizerExtension = {
  name: 'mathInline',
  level: 'inline',
  start: (source) => indexOf(source, /\$|\\[([]/),
  tokenizer(source) {
    const display = /^\$\$([^$]+?)\$\$/.exec(source) ?? /^\\\[((?:(?!\\\]|\n\n)[^])+)\\\]/.exec(source);
    if (display) return math(display[0], display[1] ?? '', true);
    const inline =
      /^\$(?![\s$])((?:\\.|[^$\\\n]){0,400}?)(?<!\s)\$(?![\d$])/.exec(source) ??
      /^\\\(((?:(?!\\\)|\n\n)[^])+)\\\)/.exec(source);
    return inline?.[1] ? math(inline[0], inline[1], false) : undefined;
  },
};

function indexOf(source: string, pattern: RegExp): number | undefined {
  const index = source.search(pattern);
  return index < 0 ? undefined : index;
}
