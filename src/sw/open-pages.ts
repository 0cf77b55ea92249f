/**
 * Every page holds a lock that names its entry script for as long as it is open. While one of another version is open,
 * nothing of that version is deleted, so that its screens still load.
 */
const prefix = 'assent-page:';

/** Holds the lock of this page until it is closed. Where there are no locks, the page works all the same. */
export function holdPageLock(locks: Pick<LockManager, 'request'> | undefined, entryScript: string): void {
  locks
    ?.request(`${prefix}${entryScript}`, { mode: 'shared' }, () => new Promise(() => undefined))
    .catch(() => undefined);
}

/** Whether a page of another version is open. */
export async function isOtherVersionOpen(
  locks: LockManager,
  isOfThisVersion: (entryScript: string) => boolean,
): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name = '' }) => name.startsWith(prefix) && !isOfThisVersion(name.slice(prefix.length)));
}
