const storageKey = 'assent.sentinel';
const fileName = 'assent-sentinel.json';

/** The part of localStorage that is used; undefined where the browser refuses it. */
export type KeptStrings = Pick<Storage, 'getItem' | 'setItem'> | undefined;

export interface SentinelDeps {
  strings: KeptStrings;
  /** The root of the private file system; rejects where there is none. */
  root(): Promise<FileSystemDirectoryHandle>;
}

/** What was once on this device. */
export interface Sentinel {
  profileId: string;
  createdAt: number;
}

export interface SentinelStore {
  /** What either place remembers. */
  read(): Promise<Sentinel | undefined>;
  /** Cheap when nothing changed: then only localStorage is looked at. */
  write(sentinel: Sentinel): Promise<void>;
}

function parse(text: string | null): Sentinel | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { profileId, createdAt } = value as Record<string, unknown>;
    return typeof profileId === 'string' && typeof createdAt === 'number'
      ? { profileId, createdAt }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Remembers outside IndexedDB that there was something to lose: an evicted database reads as an empty one, without an
 * error. Best effort: a browser that purges an origin usually takes all of it.
 */
export function createSentinel({ strings, root }: SentinelDeps): SentinelStore {
  const inStrings = () => {
    try {
      return strings?.getItem(storageKey) ?? null;
    } catch {
      return null;
    }
  };
  return {
    async read() {
      const kept = parse(inStrings());
      if (kept) return kept;
      try {
        const handle = await (await root()).getFileHandle(fileName);
        return parse(await (await handle.getFile()).text());
      } catch {
        return undefined;
      }
    },
    async write(sentinel) {
      const text = JSON.stringify(sentinel);
      if (inStrings() === text) return;
      try {
        strings?.setItem(storageKey, text);
      } catch {
        // Full or forbidden: the file below is the second place.
      }
      try {
        const handle = await (await root()).getFileHandle(fileName, { create: true });
        const stream = await handle.createWritable();
        await stream.write(text);
        await stream.close();
      } catch {
        // No private file system here; localStorage is all there is.
      }
    },
  };
}
