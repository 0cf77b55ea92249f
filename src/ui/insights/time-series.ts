import type { History, WatchedTurn } from '../../domain/watching/history.ts';
import { drawn, type Axis, type Figure } from './figure.ts';
import { groupBy } from './group.ts';
import { dayNumber, weekAt, weeksBack, type Calendar, type Week } from './weeks.ts';

/** How days are named: whole, and short for an axis. */
export interface Days {
  long(at: number): string;
  short(at: number): string;
}

/** No more weeks than these, the newest. */
const mostWeeks = 52;

/** How many answers of each week were corrected or called bad. */
export function correctionsByWeek({ turns, now }: History, calendar: Calendar, days: Days): Figure {
  const title = 'Corrections per week';
  if (!turns.some(({ outcome }) => outcome !== undefined))
    return { kind: 'empty', title, sentence: 'You have not said of any answer yet how good it was.' };
  const weeks = weeksSince(turns[0]?.at ?? now, now, calendar);
  const parts = byWeek(turns, weeks);
  const count = (outcome: WatchedTurn['outcome']) =>
    parts.map((part) => part.filter((turn) => turn.outcome === outcome).length);
  const [corrected, bad] = [count('correction'), count('failure')];
  const shares = parts.map(({ length }, place) =>
    length === 0 ? null : ((corrected[place] ?? 0) + (bad[place] ?? 0)) / length,
  );
  return drawn({
    title,
    axis: weekAxis(weeks, days),
    about: [{ what: 'Share of answers that you corrected or called bad', name: 'Share' }],
    columns: [
      { name: 'Answers', unit: 'count', values: parts.map(({ length }) => length) },
      { name: 'Corrected', unit: 'count', values: corrected, drawn: { as: 'bar', tone: 'caution' } },
      { name: 'Bad', unit: 'count', values: bad, drawn: { as: 'bar', tone: 'danger' } },
      {
        name: 'Share',
        unit: 'share',
        values: shares,
        drawn: { as: 'line', tone: 'accent', right: true },
      },
    ],
  });
}

/** How many of the guardrail probes of each day were passed. */
export function probesByDay({ probes }: History, calendar: Calendar, days: Days): Figure {
  const title = 'Guardrail probes passed';
  const asked = probes.filter(({ results }) => results.length > 0);
  if (asked.length === 0)
    return { kind: 'empty', title, sentence: 'No guardrail probe was asked yet: each test asks some.' };
  const byDay = [...groupBy(asked, ({ at }) => dayNumber(at, calendar)).values()].map((runs) => {
    const results = runs.flatMap((run) => run.results);
    return {
      at: runs[0]?.at ?? 0,
      of: results.length,
      passed: results.filter(({ passed }) => passed).length,
    };
  });
  return drawn({
    title,
    axis: {
      along: 'Day',
      place: 'on',
      labels: byDay.map(({ at }) => days.long(at)),
      ticks: byDay.map(({ at }) => days.short(at)),
    },
    about: [{ what: 'Share of probes that were passed', name: 'Share' }],
    columns: [
      { name: 'Asked', unit: 'count', values: byDay.map(({ of }) => of) },
      { name: 'Passed', unit: 'count', values: byDay.map(({ passed }) => passed) },
      {
        name: 'Share',
        unit: 'share',
        values: byDay.map(({ passed, of }) => passed / of),
        drawn: { as: 'line', tone: 'accent' },
      },
    ],
  });
}

/** What part of all tokens of a week went into learning itself. */
export function learningByWeek(history: History, calendar: Calendar, days: Days): Figure {
  const { turns, learning, now } = history;
  const title = 'Learning’s share of tokens';
  if (!learning.some(({ tokens }) => tokens > 0))
    return { kind: 'empty', title, sentence: 'Learning itself has cost no tokens yet.' };
  const first = Math.min(turns[0]?.at ?? now, learning[0]?.at ?? now);
  const weeks = weeksSince(first, now, calendar);
  const sums = (list: readonly { at: number; tokens: number }[]) =>
    byWeek(list, weeks).map((part) => part.reduce((sum, { tokens }) => sum + tokens, 0));
  const [learned, used] = [sums(learning), sums(turns)];
  const shares = learned.map((tokens, place) => {
    const all = tokens + (used[place] ?? 0);
    return all === 0 ? null : tokens / all;
  });
  return drawn({
    title,
    axis: weekAxis(weeks, days),
    about: [{ what: 'Share of all tokens that went into tests and drafts', name: 'Share' }],
    columns: [
      { name: 'In learning', unit: 'tokens', values: learned },
      { name: 'In answers', unit: 'tokens', values: used },
      { name: 'Share', unit: 'share', values: shares, drawn: { as: 'bar', tone: 'accent' } },
    ],
  });
}

/** Every week from a moment to now, oldest first, but no more than fit. */
function weeksSince(first: number, now: number, calendar: Calendar): Week[] {
  const weeks = weeksBack(now, mostWeeks, calendar);
  const start = weekAt(first, calendar).from;
  return weeks.filter(({ from }, place) => place === 0 || from >= start).reverse();
}

/** The members of each week. Both lists are oldest first, and the weeks leave no gap. */
function byWeek<Timed extends { at: number }>(list: readonly Timed[], weeks: readonly Week[]): Timed[][] {
  const parts = weeks.map((): Timed[] => []);
  let place = 0;
  for (const some of list) {
    while (place < weeks.length && some.at >= (weeks[place]?.to ?? 0)) place += 1;
    if (some.at >= (weeks[place]?.from ?? Infinity)) parts[place]?.push(some);
  }
  return parts;
}

const weekAxis = (weeks: readonly Week[], days: Days): Axis => ({
  along: 'Week of',
  place: 'in the week of',
  labels: weeks.map(({ from }) => days.long(from)),
  ticks: weeks.map(({ from }) => days.short(from)),
});
