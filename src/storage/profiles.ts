import type { Clock, Ids } from '../domain/ports.ts';
import type { AssentDatabase, ProfileRow } from './assent-database.ts';

export interface ProfileDeps {
  database: AssentDatabase;
  now: Clock;
  newId: Ids;
}

/** The profile in use: the oldest one. */
export async function currentProfile(database: AssentDatabase): Promise<ProfileRow | undefined> {
  const rows = await database.profiles.toArray();
  return rows.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))[0];
}

/** The profile in use, made first where there is none. The transaction lets only one of two tabs make it. */
export function ensureProfile({ database, now, newId }: ProfileDeps): Promise<ProfileRow> {
  return database.transaction('rw', database.profiles, async () => {
    const known = await currentProfile(database);
    if (known) return known;
    const profile: ProfileRow = { id: newId(), name: 'Me', createdAt: now(), ready: false };
    await database.profiles.add(profile);
    return profile;
  });
}
