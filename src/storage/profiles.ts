import type { Clock, Ids } from '../domain/ports.ts';
import { cleanName, profileNameProblem, type Profile, type ProfileStore } from '../domain/profiles.ts';
import { failure, success } from '../domain/result.ts';
import type { AssentDatabase, ProfileRow } from './assent-database.ts';
import type { DraftsDatabase } from './drafts.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';
import { profileDatabaseName } from './profile-database.ts';

export interface ProfileDeps {
  database: AssentDatabase;
  now: Clock;
  newId: Ids;
}

export interface ProfileStoreDeps extends ProfileDeps {
  drafts: DraftsDatabase;
  /** Deletes the workspace of a profile. */
  removeFiles(profileId: string): Promise<void>;
  /** The profile that this page has open. */
  currentId: string;
  /** How long another tab may hold a database that is to be deleted. In milliseconds. */
  patienceMs?: number;
}

const patience = 5000;
const byAge = (one: ProfileRow, other: ProfileRow) =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
const rowToProfile = ({ id, name, createdAt }: ProfileRow): Profile => ({ id, name, createdAt });

/** Oldest first, without those that are being deleted. */
const present = async ({ profiles }: AssentDatabase): Promise<ProfileRow[]> =>
  (await profiles.toArray()).filter(({ removing }) => removing !== true).sort(byAge);

/** The profile in use: the one that was switched to last, or else the oldest. */
export async function currentProfile(database: AssentDatabase): Promise<ProfileRow | undefined> {
  const rows = await present(database);
  return rows.reduce<ProfileRow | undefined>(
    (best, row) => (best === undefined || (row.lastUsedAt ?? 0) > (best.lastUsedAt ?? 0) ? row : best),
    undefined,
  );
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

/** Profiles as a person sees them. What a switch means is only seen when the page is loaded again. */
export function createProfileStore(deps: ProfileStoreDeps): ProfileStore {
  const { database, currentId, now, newId } = deps;
  const { profiles } = database;
  const change = <Value>(work: () => Promise<Value>) =>
    guarded(database, () => database.transaction('rw', profiles, work));
  const gone = failure('This profile is not on this device any more.');
  /** Newer than every other, also where the clock was set back. */
  const nextUse = (rows: readonly ProfileRow[]) =>
    rows.reduce((latest, { lastUsedAt = 0 }) => Math.max(latest, lastUsedAt + 1), now());
  return {
    currentId,
    live: () => createLive(() => async () => (await present(database)).map(rowToProfile)),
    create: (name) =>
      change(async () => {
        const rows = await present(database);
        const problem = profileNameProblem(
          name,
          rows.map((row) => row.name),
        );
        if (problem !== undefined) return failure(problem);
        const row: ProfileRow = {
          id: newId(),
          name: cleanName(name),
          createdAt: now(),
          ready: false,
          lastUsedAt: nextUse(rows),
        };
        await profiles.add(row);
        return success(rowToProfile(row));
      }),
    rename: (id, name) =>
      change(async () => {
        const rows = await present(database);
        if (!rows.some((row) => row.id === id)) return gone;
        const others = rows.filter((row) => row.id !== id).map((row) => row.name);
        const problem = profileNameProblem(name, others);
        if (problem !== undefined) return failure(problem);
        await profiles.update(id, { name: cleanName(name) });
        return success(undefined);
      }),
    use: (id) =>
      change(async () => {
        const rows = await present(database);
        if (!rows.some((row) => row.id === id)) return gone;
        await profiles.update(id, { lastUsedAt: nextUse(rows) });
        return success(undefined);
      }),
    async remove(id) {
      if (id === currentId) return failure('This profile is in use. Switch to another one first.');
      const marked = await change(async () => {
        const rows = await present(database);
        const row = rows.find((one) => one.id === id);
        if (row === undefined) return gone;
        // Two tabs, each on the other's profile, must not leave nobody.
        if (rows.length === 1) return failure('This is the only profile. It cannot be deleted.');
        await profiles.update(id, { removing: true });
        return success(row);
      });
      if (!marked.ok) return marked;
      if (await erase(deps, id)) return success(undefined);
      return failure(
        `“${marked.value.name}” is open in another tab that does not answer. Close that tab: what is left is deleted at the next start.`,
      );
    },
  };
}

/** Finishes what a killed tab, or one that held on, left of a deletion. */
export async function finishRemovals(deps: Omit<ProfileStoreDeps, 'currentId'>): Promise<void> {
  const rows = await deps.database.profiles.toArray();
  for (const { id, removing } of rows) if (removing === true) await erase(deps, id);
}

/** True once nothing of the profile is left. Its row goes last: it remembers what is still to be done. */
async function erase(
  { database, drafts, removeFiles, patienceMs = patience }: Omit<ProfileStoreDeps, 'currentId'>,
  id: string,
): Promise<boolean> {
  if (!(await deleteDatabase(profileDatabaseName(id), patienceMs))) return false;
  await removeFiles(id);
  await guarded(drafts, () => drafts.drafts.where('[profileId+key]').between([id], [id, []]).delete());
  await guarded(database, () =>
    database.transaction('rw', database.profiles, database.settings, async () => {
      await database.settings.delete(id);
      await database.profiles.delete(id);
    }),
  );
  return true;
}

/** Other tabs close it when they are told. False if one did not for too long; it goes as soon as that one is closed. */
function deleteDatabase(name: string, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = globalThis.indexedDB.deleteDatabase(name);
    const timer = setTimeout(() => resolve(false), patienceMs);
    const settle = (isGone: boolean) => {
      clearTimeout(timer);
      resolve(isGone);
    };
    request.onsuccess = () => settle(true);
    request.onerror = () => settle(false);
  });
}
