import type { ProvenanceRange, ProvenanceSource } from './conversation.ts';

/** `removed` characters at `from` give way to `inserted`. Without `source` the insertion was typed. */
export interface TextEdit {
  from: number;
  removed: number;
  inserted: string;
  source?: ProvenanceSource | undefined;
}

/** A short paste counts as typed: people paste a name or a word of their own. */
const longestTypedPaste = 200;

export function editText(text: string, edit: TextEdit): string {
  return text.slice(0, edit.from) + edit.inserted + text.slice(edit.from + edit.removed);
}

/** The ranges after an edit: sorted, merged, none of them empty. */
export function editRanges(ranges: readonly ProvenanceRange[], edit: TextEdit): ProvenanceRange[] {
  const end = edit.from + edit.removed;
  const shift = edit.inserted.length - edit.removed;
  const kept = ranges.flatMap((range): ProvenanceRange[] => [
    { ...range, to: Math.min(range.to, edit.from) },
    { ...range, from: Math.max(range.from, end) + shift, to: range.to + shift },
  ]);
  if (isForeign(edit))
    kept.push({ from: edit.from, to: edit.from + edit.inserted.length, source: edit.source });
  return merged(kept);
}

/** The smallest single edit that makes `after` of `before`. */
export function editBetween(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, removed: before.length - from - same, inserted: after.slice(from, after.length - same) };
}

function isForeign(edit: TextEdit): edit is TextEdit & { source: ProvenanceSource } {
  if (edit.source === undefined || edit.inserted === '') return false;
  return edit.source !== 'pasted' || edit.inserted.length > longestTypedPaste;
}

function merged(ranges: readonly ProvenanceRange[]): ProvenanceRange[] {
  const result: ProvenanceRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    if (range.to <= range.from) continue;
    const last = result.at(-1);
    if (last?.to === range.from && last.source === range.source) last.to = range.to;
    else result.push({ ...range });
  }
  return result;
}
