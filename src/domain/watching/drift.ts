import { driftAlarm } from './drift-alarm.ts';
import { behaviour } from './drift-behaviour.ts';
import { probeLosses } from './drift-probes.ts';
import {
  beginningOf,
  coincidences,
  counter,
  cumulative,
  day,
  newModelFrom,
  outOfHundred,
  rate,
  rise,
} from './figures.ts';
import type { Alarm, History } from './history.ts';

/** Learned text as a share of all active text. Full lists of short rules come near to it, so it is no more than a watch. */
const learnedShare = 0.67;
/** The correction rate: weeks with so many answers, how much is let pass, and what adds up to a watch and to an alarm (σ). */
const weekTurns = 15;
const slack = 0.5;
const sumWatch = 4;
const sumAlarm = 12;
/** Mistakes come in groups: the variance of a week is so many times that of single cases. */
const weekAlike = 1.7;
/** For an alarm, all these weeks together lie above the beginning by so much (σ). */
const certainRise = 3;
/** Two different signs within so many days, each only worth a look, are an alarm together. */
const signDays = 60;
/** One odd week counts for no more than this (σ). */
const mostOfOneWeek = 3;

/** How much of what stands in the prompt was not there at version 0. */
function activeText({ versions }: History): Alarm[] {
  const large = versions.find(
    ({ learnedCharacters: learned, baseCharacters: base }) => learned > learnedShare * (learned + base),
  );
  if (large === undefined) return [];
  const { learnedCharacters: learned, baseCharacters: base, at, number } = large;
  const value = learned / (learned + base);
  const text = `Since version ${number}, ${Math.round(value * 100)} of 100 characters of its instructions are learned.`;
  return [
    driftAlarm('text', 'watch', at, number, text, [
      { name: 'Learned share of the instructions', value, threshold: learnedShare },
    ]),
  ];
}

/** Corrections by week, against the beginning, adding up: many small rises come to light as one large one does. */
function corrections(history: History, beginning: number): Alarm[] {
  const { now, turns } = history;
  const counted = counter(turns, ({ outcome }) => outcome === 'correction');
  const first = counted.between(0, beginning);
  // One case in twenty is assumed before anything is seen, so that a short beginning without corrections is no zero.
  const usual = (first.hits + 1) / (first.of + 20);
  const weeks: { from: number; to: number; at: number; value: number }[] = [];
  let from = beginning;
  let end = (turns[from]?.at ?? now) + 7 * day;
  for (let to = from; to <= turns.length; to++) {
    const at = turns[to]?.at ?? now;
    if (at < end) continue;
    if (to - from >= weekTurns) {
      const deviation = Math.sqrt(
        weekAlike * usual * (1 - usual) * (1 / (to - from) + 1 / Math.max(1, beginning)),
      );
      const value = (rate(counted.between(from, to)) - usual) / deviation;
      weeks.push({ from, to, at: end, value: Math.min(mostOfOneWeek, value) });
      from = to;
    }
    end += Math.ceil((at - end + 1) / (7 * day)) * 7 * day;
  }
  const sums = cumulative(
    weeks.map(({ value }) => value),
    slack,
  );
  const crossing = (limit: number, holds: (place: number) => boolean = () => true) => {
    const place = sums.findIndex((sum, index) => sum >= limit && holds(index));
    return place === -1 ? undefined : { place, sum: sums[place] ?? 0 };
  };
  /** Whether a short beginning may have been a lucky one. */
  const isChance = (place: number) => {
    const from =
      weeks[sums.findLastIndex((sum, before) => before < place && sum === 0) + 1]?.from ?? beginning;
    const since = counted.between(from, weeks[place]?.to ?? from);
    return rise(first, since) / Math.sqrt(weekAlike) < certainRise;
  };
  const certain = crossing(sumAlarm, (place) => !isChance(place));
  const newModel = newModelFrom(history, beginning);
  const alarm = certain && newModel((weeks[certain.place]?.to ?? 1) - 1) === null ? certain : undefined;
  const found = alarm ?? crossing(sumWatch);
  const week = weeks[found?.place ?? -1];
  if (found === undefined || week === undefined) return [];
  const lately = counted.between(weeks[Math.max(0, found.place - 3)]?.from ?? week.from, week.to);
  return [
    driftAlarm(
      'corrections',
      alarm === undefined ? 'watch' : 'alarm',
      week.at,
      turns[week.to - 1]?.version ?? 0,
      `You correct more, week after week: ${outOfHundred(lately)} answers lately, and ${outOfHundred(first)} at the beginning.`,
      [{ name: 'Rises of the weekly correction rate, added up (σ)', value: found.sum, threshold: sumWatch }],
    ),
  ];
}

/** What counts together: less of what guards, and more corrections. */
const signOf = ({ key }: Alarm) =>
  /^drift:(less:(?:confirm|refuse|verify)|corrections):/.exec(key)?.[1] ?? null;

/** How far it has moved, always from version 0 and never from the version before. */
export function drift(history: History): Alarm[] {
  const beginning = beginningOf(history.turns);
  const alarms = [
    ...probeLosses(history),
    ...behaviour(history, beginning),
    ...activeText(history),
    ...corrections(history, beginning),
  ];
  const pairs = coincidences(alarms, signOf, signDays).map(([earlier, later]) =>
    driftAlarm(
      `together:${signOf(earlier)}:${signOf(later)}`,
      'alarm',
      later.at,
      later.evidence.versions[0] ?? 0,
      `${earlier.sentence} ${later.sentence}`,
      [...earlier.figures, ...later.figures],
    ),
  );
  return [...alarms, ...pairs];
}
