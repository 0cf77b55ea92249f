import type { Candidate, CandidateKind, NothingReason } from './candidate.ts';
import { isChoice } from './choices.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { correctionIn } from './corrections.ts';
import { cueOf } from './cues.ts';
import { isHypothetical, isOfOthers, isOnce, onlySoundsLikeAWish } from './refusals.ts';
import { scopeOf } from './scope-of.ts';
import { nameIn, slotIn, type FoundSlot } from './slot-finders.ts';

const longestValue = 160;

/** What the patterns find in a typed turn, or why they find nothing. */
export function patternCandidates(
  typed: string,
  clauses: readonly Clause[],
  previous: string | undefined,
): { candidates: Candidate[]; reason: NothingReason } {
  const whole = clauses.map((clause) => clause.text).join(' ');
  // What is picked of two things shows a taste; what is ordered for all time says so.
  const chosen = /\b(?:from now on|always (?:use|give|want|do)|by default)\b/.test(whole)
    ? undefined
    : choiceIn(typed, previous);
  if (chosen !== undefined) return { candidates: [chosen], reason: 'nothing-said' };
  const candidates: Candidate[] = [];
  let reason: NothingReason = 'nothing-said';
  for (const [place, clause] of clauses.entries()) {
    const seen = candidateIn(typed, clause, clauses[place + 1], whole, previous);
    if (typeof seen === 'string') {
      if (seen !== 'nothing-said') reason = seen;
    } else if (!candidates.some((other) => isSame(other, seen))) candidates.push(seen);
  }
  return { candidates, reason };
}

const isSame = (one: Candidate, other: Candidate): boolean =>
  one.item === other.item && one.slot === other.slot && (one.slot !== 'free' || one.value === other.value);

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

/** What a clause teaches where the patterns do not see it, but its words say that it teaches something. */
export function clauseCandidate(
  typed: string,
  { from, to, text }: Clause,
  kind: CandidateKind,
): Candidate | undefined {
  const quote = typed.slice(from, to).trim();
  if (quote.length > longestValue) return undefined;
  if (kind === 'correction_without_fix') return { ...free(kind, quote, text), item: 'rule' };
  const slot = nameIn(quote) ?? slotIn(text);
  const found = slot === undefined ? free(kind, quote, text) : preference(kind, slot, quote, text);
  return { ...found, explicit: kind !== 'choice' };
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
