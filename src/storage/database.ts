import { Dexie, type DexieOptions } from 'dexie';
import type { StorageFailureKind } from '../domain/storage-failure.ts';

export type Durability = 'strict' | 'relaxed';

/** Why an open database closed by itself. */
export type ClosedReason = Extract<StorageFailureKind, 'superseded' | 'lost'>;

export interface DatabaseDeps {
  /** Called once if the database has to close: another tab upgrades or deletes it, or the browser drops it. */
  onClosed(reason: ClosedReason): void;
}

/** The stored database was written by a newer program. */
export class NewerDatabase extends Error {
  constructor(name: string) {
    super(`${name} was written by a newer version of this program`);
    this.name = 'NewerDatabase';
  }
}

/** Dexie answers a newer database by opening it without a version, and may patch it. Ours refuses instead. */
function refusingNewer(factory: IDBFactory) {
  return {
    open(name: string, version?: number) {
      if (version === undefined) throw new NewerDatabase(name);
      return factory.open(name, version);
    },
    deleteDatabase: (name: string) => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (first: unknown, second: unknown) => factory.cmp(first, second),
  };
}

const optionsFor = (durability: Durability): DexieOptions => ({
  chromeTransactionDurability: durability,
  cache: 'disabled',
  indexedDB: refusingNewer(globalThis.indexedDB),
  IDBKeyRange: globalThis.IDBKeyRange,
});

/**
 * A Dexie database that never reopens by itself once it lost its place: Dexie alone would go on writing with old code
 * after another tab's upgrade, and would make a new, empty database after an eviction.
 */
export abstract class GuardedDatabase extends Dexie {
  /** Why it refuses every call from now on. */
  closedFor: ClosedReason | undefined = undefined;

  constructor(name: string, durability: Durability, deps: DatabaseDeps) {
    super(name, optionsFor(durability));
    let told = false;
    const loseIt = (reason: ClosedReason) => {
      this.closeFor(reason);
      if (told) return;
      told = true;
      deps.onClosed(reason);
    };
    this.on('versionchange', () => {
      loseIt('superseded');
      return false;
    });
    this.on(
      'ready',
      () => {
        this.backendDB().addEventListener('close', () => loseIt('lost'));
      },
      true,
    );
  }

  /** Closes it for good without telling anybody. The first reason stays. */
  closeFor(reason: ClosedReason): void {
    this.closedFor ??= reason;
    this.close({ disableAutoOpen: true });
  }
}
