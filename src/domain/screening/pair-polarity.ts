import { lightStems, stemsOf } from './pair-lexicon.ts';
import { stemOf } from './pair-stem.ts';
import { backNegators, negators } from './pair-words.ts';
import { wordsOf } from '../text/words.ts';

const turning = new Set(wordsOf(negators));
const turningBack = new Set(wordsOf(backNegators));
const carriers = new Set([
  'leave',
  'keep',
  'take',
  'cut',
  'rule',
  'left',
  'kept',
  'leaves',
  'leaving',
  'keeping',
  'stay',
  'stays',
]);
const beings = new Set(['be', 'is', 'are', 'stay', 'been', 'stays', 'remain', 'get', 'gets', 'being']);
const clauseEnds = new Set([',', ';', ':', '.', '!', '?', 'but', '—', '–', '(']);

const prepositions = new Set([
  'in',
  'for',
  'on',
  'at',
  'to',
  'from',
  'when',
  'after',
  'before',
  'during',
  'if',
  'unless',
  'while',
  'where',
  'over',
]);

/**
 * For each word, whether it stands under a negation: "no X", "never … X", "keep X out of Y", "X is left out", "X-free",
 * "rather than X". Scope ends with the clause. A negator itself has the sign of what stands before it.
 */
export function negationOf(words: readonly string[]): boolean[] {
  const negated = words.map(() => false);
  let from = 0;
  for (let place = 0; place <= words.length; place++) {
    if (place < words.length && !clauseEnds.has(words[place] ?? '')) continue;
    markClause(words, negated, from, place);
    from = place + 1;
  }
  return negated;
}

function markClause(words: readonly string[], negated: boolean[], from: number, to: number): void {
  let carrier = -1;
  let being = -1;
  let state = false;
  let denied = 0;
  const turn = (first: number, last: number) => {
    for (let place = first; place < last; place++) negated[place] = !negated[place];
  };
  for (let place = from; place < to; place++) {
    const word = words[place] ?? '';
    const next = words[place + 1];
    // "No titles in poems" denies titles, not poems; "never reply in German" denies German.
    if (state && denied > 0 && prepositions.has(word)) state = false;
    if (!state) denied = 0;
    else if (!lightStems.has(stemOf(word))) denied++;
    negated[place] = state !== (negated[place] ?? false);
    if ((word === 'out' || word === 'alone' || word === 'off') && carrier >= 0) {
      if (place > carrier + 1) turn(carrier + 1, place);
      else if (place + 1 < to && next !== 'of' && next !== 'in' && next !== 'from') state = !state;
      else turn(from, carrier);
    } else if (word === 'free' && (next === 'of' || next === 'from')) state = !state;
    else if (word === 'free' && words[place - 1] === '-') turn(place - 2, place - 1);
    else if (turningBack.has(word) && being >= 0) turn(from, being);
    else if (word === 'than' && words[place - 1] === 'rather') state = true;
    else if (word === 'of' && (words[place - 1] === 'instead' || words[place - 1] === 'place')) state = true;
    else if (word === 'not' && next === 'only') continue;
    else if (word === 'nothing' && next === 'but') continue;
    else if (turning.has(word) && !isBound(words, place)) state = !state;
    else if (word === 'instead' && next !== 'of') state = false;
    if (carriers.has(word)) carrier = place;
    if (beings.has(word)) being = place;
  }
}

/** "No more than", "no answer over", "never beyond": a limit, not a denial. */
const isBound = (words: readonly string[], place: number): boolean =>
  words.slice(place + 1, place + 5).some((word) => limits.has(word)) &&
  words.slice(place + 1, place + 9).some((word) => figure.test(word));

const limits = new Set([
  'more',
  'longer',
  'fewer',
  'less',
  'shorter',
  'over',
  'above',
  'beyond',
  'under',
  'below',
  'exceed',
  'wider',
  'earlier',
  'later',
  'before',
  'after',
]);
const figure =
  /^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|thousand|half|an?)$/;

const conditionStart =
  /^(?:when|if|for|in|on|with|after|before|during|at|while|whenever|as|once|where)\b[^.;]*?,/i;
const conditionInside =
  /\b(?:when|if|unless|except|while|whenever|until|only (?:for|in|on|after|before)|in case|where possible)\b/i;

/** The words of a condition or of a narrower field: "In emails, …", "… when I ask for it". Empty if the rule has none. */
export function conditionOf(text: string): string[] {
  const start = conditionStart.exec(text);
  if (start) return stemsOf(start[0]);
  const inside = conditionInside.exec(text);
  return inside ? stemsOf(text.slice(inside.index)) : [];
}
