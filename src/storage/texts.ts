import type { Ids } from '../domain/ports.ts';
import type { TextRef } from '../domain/learned/state.ts';
import type { Sha256 } from '../domain/tap.ts';
import type { ProfileDatabase, TextRow } from './profile-database.ts';

/** The hash that a reference to a text must have. */
export const textHash = ({ salt, text }: Pick<TextRow, 'salt' | 'text'>, sha256: Sha256): string =>
  sha256(salt + text);

export interface Texts {
  /** Keeps a text and refers to it. Only inside a writing transaction. */
  put(text: string): Promise<TextRef>;
  /** The texts by id; what was forgotten is not among them. */
  read(refs: readonly (TextRef | undefined)[]): Promise<Map<string, string>>;
}

/** What people wrote and what was learned, apart from the ledger, so that it can be forgotten. */
export function createTexts({
  database,
  newId,
  sha256,
}: {
  database: ProfileDatabase;
  newId: Ids;
  sha256: Sha256;
}): Texts {
  return {
    async put(text) {
      const row: TextRow = { id: newId(), salt: newId(), text };
      await database.texts.add(row);
      return { id: row.id, hash: textHash(row, sha256) };
    },
    async read(refs) {
      const ids = [...new Set(refs.flatMap((ref) => (ref === undefined ? [] : [ref.id])))];
      const rows = await database.texts.bulkGet(ids);
      return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row.text] as const])));
    },
  };
}
