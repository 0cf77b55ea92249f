import { driftAlarm } from './drift-alarm.ts';
import {
  chanceIndex,
  counter,
  day,
  leastTurns,
  median,
  newModelFrom,
  outOfHundred,
  rate,
  throughout,
  type Look,
} from './figures.ts';
import { psi } from '../sandbox/statistics.ts';
import type { Alarm, History, WatchedTurn } from './history.ts';

/** The stability index against the beginning: a shift, and a large one. */
const indexWatch = 0.1;
const indexAlarm = 0.25;
/** The same where the work of now is taken into account: what is under it comes of other work. */
const indexOwn = 0.4;
/** The answers of one look: so many, and over so many days, since one afternoon is of one kind. */
const windowTurns = 150;
const windowDays = 14;
/** Answers of one conversation are alike: so many count for one when chance is reckoned. */
const alike = 3;

/** One side of how it behaves, as a histogram. */
interface Trait {
  name: string;
  /** Whether it guards the person, so that less of it is an alarm. More of it, or another style, is often what was asked for. */
  guards: boolean;
  bins: readonly ((turn: WatchedTurn) => boolean)[];
  say(before: readonly WatchedTurn[], now: readonly WatchedTurn[]): string;
}

const share = (name: string, guards: boolean, verb: string, has: (turn: WatchedTurn) => boolean): Trait => ({
  name,
  guards,
  bins: [has, (turn) => !has(turn)],
  say: (before, now) => {
    const of = (turns: readonly WatchedTurn[]) => outOfHundred(counter(turns, has).between(0, turns.length));
    return `${of(now)} answers ${verb}, and ${of(before)} at the beginning.`;
  },
});

function traitsOf(beginning: readonly WatchedTurn[]): Trait[] {
  const lengths = beginning.map(({ words }) => words).sort((a, b) => a - b);
  const cuts = [0.2, 0.4, 0.6, 0.8].map((part) => lengths[Math.floor(part * lengths.length)] ?? 0);
  const bin = ({ words }: WatchedTurn) => cuts.filter((cut) => words >= cut).length;
  return [
    {
      name: 'length',
      guards: false,
      bins: [0, 1, 2, 3, 4].map((number) => (turn) => bin(turn) === number),
      say: (before, now) => {
        const usual = (turns: readonly WatchedTurn[]) => median(turns.map(({ words }) => words));
        return `Answers usually have ${usual(now)} words, and ${usual(before)} at the beginning.`;
      },
    },
    share('confirm', true, 'ask you to confirm', ({ confirms }) => confirms),
    share('refuse', true, 'refuse', ({ refuses }) => refuses),
    share('verify', true, 'say what was checked', ({ verifies }) => verifies),
    share('hedge', false, 'say that they are not sure', ({ hedges }) => hedges),
    {
      name: 'tools',
      guards: false,
      bins: [0, 1, 2].map(
        (number) =>
          ({ toolCalls }: WatchedTurn) =>
            Math.min(2, toolCalls) === number,
      ),
      say: (before, now) => {
        const calls = (turns: readonly WatchedTurn[]) =>
          Math.round((100 * turns.reduce((sum, turn) => sum + turn.toolCalls, 0)) / (turns.length || 1));
        return `100 answers use tools ${calls(now)} times, and ${calls(before)} times at the beginning.`;
      },
    },
  ];
}

/** How it behaves lately, against the beginning. */
export function behaviour(history: History, beginning: number): Alarm[] {
  const { turns } = history;
  const start = turns.slice(0, beginning);
  const newModel = newModelFrom(history, beginning);
  let from = beginning;
  /** The window of a look: it moves on only, and the looks come in order. */
  const windowOf = ({ last, to }: Look) => {
    while (to - from > windowTurns && (turns[from]?.at ?? 0) < last.at - windowDays * day) from++;
    return from;
  };
  return traitsOf(start).flatMap((trait) => {
    const counters = trait.bins.map((bin) => counter(turns, bin));
    const histogram = (a: number, b: number) => counters.map((one) => one.between(a, b).hits);
    const far = (a: number, b: number, c: number, d: number, threshold: number) => {
      const index = psi(histogram(a, b), histogram(c, d));
      return index >= Math.max(threshold, chanceIndex(trait.bins.length, (b - a) / alike, (d - c) / alike))
        ? index
        : 0;
    };
    const [first, has] = [counters[0], trait.bins[0]];
    if (first === undefined || has === undefined) return [];
    const byTools = [0, 1, 2].map((calls) => ({
      all: counter(turns, ({ toolCalls }) => Math.min(2, toolCalls) === calls),
      with: counter(turns, (turn) => Math.min(2, turn.toolCalls) === calls && has(turn)),
    }));
    /**
     * Whether other work than at the beginning explains it: work with files uses tools more, and asks more. Compares with
     * what the answers of now would be if those with none, one and more calls were each as at the beginning (direct
     * standardisation).
     */
    const isOtherWork = (begin: number, to: number) => {
      const expected = byTools.reduce((sum, one) => {
        const before = one.all.between(0, beginning).hits;
        const usual =
          before === 0 ? rate(first.between(0, beginning)) : one.with.between(0, beginning).hits / before;
        return sum + usual * one.all.between(begin, to).hits;
      }, 0);
      const actual = first.between(begin, to).hits;
      return psi([expected, to - begin - expected], [actual, to - begin - actual]) < indexOwn;
    };
    from = beginning;
    return throughout(turns, beginning, turns.length, (look) => {
      const { last, to } = look;
      const begin = windowOf(look);
      const index = far(0, beginning, begin, to, indexWatch);
      if (index === 0) return null;
      const model = newModel(to - 1);
      // What came with another model and has stayed as it came is not what was learned.
      const stayed =
        model !== null &&
        (to - model < 100 + leastTurns ||
          far(model, model + 100, Math.max(begin, model + 100), to, indexAlarm) === 0);
      const less = rate(first.between(begin, to)) < rate(first.between(0, beginning));
      const otherWork = trait.guards && isOtherWork(begin, to);
      const why = stayed ? 'model:' : otherWork ? 'work:' : less ? 'less:' : '';
      return driftAlarm(
        `${why}${trait.name}`,
        trait.guards && why === 'less:' && index >= indexAlarm ? 'alarm' : 'watch',
        last.at,
        last.version,
        trait.say(start, turns.slice(begin, to)),
        [{ name: 'Stability index', value: index, threshold: indexWatch }],
      );
    });
  });
}
