import { wordsOf } from '../text/words.ts';
import { day } from './figures.ts';
import type { Alarm, AlarmFigure, History, WatchedProposal } from './history.ts';

/** Learning may cost this share of the tokens of use. */
const costShare = 0.2;
/** A busy day in the inbox is no loop: an alarm needs three such weeks in a row, or two of this share. */
const costShareTwice = 0.35;
/** And more than a few runs in the sandbox. */
const costAlarmTokens = 35_000;
/** A week with less use than this says nothing: one run in the sandbox is more than all of it. */
const leastTurns = 40;
const leastTokens = 30_000;
/** Hints in a week. Learning from hints is bounded to 3 a day, so even the watch is a busy week. */
const inferredWatch = 9;
const inferredAlarm = 14;
/** Rejections of hints in a row, with no approval between them, within this many days. */
const rejectedDays = 14;
const rejectedWatch = 4;
const rejectedAlarm = 7;
/** Nearly the same text, proposed so often in this many days. */
const sameDays = 30;
const sameWatch = 3;
const sameAlarm = 4;
/** What comes together, as the lines of an imported file do, counts once. */
const apart = day / 24;
/** Two texts are nearly the same from this share of common words on. */
const sameWords = 0.6;

const raise = (
  cause: string,
  level: Alarm['level'],
  at: number,
  sentence: string,
  figure: AlarmFigure,
  proposals: readonly WatchedProposal[] = [],
): Alarm => ({
  key: `runaway-loop:${cause}:${level}`,
  kind: 'runaway-loop',
  at,
  level,
  sentence,
  figures: [figure],
  evidence: { proposals: proposals.map(({ id }) => id), turns: [], versions: [] },
  remedy: 'freeze',
});

/** What learning costs, by weeks counted back from nothing but the calendar, so that a week is the same whenever one looks. */
function costs({ now, turns, learning }: History): Alarm[] {
  const weeks = new Map<number, { turns: number; use: number; learning: number }>();
  const weekOf = (at: number) => {
    const number = Math.floor(at / (7 * day));
    const week = weeks.get(number) ?? { turns: 0, use: 0, learning: 0 };
    weeks.set(number, week);
    return week;
  };
  for (const { at, tokens } of turns) {
    const week = weekOf(at);
    week.turns++;
    week.use += tokens;
  }
  for (const { at, tokens } of learning) weekOf(at).learning += tokens;
  const shares = new Map(
    [...weeks]
      .filter(([, week]) => week.turns >= leastTurns && week.use >= leastTokens)
      .map(([number, { use, learning: cost }]) => [number, { share: cost / use, cost }]),
  );
  return [...shares].flatMap(([number, { share, cost }]) => {
    if (share <= costShare || (number + 1) * 7 * day > now) return [];
    const [before, earlier] = [shares.get(number - 1)?.share ?? 0, shares.get(number - 2)?.share ?? 0];
    const [least, leastOfThree] = [Math.min(share, before), Math.min(share, before, earlier)];
    const isLoop = least > costShareTwice || leastOfThree > costShare;
    const level = isLoop && cost >= costAlarmTokens ? 'alarm' : 'watch';
    return [
      raise(
        `cost:${number}`,
        level,
        (number + 1) * 7 * day,
        `Learning took ${Math.round(share * 100)} tokens for every 100 of use in one week${before > costShare ? `, and ${Math.round(before * 100)} in the week before` : ''}.`,
        { name: 'Tokens of learning for each token of use', value: share, threshold: costShare },
      ),
    ];
  });
}

/** Hints in any seven days. One alarm for as long as it goes on. */
function flood({ proposals }: History): Alarm[] {
  const inferred = proposals.filter((proposal) => proposal.inferred);
  const alarms: Alarm[] = [];
  let from = 0;
  let level: Alarm['level'] | null = null;
  inferred.forEach((proposal, place) => {
    while ((inferred[from]?.at ?? proposal.at) <= proposal.at - 7 * day) from++;
    const count = place + 1 - from;
    if (count < inferredWatch) level = null;
    const next = count >= inferredAlarm ? 'alarm' : 'watch';
    if (count < inferredWatch || level === next || level === 'alarm') return;
    if (level === 'watch') alarms.pop();
    level = next;
    alarms.push(
      raise(
        `hints:${inferred[from]?.id}`,
        level,
        proposal.at,
        `${count} proposals in a week came from hints, not from your words.`,
        { name: 'Proposals from hints in 7 days', value: count, threshold: inferredWatch },
        inferred.slice(from, place + 1),
      ),
    );
  });
  return alarms;
}

