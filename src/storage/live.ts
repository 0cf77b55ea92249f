import { liveQuery } from 'dexie';
import type { Live } from '../domain/ports.ts';
import { StorageFailure } from '../domain/storage-failure.ts';
import { failureKind } from './failure.ts';

/**
 * A query that runs again whenever what it read has changed, in this tab or another.
 * `startQuery` is called once per subscriber, so a query may remember what it has read before.
 */
export function createLive<Value>(startQuery: () => () => PromiseLike<Value>): Live<Value> {
  return {
    subscribe(next, error) {
      const query = startQuery();
      const subscription = liveQuery(async () => await query()).subscribe({
        next,
        error: (problem: unknown) => error(new StorageFailure(failureKind(problem), problem)),
      });
      return () => subscription.unsubscribe();
    },
  };
}
