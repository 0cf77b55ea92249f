/** A run of words that two texts share, or that only one of them has. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/**
 * The difference of two texts, word by word, by their longest common subsequence (Wagner and Fischer 1974). The parts that
 * are not `added` make `before` again, those that are not `removed` make `after`. Takes |before| × |after| steps in words.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const one = before.match(/\s+|[^\s]+/g) ?? [];
  const other = after.match(/\s+|[^\s]+/g) ?? [];
  const lengths = commonLengths(one, other);
  const parts: DiffPart[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length || right < other.length) {
    const removed = one[left];
    const added = other[right];
    if (removed !== undefined && removed === added) {
      push(parts, 'same', removed);
      left++;
      right++;
    } else if (
      added === undefined ||
      (removed !== undefined && at(lengths, left + 1, right) >= at(lengths, left, right + 1))
    ) {
      push(parts, 'removed', removed ?? '');
      left++;
    } else {
      push(parts, 'added', added);
      right++;
    }
  }
  return parts;
}

/** How many words the rests of both texts share, from each pair of places on. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
  for (let left = one.length - 1; left >= 0; left--) {
    for (let right = other.length - 1; right >= 0; right--) {
      const longest =
        one[left] === other[right]
          ? at(rows, left + 1, right + 1) + 1
          : Math.max(at(rows, left + 1, right), at(rows, left, right + 1));
      const row = rows[left];
      if (row) row[right] = longest;
    }
  }
  return rows;
}

const at = (rows: readonly Uint16Array[], left: number, right: number): number => rows[left]?.[right] ?? 0;

function push(parts: DiffPart[], kind: DiffPart['kind'], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}
