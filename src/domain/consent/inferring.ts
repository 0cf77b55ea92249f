import type { LearningRefusal } from './refusal.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What the assistant infers is bounded; what the person says, writes or imports is not (promise 3). */
export const inferring = {
  pending: 10,
  aDay: 3,
  /** After a rejection. */
  coolDownMs: day,
  /** After three rejections in a row. */
  pauseMs: 7 * day,
  rejectionsInARow: 3,
} as const;

/** For how long the same text is not proposed again. */
export const rejectedTextMs = 30 * day;

/** For how long a proposal waits before it expires; never under 30 days. */
export const expiresAfterMs = 90 * day;

/** What was inferred before. Times in milliseconds since 1970. */
export interface InferredBefore {
  pending: number;
  /** When those of the last day were made. */
  made: readonly number[];
  /** The decisions of the person on inferred proposals, newest first. */
  decisions: readonly { at: number; rejected: boolean }[];
}

/** Until when nothing may be inferred, or undefined. */
export function pausedUntil(
  { decisions }: Pick<InferredBefore, 'decisions'>,
  now: number,
): number | undefined {
  const [last] = decisions;
  if (last === undefined || !last.rejected) return undefined;
  const newest = decisions.slice(0, inferring.rejectionsInARow);
  const inARow = newest.length === inferring.rejectionsInARow && newest.every(({ rejected }) => rejected);
  const until = last.at + (inARow ? inferring.pauseMs : inferring.coolDownMs);
  return until > now ? until : undefined;
}

/** Why nothing may be inferred now, or undefined. */
export function inferringRefusal(before: InferredBefore, now: number): LearningRefusal | undefined {
  const until = pausedUntil(before, now);
  if (until !== undefined)
    return { kind: 'paused', sentence: 'Learning from hints pauses after a rejection.', until };
  if (before.pending >= inferring.pending)
    return { kind: 'limit', sentence: 'Ten inferred improvements are waiting. Decide on some first.' };
  if (before.made.filter((at) => at > now - day).length >= inferring.aDay)
    return { kind: 'limit', sentence: 'Three improvements were inferred today. More can follow tomorrow.' };
  return undefined;
}
