import type { ModelRecords } from '../domain/ports.ts';
import type { AssentDatabase } from './assent-database.ts';
import { guarded } from './failure.ts';
import { createLive } from './live.ts';

/** The models on this device, for all profiles. Oldest first. */
export function createModelStore({ database }: { database: AssentDatabase }): ModelRecords {
  const all = async () => (await database.models.toArray()).sort((one, other) => one.addedAt - other.addedAt);
  return {
    all: () => guarded(database, all),
    live: () => createLive(() => all),
    put: (model) => guarded(database, async () => void (await database.models.put(model))),
    remove: (id) => guarded(database, () => database.models.delete(id)),
  };
}
