import type { Json } from '../domain/canonical-json.ts';

/** Characters of JSON that a model gets of one reading. `resultText` cuts there as well, but in the middle of the data. */
export const readingLimit = 4_000;

const lengthOf = (value: Json): number => JSON.stringify(value).length;

/** The longest beginning of a text that takes at most `room` characters as JSON, its quotes not counted. */
export function textThatFits(text: string, room: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += lengthOf(character) - 2;
    if (used > room) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/** The first rows that together take at most `room` characters as JSON. */
export function rowsThatFit<Row extends Json>(rows: readonly Row[], room: number): Row[] {
  let used = 0;
  const end = rows.findIndex((row) => (used += lengthOf(row) + 1) > room);
  return rows.slice(0, end === -1 ? rows.length : end);
}

/** The note on an output that is not whole. */
export const truncatedNote = (isCut: boolean): { truncated?: true } => (isCut ? { truncated: true } : {});
