import { wordsOf } from './words.ts';

/** Hashed features of a text: bucket to weight. */
export type Features = Map<number, number>;

/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    value ^= text.charCodeAt(place);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/**
 * Words, pairs of words and runs of 3 to 5 letters, hashed into `2 ** bits` buckets (Weinberger et al. 2009, "Feature
 * hashing"), each group with a length of 1. `field` keeps features of different texts apart; pass `into` to gather several.
 */
export function ngramFeatures(text: string, bits: number, field = '', into: Features = new Map()): Features {
  const words = wordsOf(text);
  const letters: string[] = [];
  for (const word of words) {
    const framed = `<${word}>`;
    for (let size = 3; size <= 5; size++) {
      for (let place = 0; place + size <= framed.length; place++)
        letters.push(framed.slice(place, place + size));
    }
  }
  const framed = ['^', ...words, '$'];
  const pairs = framed.slice(1).map((word, index) => `${framed[index]} ${word}`);
  addGroup(into, words, bits, `${field}w:`);
  addGroup(into, pairs, bits, `${field}p:`);
  addGroup(into, letters, bits, `${field}c:`);
  return into;
}

/** Named yes-or-no features beside the text: "has a cue", "is a question". */
export function flagFeatures(names: readonly string[], bits: number, into: Features): Features {
  for (const name of names) add(into, hash(`flag:${name}`) & (2 ** bits - 1), 1);
  return into;
}

function addGroup(into: Features, parts: readonly string[], bits: number, prefix: string): void {
  if (parts.length === 0) return;
  const weight = 1 / Math.sqrt(parts.length);
  for (const part of parts) add(into, hash(prefix + part) & (2 ** bits - 1), weight);
}

function add(into: Features, bucket: number, weight: number): void {
  into.set(bucket, (into.get(bucket) ?? 0) + weight);
}
