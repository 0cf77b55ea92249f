import type { DiffPart } from '../../domain/learned/word-diff.ts';

/** Characters of unchanged text that are kept beside a change. */
const around = 60;

/** A difference with long unchanged runs cut down to what stands beside the changes. `…` marks what is left out. */
export function excerptOf(diff: readonly DiffPart[]): DiffPart[] {
  return diff.flatMap((part, place) => {
    if (part.kind !== 'same') return [part];
    const isFirst = place === 0;
    const isLast = place === diff.length - 1;
    if (isFirst && isLast) return [];
    const { text } = part;
    if (text.length <= around * (isFirst || isLast ? 1 : 2) + 1) return [part];
    const start = isFirst ? '' : beginningOf(text);
    const end = isLast ? '' : endOf(text);
    return [{ kind: 'same' as const, text: `${start}…${end}` }];
  });
}

/** Whole words, and no further than the end of a line. */
function beginningOf(text: string): string {
  const [line = ''] = text.slice(0, around).split(/(?<=\S[^\n]*)\n/);
  return line.length < around ? line : line.replace(/\S*$/, '');
}

function endOf(text: string): string {
  const line = text.slice(-around);
  const cut = line.indexOf('\n');
  if (cut !== -1 && line.slice(cut).trim() !== '') return line.slice(cut + 1);
  return line.replace(/^\S*/, '');
}
