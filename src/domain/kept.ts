import type { Model } from './model.ts';

/** What is kept on this device, in bytes. Files and caches are measured; databases can only be estimated. */
export interface MeasuredFiles {
  /** Of each model that is here, by its id. A file that two models share counts once, for the first. */
  models: Readonly<Record<string, number>>;
  /** Model files that belong to none of them: downloads on their way. */
  unfinished: number;
  /** Notes and files of the profile in use, as they stand. */
  files: number;
  /** What was changed or deleted in them, and can still be undone. */
  undo: number;
  /** Notes and files of the other profiles. */
  otherFiles: number;
  /** The program itself, kept to start without a connection. */
  app: number;
  /** What models run on. */
  engines: number;
  /** Everything else in files and caches. */
  rest: number;
}

/** What the database of the profile in use holds, as long as its contents would be when written out. */
export interface MeasuredRows {
  conversations: number;
  learning: number;
}

/** The parts of the databases' share. */
export interface EstimatedRows extends MeasuredRows {
  /** What remains: other profiles, and what databases need for themselves. */
  rest: number;
}

/** Looks at what is kept, each time it is asked. */
export interface Kept {
  files(models: readonly Model[]): Promise<MeasuredFiles>;
  rows(): Promise<MeasuredRows>;
  /** Deletes what models run on; it comes back with the next model. */
  dropEngines(): Promise<void>;
}

export const bytesInFiles = ({ models, ...parts }: MeasuredFiles): number =>
  [...Object.values(models), ...Object.values(parts)].reduce((sum, bytes) => sum + bytes, 0);

/**
 * Browsers tell one sum for everything: what is neither a file nor in a cache is in databases. That sum lags behind, so contents
 * count by their own length, and only what they leave of it is the databases' own room. `used` is undefined where the browser
 * does not tell.
 */
export function estimateRows(
  rows: MeasuredRows,
  files: MeasuredFiles,
  used: number | undefined,
): EstimatedRows {
  const share = used === undefined ? 0 : used - bytesInFiles(files);
  return { ...rows, rest: Math.max(0, share - rows.conversations - rows.learning) };
}
