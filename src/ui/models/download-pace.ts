import type { Progress } from '../../domain/generation.ts';
import { sizeInWords, timeInWords } from '../words.ts';

interface Sample {
  at: number;
  done: number;
}

/** How far back the speed is measured. In milliseconds. */
const span = 15_000;

/** Tells speed and time left from the progress seen so far. Nothing while it waits. */
export function createPace(now: () => number): (progress: Progress) => string | undefined {
  let samples: Sample[] = [];
  return ({ bytes, phase }) => {
    if (!bytes || phase !== 'download') {
      samples = [];
      return undefined;
    }
    const sample = { at: now(), done: bytes.done };
    samples = [...samples.filter(({ at, done }) => sample.at - at < span && done <= sample.done), sample];
    const [oldest] = samples;
    if (oldest === undefined || sample.at - oldest.at < 2000 || sample.done <= oldest.done) return undefined;
    const speed = (sample.done - oldest.done) / (sample.at - oldest.at);
    return `${sizeInWords(speed * 1000)} a second, ${timeInWords((bytes.total - bytes.done) / speed)} left`;
  };
}