/** Rejections of hints in a row. */
function refused({ proposals }: History): Alarm[] {
  const decided = proposals
    .flatMap((proposal) =>
      proposal.inferred && proposal.decidedAt !== undefined && proposal.life !== 'expired'
        ? [{ proposal, at: proposal.decidedAt }]
        : [],
    )
    .sort((a, b) => a.at - b.at);
  const alarms: Alarm[] = [];
  let row: typeof decided = [];
  let level: Alarm['level'] | null = null;
  for (const one of decided) {
    row = one.proposal.life === 'rejected' ? [...row, one].slice(-rejectedAlarm) : [];
    const near = row.filter(({ at }) => at >= one.at - rejectedDays * day);
    if (near.length < rejectedWatch) level = null;
    const next = near.length >= rejectedAlarm ? 'alarm' : 'watch';
    if (near.length < rejectedWatch || level === next || level === 'alarm') continue;
    if (level === 'watch') alarms.pop();
    level = next;
    alarms.push(
      raise(
        `rejected:${near[0]?.proposal.id}`,
        level,
        one.at,
        `You rejected ${near.length} proposals from hints in a row, and it goes on proposing.`,
        { name: 'Rejections in a row', value: near.length, threshold: rejectedWatch },
        near.map(({ proposal }) => proposal),
      ),
    );
  }
  return alarms;
}

interface Theme {
  words: ReadonlySet<string>;
  proposals: WatchedProposal[];
  alarm?: Alarm;
}

const isAlike = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common > 0 && common / (a.size + b.size - common) >= sameWords;
};

/** The same text again and again, in other words or not. */
function again({ proposals }: History): Alarm[] {
  const closed: Alarm[] = [];
  let themes: Theme[] = [];
  for (const proposal of proposals) {
    const stays = ({ proposals: [...some] }: Theme) => (some.at(-1)?.at ?? 0) >= proposal.at - sameDays * day;
    closed.push(...themes.flatMap((theme) => (theme.alarm && !stays(theme) ? [theme.alarm] : [])));
    themes = themes.filter(stays).slice(-mostThemes);
    const words = new Set(wordsOf(proposal.text));
    const theme = themes.find((some) => isAlike(some.words, words)) ?? { words, proposals: [] };
    if (theme.proposals.length === 0) themes.push(theme);
    const latest = theme.proposals.at(-1)?.at ?? -Infinity;
    if (proposal.at - latest < apart) continue;
    theme.proposals.push(proposal);
    const near = theme.proposals.filter(({ at }) => at >= proposal.at - sameDays * day).slice(-sameAlarm);
    const level = near.length >= sameAlarm ? 'alarm' : 'watch';
    if (near.length < sameWatch || theme.alarm?.level === level || theme.alarm?.level === 'alarm') continue;
    theme.alarm = raise(
      `again:${theme.proposals[0]?.id}`,
      level,
      proposal.at,
      `“${proposal.text}” was proposed ${near.length} times within ${sameDays} days, in these words or in others.`,
      { name: `Times in ${sameDays} days`, value: near.length, threshold: sameWatch },
      near,
    );
  }
  return [...closed, ...themes.flatMap(({ alarm }) => (alarm ? [alarm] : []))];
}

/** Themes that are compared with at most: the latest. */
const mostThemes = 60;

/** Learning that feeds on itself: it costs more than it serves, proposes without end, or comes back to the same. */
export const runawayLoop = (history: History): Alarm[] => [
  ...costs(history),
  ...flood(history),
  ...refused(history),
  ...again(history),
];
