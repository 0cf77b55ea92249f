import { copiedRun } from '../screening/private.ts';
import type { Candidate, CandidateKind, Noticed, NothingReason, TurnToRead } from './candidate.ts';
import { isChoice } from './choices.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { correctionIn } from './corrections.ts';
import { cueOf } from './cues.ts';
import { isHypothetical, isOfOthers, isOnce, onlySoundsLikeAWish } from './refusals.ts';
import { scopeOf } from './scope-of.ts';
import { nameIn, slotIn, type FoundSlot } from './slot-finders.ts';
import { isHighStakes } from './topics.ts';

/** Words shared by two free values that are taken for the same taste. */
const alike = 0.5;
const longestValue = 160;

type Seen = { candidate: Candidate; evidence: { conversationId: string } };

/** Finds what a typed turn may teach: topic gate, cues, refusals, then slots and quotes. No model, no list of past turns. */
export function createNoticer() {
  return { notice, isHighStakes, agreeing };
}

function notice(turn: TurnToRead): Noticed {
  const { text, foreign, previousAssistant, foreignTexts = [] } = turn;
  if (isHighStakes(text)) return nothing('high-stakes');
  const typed = withoutForeign(text, foreign);
  if (typed.trim() === '') return nothing('not-typed');
  const clauses = clausesOf(typed);
  const whole = clauses.map((clause) => clause.text).join(' ');
  // What is picked of two things shows a taste; what is ordered for all time says so.
  const chosen = /\b(?:from now on|always (?:use|give|want|do)|by default)\b/.test(whole)
    ? undefined
    : choiceIn(typed, previousAssistant);
  const candidates: Candidate[] = chosen === undefined ? [] : [chosen];
  let reason: NothingReason = 'nothing-said';
  for (const [place, clause] of (chosen === undefined ? clauses : []).entries()) {
    const seen = candidateIn(typed, clause, clauses[place + 1], whole, previousAssistant);
    if (typeof seen === 'string') {
      if (seen !== 'nothing-said') reason = seen;
    } else if (
      !candidates.some(
        ({ item, slot, value }) =>
          item === seen.item && slot === seen.slot && (slot !== 'free' || value === seen.value),
      )
    )
      candidates.push(seen);
  }
  const own = candidates.filter(({ quote }) =>
    foreignTexts.every((other) => copiedRun(quote, other) === undefined),
  );
  if (own.length > 0) return { kind: 'candidates', candidates: own.slice(0, 3) };
  return nothing(candidates.length > 0 ? 'copied' : reason);
}

function candidateIn(
  typed: string,
  clause: Clause,
  next: Clause | undefined,
  whole: string,
  previous: string | undefined,
): Candidate | NothingReason {
  const quote = typed.slice(clause.from, clause.to).trim();
  const { text } = clause;
  const name = nameIn(quote);
  const correction =
    previous === undefined && !/\b(?:you|asked for)\b/.test(text)
      ? undefined
      : correctionIn(text, previous !== undefined);
  const slot = name ?? slotIn(text);
  const cue = cueOf(text, slot !== undefined);
  if (cue === undefined && correction === undefined) return 'nothing-said';
  if (isOnce(text) || (next !== undefined && /^(?:just|only) (?:this|for now|today)/.test(next.text)))
    return 'not-durable';
  if (isHypothetical(text)) return 'hypothetical';
  if (isOfOthers(text)) return 'hypothetical';
  if (onlySoundsLikeAWish(text) && (slot === undefined || /(?:called|titled|named|entitled)/.test(text)))
    return 'nothing-said';
  if (correction !== undefined && (cue?.strength !== 'outright' || slot === undefined)) {
    if (slot !== undefined && correction === 'correction_with_fix' && cue !== undefined)
      return preference(correction, slot, quote, text);
    return { ...free(correction, quote, text), item: 'rule', explicit: true };
  }
  if (cue === undefined) return 'nothing-said';
  if (clause.asks && cue.strength !== 'outright') return 'nothing-said';
  if (clause.asks && slot === undefined) return 'nothing-said';
  if (slot !== undefined) {
    if (cue.strength === 'implied' && !canBeImplied(slot, text)) return 'unclear';
    return preference(cue.kind, slot, quote, text);
  }
  if (cue.strength === 'implied') {
    // The sign of lasting may stand in the sentence beside it.
    const isMeantToLast =
      cueOf(whole)?.strength === 'outright' ||
      /\b(?:so|please)\b.*\b(?:always|never|leave|skip|avoid|use|give)\b/.test(text);
    if (!isMeantToLast || !speaksToAssistant(text)) return 'unclear';
  }
  if (!speaksToAssistant(text) || quote.length > longestValue) return 'unclear';
  return free(cue.kind, quote, text);
}

