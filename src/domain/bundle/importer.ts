import type { Result } from '../result.ts';
import type { ReadRules } from './preview.ts';

/** A file, or a text that was pasted. */
export type ImportSource = (Blob & { readonly name: string }) | { name: string; text: string };

/** Reads rules out of files of others, in a thread of its own. A refusal is one sentence. */
export interface Importer {
  read(source: ImportSource): Promise<Result<ReadRules, string>>;
}

/** What may be read at most. */
export const importLimits = {
  bytes: 10_000_000,
  depth: 32,
  string: 8192,
  values: 50_000,
  items: 500,
} as const;
