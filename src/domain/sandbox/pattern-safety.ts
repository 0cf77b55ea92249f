/** In characters, and in open repeats. */
const most = { pattern: 200, repeats: 3 };

/**
 * One sentence for the person if a pattern cannot be used; undefined if it can. Refuses what could run for ages: a repeat
 * around a repeat or a choice, many open repeats, and references back. A text to match is short, so that a few open repeats
 * side by side do no harm.
 */
export function problemOfPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'Type a pattern.';
  if (pattern.length > most.pattern) return `A pattern has at most ${most.pattern} characters.`;
  try {
    new RegExp(pattern, 'iu');
  } catch {
    return 'This pattern is not a valid regular expression.';
  }
  const groups: { varies: boolean }[] = [{ varies: false }];
  let closed: { varies: boolean } | undefined;
  let open = 0;
  let atom = '';
  let before: string | undefined;
  let last: string | undefined;
  const tokens =
    /\\k<|\\[1-9]|\\(?:[pPu]\{[^}]*\}|.)|\[(?:\\.|[^\]])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\)|\||(?:[*+?]|\{(\d+)(,)?(\d*)\})\??|[\s\S]/gsu;
  for (const [token, from, comma, to] of pattern.matchAll(tokens)) {
    const group = groups.at(-1) ?? { varies: false };
    if (/^\\(?:k<|[1-9])/.test(token)) return 'A pattern cannot refer back to an earlier part of itself.';
    const isRepeat = from !== undefined || /^[*+?]/.test(token);
    if (isRepeat) {
      const isOpen = /^[*+]/.test(token) || (comma !== undefined && to === '');
      const isFixed = from !== undefined && comma === undefined;
      if (closed?.varies && !token.startsWith('?'))
        return 'This pattern repeats a part that itself repeats, which can take for ever.';
      if (isOpen) {
        if (
          before !== undefined &&
          [before, atom].some((one) => one === '.' || one === '[\\s\\S]' || before === atom)
        )
          return 'This pattern repeats the same thing twice in a row, which can take for ever.';
        open += 1;
        last = atom;
      }
      if (!isFixed) group.varies = true;
    } else if (token === '|') group.varies = true;
    else if (token.startsWith('(')) groups.push({ varies: false });
    if (!isRepeat) [atom, before, last] = [token, last, undefined];
    closed = undefined;
    if (token === ')') {
      closed = groups.pop();
      if (closed?.varies) (groups.at(-1) ?? group).varies = true;
    }
  }
  return open > most.repeats
    ? `A pattern has at most ${most.repeats} open repeats, like * and +.`
    : undefined;
}
