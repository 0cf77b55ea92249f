/** One piece of JavaScript. `text` of a string or template is what it stands for, with its escapes undone. */
export interface ToolToken {
  kind: 'name' | 'string' | 'template' | 'comment' | 'regex' | 'number' | 'sign';
  text: string;
}

export interface ToolTokens {
  tokens: readonly ToolToken[];
  /** Something could not be told apart, or was written so that it cannot be read. */
  unclear: boolean;
  /** A name was written with `\u`. */
  escapedName: boolean;
}

/** Words after which a slash begins a regular expression. */
const beforeRegex = /^(?:return|typeof|case|do|else|in|of|instanceof|new|void|delete|throw|yield|await)$/;

/**
 * Takes the body of a tool apart, for screening alone: it understands what people write and says when it does not. What holds
 * a tool is its cage.
 */
export function tokensOf(body: string): ToolTokens {
  const reader = new Reader(body);
  reader.read(false);
  return { tokens: reader.tokens, unclear: reader.unclear, escapedName: reader.escapedName };
}

class Reader {
  readonly tokens: ToolToken[] = [];
  unclear = false;
  escapedName = false;
  readonly #text: string;
  #place = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Reads to the end, or to the brace that closes a template's `${`. */
  read(inTemplate: boolean): void {
    let open = 0;
    while (this.#place < this.#text.length) {
      if (inTemplate && open === 0 && this.#text[this.#place] === '}') return;
      if (this.#take(/\s+/y) !== undefined) continue;
      if (this.#comment() || this.#string() || this.#template() || this.#name() || this.#regex()) continue;
      const number = this.#take(/0[xob][\da-f_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?n?/iy);
      if (number !== undefined) {
        this.tokens.push({ kind: 'number', text: number });
        continue;
      }
      const sign = this.#take(/\?\.|=>|\.\.\.|[^]/y) ?? '';
      if (sign === '{') open += 1;
      if (sign === '}') open -= 1;
      this.tokens.push({ kind: 'sign', text: sign });
    }
    if (inTemplate) this.unclear = true;
  }

  #comment(): boolean {
    const found = this.#take(/\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/|<!--[^\n\r\u2028\u2029]*/y);
    if (found !== undefined) this.tokens.push({ kind: 'comment', text: found });
    return found !== undefined;
  }

  #string(): boolean {
    const found = this.#take(/"(?:\\[^]|[^"\\\n\r])*"|'(?:\\[^]|[^'\\\n\r])*'/y);
    if (found === undefined) return false;
    this.tokens.push({ kind: 'string', text: unescaped(found.slice(1, -1)) });
    return true;
  }

  #template(): boolean {
    if (this.#take(/`/y) === undefined) return false;
    while (this.#place < this.#text.length) {
      const part = this.#take(/(?:\\[^]|\$(?!\{)|[^\\$`])+/y);
      if (part !== undefined) this.tokens.push({ kind: 'template', text: unescaped(part) });
      if (this.#take(/`/y) !== undefined) return true;
      if (this.#take(/\$\{/y) === undefined) break;
      this.tokens.push({ kind: 'sign', text: '${' });
      this.read(true);
      this.#take(/\}/y);
      this.tokens.push({ kind: 'sign', text: '}$' });
    }
    this.unclear = true;
    return true;
  }

  #name(): boolean {
    const found = this.#take(
      /(?:[\p{ID_Start}$_#]|\\u(?:\{[^}]*\}|.{4}))(?:[\p{ID_Continue}$]|\\u(?:\{[^}]*\}|.{4}))*/uy,
    );
    if (found === undefined) return false;
    if (found.includes('\\')) this.escapedName = true;
    this.tokens.push({ kind: 'name', text: unescaped(found) });
    return true;
  }

  #regex(): boolean {
    if (this.#text[this.#place] !== '/') return false;
    const before = this.tokens.findLast(({ kind }) => kind !== 'comment');
    const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n\r])*\]|[^/\\[\n\r])+\/[a-z]*/y;
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return false;
    // After a bracket, only a parser knows whether this divides or is a regular expression.
    if (before !== undefined && [')', '}'].includes(before.text)) this.unclear = true;
    const isRegex =
      before === undefined ||
      (before.kind === 'sign' && ![')', ']', '}', '}$'].includes(before.text)) ||
      (before.kind === 'name' && beforeRegex.test(before.text));
    if (!isRegex) return false;
    this.#place += found.length;
    this.tokens.push({ kind: 'regex', text: found });
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#place;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#place += found.length;
    return found;
  }
}

const single: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '\r': '',
};

/** What escapes stand for: `\x65`, `\u0065`, `\u{65}`, `\145`, `\n`, and a line that goes on. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]+)\}|([0-7]{1,3})|(\r\n|[^]))/gi,
    (_all, hex?: string, four?: string, braced?: string, octal?: string, sign?: string) => {
      const code = hex ?? four ?? braced;
      if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      return sign === '\r\n' ? '' : (single[sign ?? ''] ?? sign ?? '');
    },
  );
}
