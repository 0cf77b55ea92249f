import { canonicalJson, type Json } from '../canonical-json.ts';
import type { Sha256 } from '../tap.ts';
import type { LedgerEntry, LedgerFact, Version } from './ledger.ts';

/** What the first entry follows. */
export const beginning = '0'.repeat(64);

export interface Head {
  /** 0 before the first entry. */
  seq: number;
  hash: string;
}

export const noHead: Head = { seq: 0, hash: beginning };

/** What is known of an entry before it has its place. */
export type Unsealed = LedgerFact & Pick<LedgerEntry, 'at' | 'by' | 'tap'>;

/** The next link of the chain. */
export function seal(unsealed: Unsealed, head: Head, sha256: Sha256): LedgerEntry {
  const entry = { ...unsealed, seq: head.seq + 1, prev: head.hash };
  return { ...entry, hash: hashOf(entry, sha256) } as LedgerEntry;
}

/** The hash that an entry must have. */
export function entryHash({ hash: _hash, ...rest }: LedgerEntry, sha256: Sha256): string {
  return hashOf(rest, sha256);
}

export const versionHash = (version: Version, sha256: Sha256): string => hashOf(version, sha256);

/** SHA-256 of the canonical JSON of plain data. */
export const hashOf = (value: object, sha256: Sha256): string =>
  sha256(canonicalJson(value as unknown as Json));
