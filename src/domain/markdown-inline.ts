interface Opener {
  mark: string;
  at: number;
}

const marks = ['**', '__', '~~', '*', '_'] as const;

/** Closes emphasis, code and links that one paragraph leaves open at its end, because more of it is still to come. */
export function healInline(paragraph: string): string {
  const text = withoutHalfLink(paragraph);
  const openers = openMarks(text);
  let healed = text;
  for (const { mark, at } of openers.reverse()) {
    const inside = healed.slice(at + mark.length);
    if (inside.trim() === '') {
      healed = healed.slice(0, at).trimEnd();
      continue;
    }
    healed = withoutHalfMark(healed, mark).trimEnd() + mark;
  }
  return healed;
}

/** The address of a link that is not yet whole is left out: half an address leads nowhere. */
function withoutHalfLink(text: string): string {
  return text.replace(/!?\[([^[\]\n]*)\]\([^()\n]*$/, '$1');
}

/** `**bold*`: the last star is the first half of the end. */
function withoutHalfMark(text: string, mark: string): string {
  const half = mark.length === 2 ? mark.charAt(0) : '';
  return half !== '' && text.endsWith(half) && !text.endsWith(mark) ? text.slice(0, -1) : text;
}

/** The marks that are open at the end, outermost first. An open code span hides all that follows it. */
function openMarks(text: string): Opener[] {
  const open: Opener[] = [];
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 2;
      continue;
    }
    if (character === '`') {
      const run = /^`+/.exec(text.slice(at))?.[0] ?? '`';
      const end = closingRun(text, at + run.length, run);
      if (end === -1) return [...open, { mark: run, at }];
      at = end;
      continue;
    }
    const mark = marks.find((candidate) => text.startsWith(candidate, at));
    if (mark !== undefined) toggle(open, mark, text, at);
    at += mark?.length ?? 1;
  }
  return open;
}

function closingRun(text: string, from: number, run: string): number {
  for (let at = text.indexOf('`', from); at !== -1;) {
    const found = /^`+/.exec(text.slice(at))?.[0] ?? '`';
    if (found === run) return at + run.length;
    at = text.indexOf('`', at + found.length);
  }
  return -1;
}

function toggle(open: Opener[], mark: string, text: string, at: number): void {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + mark.length);
  const index = open.findLastIndex((opener) => opener.mark === mark);
  if (index !== -1 && /\S/.test(before)) {
    open.splice(index);
    return;
  }
  const insideWord = mark.startsWith('_') && /\w/.test(before);
  const opens = after === '' || /\S/.test(after);
  if (opens && !insideWord) open.push({ mark, at });
}
