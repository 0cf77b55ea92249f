import { createMD5, createSHA256 } from 'hash-wasm';
import { chunksOf } from './stream-chunks.ts';

export interface ExpectedHash {
  algorithm: 'sha256' | 'md5';
  hex: string;
}

export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** The hash of all bytes so far. Nothing can be added afterwards, unless a state is loaded. */
  hex(): string;
  /** What is needed to go on from here another time: as many bytes for every state of an algorithm. */
  save(): Uint8Array<ArrayBuffer>;
  /** Goes on from a saved state. Throws if it is none of this version of the library. */
  load(state: Uint8Array): void;
  /** Starts anew. */
  reset(): void;
}

/** A hash that grows with the stream: the browser's own can only take a file whole. */
export async function createHash(algorithm: ExpectedHash['algorithm']): Promise<RunningHash> {
  const hasher = algorithm === 'sha256' ? await createSHA256() : await createMD5();
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    hex: () => hasher.digest('hex'),
    save: () => hasher.save().slice(),
    load: (state) => void hasher.load(state),
    reset: () => void hasher.init(),
  };
}

/** In hex. Rejects if the signal aborts. */
export async function hashOfFile(
  file: Blob,
  algorithm: ExpectedHash['algorithm'],
  signal: AbortSignal,
  onRead: (bytes: number) => void = () => {},
): Promise<string> {
  const hash = await createHash(algorithm);
  for await (const chunk of chunksOf(file.stream(), signal)) {
    hash.update(chunk);
    onRead(chunk.length);
  }
  return hash.hex();
}

/** The last part of a URL's path: the name under which a file is stored. */
export const fileNameOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';

/** The hash that a catalogue knows of the file at `url`. */
export function sha256Of(hashes: Record<string, string> | undefined, url: string): ExpectedHash | undefined {
  const name = fileNameOf(url);
  for (const key of [name, decoded(name)]) {
    const hex = hashes && Object.hasOwn(hashes, key) ? hashes[key] : undefined;
    if (hex !== undefined) return { algorithm: 'sha256', hex };
  }
  return undefined;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
