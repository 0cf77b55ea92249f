import type { CrashMarker } from '../domain/ports.ts';

const key = 'assent-loading-model';

export interface CrashMarkerDeps {
  /** Must survive a crash of the page: `localStorage`. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  now(): number;
}

/** A marker that cannot be kept (storage full or blocked) is no reason to stop a load: then there is none. */
export function createCrashMarker({ storage, now }: CrashMarkerDeps): CrashMarker {
  return {
    read() {
      try {
        return parseMarker(storage.getItem(key));
      } catch {
        return undefined;
      }
    },
    write(modelId) {
      try {
        storage.setItem(key, JSON.stringify({ modelId, at: now() }));
      } catch {
        return;
      }
    },
    clear() {
      try {
        storage.removeItem(key);
      } catch {
        return;
      }
    },
  };
}

/** Throws where the text is no JSON. */
function parseMarker(text: string | null): { modelId: string; at: number } | undefined {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null || !('modelId' in value) || !('at' in value))
    return undefined;
  const { modelId, at } = value;
  return typeof modelId === 'string' && typeof at === 'number' ? { modelId, at } : undefined;
}
