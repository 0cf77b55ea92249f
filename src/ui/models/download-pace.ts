import type { Progress } from '../../domain/generation.ts';
import { timeInWords } from '../words.ts';

interface Sample {
  at: number;
  done: number;
}

/** How far back the speed is measured. In milliseconds. */
const span = 15_000;

/** Tells the time left from the progress seen so far. */
export function createPace(now: () => number): (progress: Progress) => string | undefined {
  let samples: Sample[] = [];
  return ({ bytes }) => {
    if (!bytes) return undefined;
    const sample = { at: now(), done: bytes.done };
    samples = [...samples.filter(({ at, done }) => sample.at - at < span && done <= sample.done), sample];
    const [oldest] = samples;
    if (oldest === undefined || sample.at - oldest.at < 2000 || sample.done <= oldest.done) return undefined;
    const speed = (sample.done - oldest.done) / (sample.at - oldest.at);
    return `${timeInWords((bytes.total - bytes.done) / speed)} left`;
  };
}
