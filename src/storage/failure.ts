import { StorageFailure, type StorageFailureKind } from '../domain/storage-failure.ts';

/** Names of an error and of all that it wraps: Dexie's in `inner`, of a bulk call in `failures`, others in `cause`. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let current = error;
  while (typeof current === 'object' && current !== null && names.length < 8) {
    if ('name' in current && typeof current.name === 'string') names.push(current.name);
    if ('inner' in current) current = current.inner;
    else if ('failures' in current && Array.isArray(current.failures)) current = current.failures[0];
    else current = 'cause' in current ? current.cause : undefined;
  }
  return names;
}

/** A database that may have been closed, and why. */
export interface Closable {
  readonly closedFor: StorageFailureKind | undefined;
}

/** A full disk arrives as `AbortError` around `QuotaExceededError`, so the whole chain is looked at. */
export function failureKind(error: unknown, database?: Closable): StorageFailureKind {
  const names = namesOf(error);
  if (names.includes('QuotaExceededError')) return 'quota';
  if (names.includes('DatabaseClosedError')) return database?.closedFor ?? 'failed';
  return 'failed';
}

/** Runs one call of the database; what it rejects with is always a `StorageFailure`. */
export async function guarded<Value>(database: Closable, work: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StorageFailure ? error : new StorageFailure(failureKind(error, database), error);
  }
}
