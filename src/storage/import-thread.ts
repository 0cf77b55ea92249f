import { importLimits } from '../domain/bundle/importer.ts';
import type { ReadRules } from '../domain/bundle/preview.ts';
import { readRules } from '../domain/bundle/read-rules.ts';
import { failure, type Result } from '../domain/result.ts';
import { sha256 } from './sha256.ts';

/** What the page may ask of the importing thread. */
export interface ImportThread {
  read(name: string, source: Blob | string): Promise<Result<ReadRules, string>>;
}

const tooLarge = failure('This file cannot be used: it is larger than 10 MB.');

export const importThread: ImportThread = {
  async read(name, source) {
    const text = typeof source === 'string' ? source : await textOf(source);
    if (text === undefined) return tooLarge;
    if (typeof text !== 'string') return text;
    if (text.length > importLimits.bytes) return tooLarge;
    return readRules(name, text, sha256);
  },
};

const notText = failure('This file cannot be used: it is not a text.');

/** The text of a file, unpacked if it was packed; undefined as soon as it grows too large. */
async function textOf(file: Blob): Promise<string | undefined | typeof notText> {
  if (file.size > importLimits.bytes) return undefined;
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = start[0] === 0x1f && start[1] === 0x8b;
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let text = '';
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > importLimits.bytes) return undefined;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return notText;
  }
}
