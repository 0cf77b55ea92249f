import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Sha256 } from '../tap.ts';

/** What the ledger keeps of an input, in hex. The salt lies with the call: once that is deleted, nobody can guess the input. */
export const inputHash = (salt: string, input: Json, sha256: Sha256): string =>
  sha256(canonicalJson(wellFormed({ salt, input })));

/**
 * A model may write half of a surrogate pair, and canonical JSON knows none: it gives way to U+FFFD, as on the screen. A number
 * that is too large (`1e999`) becomes its name.
 */
export function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.replace(loneSurrogate, '\ufffd');
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map((part: Json) => wellFormed(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name.replace(loneSurrogate, '\ufffd'),
      part === undefined ? undefined : wellFormed(part),
    ]),
  );
}

const loneSurrogate = /\p{Surrogate}/gu;
