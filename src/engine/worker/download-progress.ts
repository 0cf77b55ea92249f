import type { Progress } from '../../domain/generation.ts';

const quietMs = 100;
/** So much of the whole is told at once, however fast it came: nothing may come after it for a while. */
const mostUntold = 0.05;

export interface ProgressDeps {
  now(): number;
  onProgress(progress: Progress): void;
}

export interface DownloadProgress {
  /** Bytes that arrived, or that were here already. Fewer than none are taken back. */
  add(bytes: number): void;
  /** All bytes, once they are known better. */
  expect(total: number): void;
  enter(phase: Progress['phase']): void;
  /** Nothing comes for a while: why, as a sentence, and for how many milliseconds. Told at once. */
  pause(why: string, waitMs: number): void;
  readonly done: number;
}

/** Counts bytes over all files of a model and tells of them ten times a second at most. Never goes back. */
export function createDownloadProgress(
  { now, onProgress }: ProgressDeps,
  phase: Progress['phase'],
  total: number,
): DownloadProgress {
  let current = phase;
  let all = total;
  let done = 0;
  let fraction = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let toldDone = 0;
  const tell = (again?: Progress['again']) => {
    toldAt = now();
    toldDone = done;
    const whole = Math.max(all, done, 1);
    fraction = Math.max(fraction, done / whole);
    onProgress({ phase: current, fraction, bytes: { done, total: whole }, ...(again && { again }) });
  };
  tell();
  return {
    add(bytes) {
      done += bytes;
      if (now() - toldAt >= quietMs || done - toldDone >= all * mostUntold) tell();
    },
    expect(better) {
      all = better;
    },
    enter(next) {
      if (next === current) return;
      current = next;
      if (now() - toldAt >= quietMs) tell();
    },
    pause(why, waitMs) {
      current = 'waiting';
      tell({ why: why.replace(/ Try again\.$/, ''), waitMs });
    },
    get done() {
      return done;
    },
  };
}
