import type { Table } from 'dexie';
import type { InstalledModel } from '../domain/model.ts';
import type { Settings } from '../domain/settings.ts';
import { GuardedDatabase, type DatabaseDeps } from './database.ts';

export interface ProfileRow {
  id: string;
  name: string;
  createdAt: number;
  /** True once the profile's own database was made: if that is missing later, it was lost. */
  ready: boolean;
  /** When it was last switched to. The newest is the one in use; a row of an older program has none. */
  lastUsedAt?: number;
  /** It is being deleted: shown nowhere, and finished at the next start if this was cut short. */
  removing?: true;
}

export type SettingsRow = Settings & { profileId: string };

/** What all profiles share: who they are, their settings, and the models on this device. */
export class AssentDatabase extends GuardedDatabase {
  declare readonly profiles: Table<ProfileRow, string>;
  declare readonly settings: Table<SettingsRow, string>;
  declare readonly models: Table<InstalledModel, string>;

  constructor(deps: DatabaseDeps) {
    super('assent', 'strict', deps);
    this.version(1).stores({ profiles: 'id', settings: 'profileId', models: 'id' });
  }
}
