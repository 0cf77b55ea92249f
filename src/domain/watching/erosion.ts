import { guardrails, type Guardrail } from '../guardrails.ts';
import { wordsOf } from '../text/words.ts';
import { attempt, day, inDays } from './figures.ts';
import type { Alarm, History, WatchedProposal } from './history.ts';

/** Two attempts this near to each other are no chance. */
const nearDays = 30;
const nearAttempts = 2;
/** Two that were only doubtful are worth a look; from this weight on, one of them was blocked. */
const nearAlarm = 3;
/** What adds up over this long is erosion, however small each step is. */
const longDays = 90;
const longScore = 4;
const longAttempts = 3;
/** One hour: what comes within it of another counts as one with it. */
const together = day / 24;
/** Attempts that an alarm points to at most: the latest. */
const mostShown = 50;

/**
 * What comes together, as the lines of a file do, is one attempt, and as heavy as the heaviest of them. So is the same text
 * again: that is no further step, and the loops are watched elsewhere.
 */
interface Attempt {
  at: number;
  score: number;
  proposals: WatchedProposal[];
}

/** Everything that touched one guardrail; what was rejected or blocked counts as well. */
function attemptsAt(guardrail: Guardrail, proposals: readonly WatchedProposal[]): Attempt[] {
  const attempts: Attempt[] = [];
  const byText = new Map<string, Attempt>();
  for (const proposal of proposals) {
    const touches = proposal.touches.filter((touch) => touch.guardrail === guardrail.id);
    const score = touches.reduce((most, touch) => Math.max(most, touch.score), 0);
    if (score <= 0) continue;
    // A forgotten text is empty, and the same as no other.
    const key = wordsOf(proposal.text).join(' ') || proposal.id;
    const last = byText.get(key) ?? attempts.at(-1);
    const again = last !== undefined && byText.get(key) === last && proposal.at - last.at <= longDays * day;
    if (last !== undefined && (again || proposal.at - last.at <= together)) {
      last.score = Math.max(last.score, score);
      last.proposals.push(proposal);
    } else {
      const attempt = { at: proposal.at, score, proposals: [proposal] };
      attempts.push(attempt);
      byText.set(key, attempt);
    }
  }
  return attempts;
}

/** Attempts that stand together: those of the last 90 days and, `near` among them, of the last 30. */
interface Series {
  attempts: number;
  score: number;
  near: number;
  nearScore: number;
}

/** What a series comes to. Two doubtful proposals are worth a look; one that was blocked beside another is more. */
function levelOf({ attempts, score, near, nearScore }: Series): Alarm['level'] | null {
  if (attempts < 2) return null;
  const isNear = near >= nearAttempts;
  if (score >= longScore || attempts >= longAttempts || (isNear && nearScore >= nearAlarm)) return 'alarm';
  return isNear ? 'watch' : null;
}

function describe(guardrail: Guardrail, level: Alarm['level'], series: Series, attempts: Attempt[]): Alarm {
  const proposals = attempts.flatMap((one) => one.proposals);
  const from = attempts[0]?.at ?? 0;
  const at = attempts.at(-1)?.at ?? from;
  return {
    key: `erosion:${guardrail.id}:${attempts.at(-1)?.proposals[0]?.id ?? ''}`,
    kind: 'erosion',
    at,
    level,
    sentence: `${attempt(series.attempts)} within ${inDays(at - from)} to narrow “${guardrail.sentence.replace(/\.$/, '')}”.`,
    figures: [
      { name: `Attempts in ${nearDays} days`, value: series.near, threshold: nearAttempts },
      { name: `Attempts in ${longDays} days`, value: series.attempts, threshold: longAttempts },
      { name: `Weight of the attempts in ${longDays} days`, value: series.score, threshold: longScore },
    ],
    evidence: { proposals: proposals.map(({ id }) => id), turns: [], versions: [] },
    remedy: proposals.some(({ life }) => life === 'approved') ? 'retire' : 'freeze',
  };
}

/**
 * Small steps at one guardrail. Each further attempt raises anew, and takes the place of the one before it: what was
 * acknowledged at the second attempt comes back at the third.
 */
export function erosion({ proposals }: History): Alarm[] {
  return guardrails.flatMap((guardrail) => {
    const attempts = attemptsAt(guardrail, proposals);
    const raised: { level: Alarm['level']; series: Series; from: number; to: number }[] = [];
    const [long, near] = [slidingSum(attempts, longDays), slidingSum(attempts, nearDays)];
    attempts.forEach((_attempt, place) => {
      const { from, score } = long(place);
      const { from: nearFrom, score: nearScore } = near(place);
      const series = { attempts: place + 1 - from, score, near: place + 1 - nearFrom, nearScore };
      const level = levelOf(series);
      if (level === null) return;
      const before = raised.at(-1);
      const goesOn = before !== undefined && before.to >= from;
      if (goesOn && (before.level === level || level === 'alarm')) raised.pop();
      raised.push({ level, series, from, to: place });
    });
    return raised.map(({ level, series, from, to }) =>
      describe(guardrail, level, series, attempts.slice(Math.max(from, to + 1 - mostShown), to + 1)),
    );
  });
}

/** For each place in turn, where the attempts of the last days begin, and their score together. */
function slidingSum(attempts: readonly Attempt[], days: number) {
  let from = 0;
  let score = 0;
  return (place: number) => {
    const now = attempts[place];
    score += now?.score ?? 0;
    for (let first = attempts[from]; now && first && from < place; first = attempts[from]) {
      if (first.at >= now.at - days * day) break;
      score -= first.score;
      from++;
    }
    return { from, score };
  };
}
