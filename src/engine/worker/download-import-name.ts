import { createHash } from './download-hash.ts';

const sampleBytes = 2 ** 20;

/** A name for the person: one line, of up to 80 characters. Undefined where nothing is left. */
export function cleanName(name: string | undefined): string | undefined {
  const clean = name
    ?.replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return clean === '' ? undefined : clean;
}

/** The part of an id that can be read: `größe 1` gives `gro-e-1-`; ends with a dash unless it is empty. */
export function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return plain === '' ? '' : `${plain}-`;
}

/** Tells files apart without reading all of them: size, and a piece of the start, the middle and the end. 12 hex digits. */
export async function shortHash(files: readonly Blob[]): Promise<string> {
  const hash = await createHash('sha256');
  for (const file of files) {
    hash.update(new TextEncoder().encode(String(file.size)));
    for (const at of [0, Math.floor(file.size / 2), Math.max(0, file.size - sampleBytes)]) {
      hash.update(new Uint8Array(await file.slice(at, at + sampleBytes).arrayBuffer()));
    }
  }
  return hash.hex().slice(0, 12);
}
