import type { Json } from '../canonical-json.ts';
import { failure, success, type Result } from '../result.ts';
import { importLimits } from './importer.ts';

class Refused extends Error {}

const forbiddenKeys = ['__proto__', 'constructor', 'prototype'];
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * JSON (RFC 8259), read by hand so that every bound holds while reading: depth, the length of strings, the number of values.
 * Refuses what `JSON.parse` lets through: keys that stand twice, keys of prototypes, halves of characters.
 */
export function readJson(text: string): Result<Json, string> {
  try {
    return success(new Reader(text).document());
  } catch (problem) {
    if (problem instanceof Refused) return failure(problem.message);
    throw problem;
  }
}

class Reader {
  readonly #text: string;
  #place = 0;
  #values = 0;

  constructor(text: string) {
    this.#text = text.replace(/^\uFEFF/, '');
  }

  document(): Json {
    const value = this.#value(0);
    this.#space();
    if (this.#place < this.#text.length) this.#refuse('Something stands after its end.');
    return value;
  }

  #value(depth: number): Json {
    this.#space();
    this.#values += 1;
    if (this.#values > importLimits.values) this.#refuse('It holds too many values.');
    if (depth > importLimits.depth) this.#refuse('It is nested too deeply.');
    switch (this.#text[this.#place]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#word();
    }
  }

  #object(depth: number): Json {
    const members: Record<string, Json> = Object.create(null) as Record<string, Json>;
    this.#place += 1;
    if (this.#take('}')) return { ...members };
    do {
      this.#space();
      if (this.#text[this.#place] !== '"') this.#refuse('It is not well-formed.');
      const key = this.#string();
      if (forbiddenKeys.includes(key)) this.#refuse(`It has a key that could harm the program: “${key}”.`);
      if (key in members) this.#refuse(`The key “${key.slice(0, 40)}” stands in it twice.`);
      if (!this.#take(':')) this.#refuse('It is not well-formed.');
      members[key] = this.#value(depth + 1);
    } while (this.#take(','));
    if (!this.#take('}')) this.#refuse('It is not well-formed.');
    return { ...members };
  }

  #array(depth: number): Json {
    const values: Json[] = [];
    this.#place += 1;
    if (this.#take(']')) return values;
    do values.push(this.#value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#refuse('It is not well-formed.');
    return values;
  }

  #string(): string {
    let result = '';
    for (this.#place += 1; ; this.#place += 1) {
      const sign = this.#text[this.#place];
      if (sign === undefined || sign < ' ') return this.#refuse('It is not well-formed.');
      if (result.length > importLimits.string) return this.#refuse('A text in it is too long.');
      if (sign === '"') break;
      result += sign === '\\' ? this.#escape() : sign;
    }
    this.#place += 1;
    if (/\p{Surrogate}/u.test(result)) this.#refuse('A text in it has half a character.');
    return result;
  }

  #escape(): string {
    this.#place += 1;
    const sign = this.#text[this.#place] ?? '';
    if (sign !== 'u') return escapes[sign] ?? this.#refuse('It is not well-formed.');
    const code = this.#text.slice(this.#place + 1, this.#place + 5);
    if (!/^[0-9a-f]{4}$/i.test(code)) this.#refuse('It is not well-formed.');
    this.#place += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #word(): Json {
    const pattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = this.#place;
    const word = pattern.exec(this.#text)?.[0];
    if (word === undefined) return this.#refuse('It is not well-formed.');
    this.#place += word.length;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    const number = Number(word);
    if (!Number.isFinite(number)) this.#refuse('A number in it is too large.');
    return number;
  }

  #take(sign: string): boolean {
    this.#space();
    const isThere = this.#text[this.#place] === sign;
    if (isThere) this.#place += 1;
    return isThere;
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#place] ?? '')) this.#place += 1;
  }

  #refuse(sentence: string): never {
    throw new Refused(`This file cannot be used: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`);
  }
}
