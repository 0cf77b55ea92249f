import type { Alarm, History, WatchedTurn } from './history.ts';

/** Milliseconds of a day. */
export const day = 86_400_000;
/** Fewer answers than this say nothing. */
export const leastTurns = 60;
/** How many answers one look is from the next. */
const step = 20;

/**
 * The stability index that chance alone hardly exceeds (about 1 in 1000) between samples of these sizes: it is distributed as
 * (1/n + 1/m) · χ² with one degree less than bins (Yurdakul 2018); the quantile by Wilson and Hilferty (1931).
 */
export function chanceIndex(bins: number, before: number, now: number): number {
  const degrees = bins - 1;
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 3.09 * Math.sqrt(spread)) ** 3 * (1 / before + 1 / now);
}

/** One-sided cumulative sum (Page 1954) after each of some standardised values: what goes beyond `slack` adds up, never below 0. */
export function cumulative(values: readonly number[], slack: number): number[] {
  let sum = 0;
  return values.map((value) => (sum = Math.max(0, sum + value - slack)));
}

/** A share, as so many of so many. */
export interface Share {
  hits: number;
  of: number;
}

export const rate = ({ hits, of }: Share): number => (of === 0 ? 0 : hits / of);

/** How many standard deviations the second share lies above the first (two proportions, pooled). 0 if nothing can be said. */
export function rise(before: Share, now: Share): number {
  const pooled = (before.hits + now.hits) / (before.of + now.of);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / before.of + 1 / now.of));
  return deviation > 0 && Number.isFinite(deviation) ? (rate(now) - rate(before)) / deviation : 0;
}

/** Running counts: `between(from, to)` says how many of the values at `from` up to before `to` are counted. */
export function counter<Value>(values: readonly Value[], counts: (value: Value) => boolean) {
  const sums = new Uint32Array(values.length + 1);
  values.forEach((value, place) => (sums[place + 1] = (sums[place] ?? 0) + (counts(value) ? 1 : 0)));
  return {
    between: (from: number, to: number): Share => ({
      hits: (sums[to] ?? 0) - (sums[from] ?? 0),
      of: to - from,
    }),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** "14 of 100". */
export const outOfHundred = (share: Share): string => `${Math.round(rate(share) * 100)} of 100`;

/** "31 days", never less than one. */
export function inDays(milliseconds: number): string {
  const days = Math.max(1, Math.round(milliseconds / day));
  return days === 1 ? 'a day' : `${days} days`;
}

const ordinals = [
  ...['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'],
  ...['Eleventh', 'Twelfth'],
];

/** "Third attempt", "Attempt 13". */
export const attempt = (count: number): string => {
  const ordinal = ordinals[count - 1];
  return ordinal === undefined ? `Attempt ${count}` : `${ordinal} attempt`;
};

/** The beginning has at least so many answers, and so many days: one afternoon is of one kind. But no more than so many for that. */
const beginningTurns = 100;
const beginningDays = 14;
const mostForDays = 300;

/** How many turns are the beginning: all before the first learned version, or the first 100 where those are fewer. */
export function beginningOf(turns: readonly WatchedTurn[]): number {
  const learned = turns.findIndex(({ version }) => version !== 0);
  const end = (turns[0]?.at ?? 0) + beginningDays * day;
  const later = turns.findIndex(({ at }) => at >= end);
  const byDays = Math.min(mostForDays, later === -1 ? turns.length : later);
  return Math.min(turns.length, Math.max(beginningTurns, byDays, learned === -1 ? turns.length : learned));
}

/** One look at the turns from `from` up to before `to`, of which the last one is `last`. */
export interface Look {
  last: WatchedTurn;
  from: number;
  to: number;
}

/**
 * Looks at the latest turns again and again through the history. What is seen several times on end is one alarm, at the
 * time when it was first seen at its highest level.
 */
export function throughout(
  turns: readonly WatchedTurn[],
  first: number,
  size: number,
  see: (look: Look) => Alarm | null,
): Alarm[] {
  const alarms: Alarm[] = [];
  let open: Alarm | null = null;
  for (let to = first + leastTurns; to <= turns.length; to += step) {
    const last = turns[to - 1];
    if (last === undefined) break;
    const alarm = see({ last, from: Math.max(first, to - size), to });
    if (alarm !== null && (open === null || (open.level === 'watch' && alarm.level === 'alarm'))) {
      if (open !== null) alarms.pop();
      alarms.push((open = alarm));
    }
    if (alarm === null) open = null;
  }
  return alarms;
}

/**
 * For a turn, at which place the model that gave it began, if it is another one than at the beginning: the first turn after
 * its first probes. Null while it is the same.
 */
export function newModelFrom(
  { probes, turns }: History,
  beginning: number,
): (place: number) => number | null {
  const start = turns[beginning - 1]?.at ?? 0;
  const first = (probes.findLast(({ at }) => at <= start) ?? probes[0])?.model;
  const changes = probes.flatMap(({ at, model }, place) =>
    at > start && model !== (probes[place - 1]?.model ?? model)
      ? [{ at, model, place: turns.findIndex((turn) => turn.at >= at) }]
      : [],
  );
  return (place) => {
    const at = turns[place]?.at ?? 0;
    const change = changes.findLast((some) => some.at <= at);
    return change === undefined || change.model === first ? null : change.place;
  };
}

/**
 * Signs that are each no more than worth a look, but two different ones near to each other: for each such pair the later
 * one, and after it none for as many days.
 */
export function coincidences(
  alarms: readonly Alarm[],
  signOf: (alarm: Alarm) => string | null,
  days: number,
): [Alarm, Alarm][] {
  const watches = alarms
    .filter((alarm) => alarm.level === 'watch' && signOf(alarm) !== null)
    .sort((a, b) => a.at - b.at);
  const found: [Alarm, Alarm][] = [];
  watches.forEach((later, place) => {
    if ((found.at(-1)?.[1].at ?? -Infinity) >= later.at - days * day) return;
    const earlier = watches
      .slice(Math.max(0, place - 20), place)
      .find((one) => one.at >= later.at - days * day && signOf(one) !== signOf(later));
    if (earlier !== undefined) found.push([earlier, later]);
  });
  return found;
}
