import type { RunningHash } from './download-hash.ts';
import { readUpTo, type SyncAccess, writeAll } from './sync-file.ts';

/** One state of the hash is kept for each so many bytes: a part of a file can be told wrong, and fetched again, by itself. */
export const blockBytes = 8 * 2 ** 20;

/** The states of a file's hash at the end of each whole block, in a small file beside it. */
export interface Sums {
  readonly count: number;
  /** The state after `blocks` blocks. Undefined if it was not kept. */
  at(blocks: number): Uint8Array<ArrayBuffer> | undefined;
  append(state: Uint8Array<ArrayBuffer>): void;
  cut(count: number): void;
  close(): void;
}

/** `stateBytes` is the length of one state. Bytes that make no whole state are of a thread that was killed: they are cut off. */
export function createSums(access: SyncAccess, stateBytes: number): Sums {
  let count = Math.floor(access.getSize() / stateBytes);
  return {
    get count() {
      return count;
    },
    at(blocks) {
      if (blocks < 1 || blocks > count) return undefined;
      return readUpTo(access, (blocks - 1) * stateBytes, stateBytes);
    },
    append(state) {
      writeAll(access, state, count * stateBytes);
      count += 1;
    },
    cut(to) {
      count = Math.min(count, to);
      access.truncate(count * stateBytes);
    },
    close: () => access.close(),
  };
}

/** Whether two states stand for the same bytes. Their own bytes may differ: a state also holds what it no longer needs. */
export function isSameState(one: Uint8Array, other: Uint8Array, probe: RunningHash): boolean {
  probe.load(one);
  const hex = probe.hex();
  probe.load(other);
  return probe.hex() === hex;
}
