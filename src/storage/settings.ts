import type { SettingsStore } from '../domain/ports.ts';
import { defaultSettings, type Settings } from '../domain/settings.ts';
import type { AssentDatabase, SettingsRow } from './assent-database.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';

/** A setting that an older program did not know yet has its default. */
function rowToSettings(row: SettingsRow | undefined): Settings {
  if (!row) return { ...defaultSettings };
  const { profileId: _profileId, ...stored } = row;
  return { ...defaultSettings, ...stored };
}

/** The settings of one profile. */
export function createSettingsStore({
  database,
  profileId,
}: {
  database: AssentDatabase;
  profileId: string;
}): SettingsStore {
  const read = async () => rowToSettings(await database.settings.get(profileId));
  return {
    read: () => guarded(database, read),
    write: (change) =>
      guarded(database, () =>
        database.transaction('rw', database.settings, async () => {
          await database.settings.put({ ...(await read()), ...change, profileId });
        }),
      ),
    live: () => createLive(() => read),
  };
}
