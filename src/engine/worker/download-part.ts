import { sumsEnding, unfinished } from './download-files.ts';
import { createHash, type ExpectedHash, type RunningHash } from './download-hash.ts';
import { blockBytes, createSums, type Sums } from './download-sums.ts';
import { openFile, readUpTo, type SyncAccess, writeAll } from './sync-file.ts';

/** After so many bytes what was written is brought safely to the disk. */
const flushEvery = 2 ** 20;
/** As much of the end may not be on the disk if the power failed; of what this thread wrote itself less is looked at. */
const doubtedAfterRestart = flushEvery - 2 ** 16;
const doubtedHere = 2 ** 16;

/**
 * The beginning of a file that is on its way, which outlasts a closed tab. Its hash grows with it, and is not computed again over
 * what an earlier tab wrote, but for the last block.
 */
export interface Part {
  /** Bytes that are here, from the start of the file. */
  readonly received: number;
  /** The last bytes that are here, to be compared with what a server sends again. Empty where nothing is here. */
  doubted(): Uint8Array<ArrayBuffer>;
  /** Appends. Throws `QuotaExceededError` on a full disk: what was written before stays. */
  write(bytes: Uint8Array<ArrayBuffer>): void;
  /** Forgets all that is here. */
  restart(): void;
  /** Computes the hash anew from what is on the disk. */
  reread(signal: AbortSignal): void;
  /** The hash of what is here. */
  hex(): string;
  /** The whole file. Nothing can be written afterwards. */
  finish(): Promise<File>;
  /** Gives the finished file its own name, and keeps the states of its hash beside it. */
  keep(): Promise<void>;
  /** Ends the work on it; it can be opened again another time. */
  close(): void;
  /** Removes it unless it was kept. Never rejects. */
  discard(): Promise<void>;
}

/** Opens what an earlier tab left of `name`, or begins it. Rejects with `NoModificationAllowedError` if another tab writes it. */
export async function openPart(
  folder: FileSystemDirectoryHandle,
  name: string,
  algorithm: ExpectedHash['algorithm'],
): Promise<Part> {
  const partName = name + unfinished;
  const partSumsName = partName + sumsEnding;
  const hash = await createHash(algorithm);
  const stateBytes = hash.save().length;
  const { handle, access } = await openFile(folder, partName);
  const sumsFile = await openFile(folder, partSumsName).catch((problem: unknown) => {
    access.close();
    throw problem;
  });
  const sums = createSums(sumsFile.access, stateBytes);
  let received = goOn(access, sums, hash);
  let doubtedBytes = doubtedAfterRestart;
  let flushedAt = received;
  let open = true;
  let kept = false;

  const hashOf = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
    for (let from = 0; from < bytes.length;) {
      const room = blockBytes - ((at + from) % blockBytes);
      const piece = bytes.subarray(from, from + room);
      hash.update(piece);
      from += piece.length;
      if (piece.length === room) sums.append(hash.save());
    }
  };
  const flush = () => {
    access.flush();
    sumsFile.access.flush();
    flushedAt = received;
  };
  const close = () => {
    if (!open) return;
    open = false;
    try {
      flush();
    } finally {
      access.close();
      sums.close();
    }
  };
  const restart = () => {
    access.truncate(0);
    sums.cut(0);
    hash.reset();
    received = 0;
    flushedAt = 0;
  };

  return {
    get received() {
      return received;
    },
    doubted: () => {
      const length = Math.min(doubtedBytes, received);
      return readUpTo(access, received - length, length);
    },
    write(bytes) {
      writeAll(access, bytes, received);
      hashOf(bytes, received);
      received += bytes.length;
      doubtedBytes = doubtedHere;
      if (received - flushedAt >= flushEvery) flush();
    },
    restart,
    reread(signal) {
      sums.cut(0);
      hash.reset();
      for (let at = 0; at < received; at += flushEvery) {
        signal.throwIfAborted();
        hashOf(readUpTo(access, at, Math.min(flushEvery, received - at)), at);
      }
    },
    hex() {
      const state = hash.save();
      const hex = hash.hex();
      hash.load(state);
      return hex;
    },
    async finish() {
      // A write that failed half-way may have left bytes beyond the end.
      access.truncate(received);
      close();
      return handle.getFile();
    },
    async keep() {
      close();
      for (const old of [name, name + sumsEnding]) await folder.removeEntry(old).catch(() => undefined);
      // The file last: without it nothing counts as stored.
      await sumsFile.handle.move(name + sumsEnding);
      await handle.move(name);
      kept = true;
    },
    close,
    async discard() {
      try {
        close();
      } catch {
        // It goes anyway.
      }
      if (kept) return;
      for (const old of [partName, partSumsName]) await folder.removeEntry(old).catch(() => undefined);
    },
  };
}

/** Brings `hash` to the end of what is on the disk, from the last state that was kept. The result is how many bytes that is. */
function goOn(access: SyncAccess, sums: Sums, hash: RunningHash): number {
  const here = access.getSize();
  sums.cut(Math.floor(here / blockBytes));
  let at = 0;
  while (sums.count > 0 && at === 0) {
    const state = sums.at(sums.count);
    try {
      if (state) hash.load(state);
      at = sums.count * blockBytes;
    } catch {
      // Of another version of the library, or never whole on the disk.
      sums.cut(sums.count - 1);
    }
  }
  if (at === 0) hash.reset();
  while (at < here) {
    const end = Math.min(here, at + flushEvery, (Math.floor(at / blockBytes) + 1) * blockBytes);
    const bytes = readUpTo(access, at, end - at);
    hash.update(bytes);
    at = end;
    if (at % blockBytes === 0) sums.append(hash.save());
  }
  return here;
}

/** Ends the work on a part: what is here stays for another time; an empty one goes. Never rejects. */
export async function leavePart(part: Part): Promise<void> {
  if (part.received === 0) return part.discard();
  try {
    part.close();
  } catch {
    // A full disk refuses the last flush: what is doubted is looked at again.
  }
}
