import type { ToolToken, ToolTokens } from './tool-tokens.ts';

export interface GrantUse {
  /** The grants that the body uses. */
  used: ReadonlySet<string>;
  /** `granted` is handed on whole, so nobody can say which are used. */
  whole: boolean;
}

/** What a body uses of `granted`: `granted.clock`, `granted['clock']`, `const {clock} = granted`; and `Math.random`, which works by its grant. */
export function grantUse({ tokens }: ToolTokens): GrantUse {
  const code = tokens.filter(({ kind }) => kind !== 'comment');
  const used = new Set<string>();
  let whole = false;
  for (const [place, { kind, text }] of code.entries()) {
    if (kind !== 'name') continue;
    const next = code[place + 1];
    const after = code[place + 2];
    if (text === 'Math' && isMember(next) && after?.text === 'random') used.add('random');
    if (text !== 'granted' || isMember(code[place - 1])) continue;
    if (isMember(next) && after?.kind === 'name') used.add(after.text);
    else if (next?.text === '[' && after?.kind === 'string') used.add(after.text);
    else {
      const names = destructured(code, place);
      if (names === undefined) whole = true;
      else for (const name of names) used.add(name);
    }
  }
  return { used, whole };
}

const isMember = (token: ToolToken | undefined): boolean =>
  token?.kind === 'sign' && (token.text === '.' || token.text === '?.');

/** The names in `{clock, random: chance} = granted`; undefined where it is something else. */
function destructured(code: readonly ToolToken[], place: number): string[] | undefined {
  if (code[place - 1]?.text !== '=' || code[place - 2]?.text !== '}') return undefined;
  const names: string[] = [];
  let open = 1;
  let start = place - 3;
  for (; start >= 0 && open > 0; start--) {
    const token = code[start];
    if (token?.kind === 'sign' && token.text === '}') open += 1;
    if (token?.kind === 'sign' && token.text === '{') open -= 1;
    if (token?.text === '...') return undefined;
    if (open === 1 && token?.kind === 'name' && ['{', ','].includes(code[start - 1]?.text ?? ''))
      names.push(token.text);
  }
  return open === 0 ? names : undefined;
}