/** A wish about answers, not a story about oneself. */
const speaksToAssistant = (text: string): boolean =>
  /\b(?:you|your|please|me|give|use|write|answers?|reply|replies|show|keep|put|start|end|don't|stop|skip|avoid|leave|explain|include|add|suggest|assume|round|list|format|no \w+|never \w+|always \w+ (?:with|in|the|my|a|by|me|at)|recipes?|plans?|flights?|formulas?|emails?|code|tables?|bullets?|prefer)\b/.test(
    text,
  ) && !/^(?:i|we) (?:always|never)\b/.test(text);

const canBeImplied = ({ slot }: FoundSlot, text: string): boolean =>
  slot === 'name' ||
  slot === 'emoji' ||
  /\b(?:prefer|hate|can't stand|i (?:like|want|only use|use|think in|work in|code in)|i'd (?:like|rather)|don't (?:like|use|do)|please)\b/.test(
    text,
  );

function preference(kind: CandidateKind, { slot, value }: FoundSlot, quote: string, text: string): Candidate {
  const scope = slot === 'code_language' || slot === 'indentation' ? 'code' : 'always';
  return { item: 'preference', kind, slot, value, scope, polarity: polarityOf(text), explicit: true, quote };
}

function free(kind: CandidateKind, quote: string, text: string): Candidate {
  return {
    item: 'preference',
    kind,
    slot: 'free',
    value: tidy(quote),
    scope: scopeOf(quote),
    polarity: polarityOf(text),
    explicit: true,
    quote,
  };
}

function choiceIn(typed: string, previous: string | undefined): Candidate | undefined {
  const quote = typed.trim();
  if (!isChoice(quote, previous)) return undefined;
  const { text } = clausesOf(quote)[0] ?? { text: '' };
  const slot = slotIn(text);
  const [value = quote] = quote.split(/[,.;!]/);
  const base = {
    item: 'preference',
    kind: 'choice',
    scope: 'always',
    polarity: 'for',
    explicit: false,
    quote,
  } as const;
  return slot === undefined ? { ...base, slot: 'free', value: tidy(value) } : { ...base, ...slot };
}

/** The earlier choice, made in another conversation, that shows the same taste. */
function agreeing<Observed extends Seen>(
  earlier: readonly Observed[],
  observation: Observed,
): Observed | undefined {
  const { candidate, evidence } = observation;
  return earlier.find(
    (other) =>
      other.evidence.conversationId !== evidence.conversationId &&
      other.candidate.slot === candidate.slot &&
      (candidate.slot === 'free'
        ? isAlike(other.candidate.value, candidate.value)
        : other.candidate.value === candidate.value),
  );
}

function isAlike(one: string, other: string): boolean {
  const words = (text: string) => new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
  const [first, second] = [words(one), words(other)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared > 0 && shared / Math.min(first.size, second.size) >= alike;
}

const polarityOf = (text: string): Candidate['polarity'] =>
  /\b(?:no|never|don't|stop|hate|without|avoid|skip|can't stand)\b/.test(text) ? 'against' : 'for';

/** As a sentence of its own: without a greeting before it, with a capital and a full stop. */
function tidy(quote: string): string {
  const words = quote
    .replace(/^(?:and|but|so|oh|hey|hi|ok|okay|also|btw|by the way|please|pls|lol|nope?|well)[,\s]+/i, '')
    .replace(/[\s,;:!.]+$/, '')
    .trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Spaces in place of what was not typed: nothing moves. */
function withoutForeign(text: string, foreign: TurnToRead['foreign']): string {
  return foreign.reduce(
    (rest, { from, to }) => rest.slice(0, from) + '\n'.repeat(Math.max(0, to - from)) + rest.slice(to),
    text,
  );
}

const nothing = (reason: NothingReason): Noticed => ({ kind: 'nothing', reason });
