import type { Table } from 'dexie';
import type { Draft } from '../domain/conversation.ts';
import type { DraftStore } from '../domain/ports.ts';
import { GuardedDatabase, type DatabaseDeps } from './database.ts';
import { guarded } from './failure.ts';

type DraftRow = Draft & { profileId: string };

/** Relaxed: a draft is written on every pause in typing and may be lost in a power cut. */
export class DraftsDatabase extends GuardedDatabase {
  declare readonly drafts: Table<DraftRow, [string, string]>;

  constructor(deps: DatabaseDeps) {
    super('assent-drafts', 'relaxed', deps);
    this.version(1).stores({ drafts: '[profileId+key]' });
  }
}

/** The drafts of one profile. */
export function createDraftStore({
  database,
  profileId,
}: {
  database: DraftsDatabase;
  profileId: string;
}): DraftStore {
  return {
    read: (key) =>
      guarded(database, async () => {
        const row = await database.drafts.get([profileId, key]);
        return row && { key: row.key, text: row.text, provenance: row.provenance };
      }),
    write: ({ key, text, provenance }) =>
      guarded(database, async () => {
        if (text === '') await database.drafts.delete([profileId, key]);
        else await database.drafts.put({ profileId, key, text, provenance });
      }),
  };
}
