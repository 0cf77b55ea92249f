import { copiedRun } from '../screening/private.ts';
import type { LinearWeights } from '../text/linear-classifier.ts';
import type { Candidate, Noticed, NothingReason, TurnToRead } from './candidate.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { isPraise } from './corrections.ts';
import { clauseCandidate, patternCandidates } from './pattern-candidates.ts';
import { isHighStakes } from './topics.ts';
import { createTurnClassifier, labelOf } from './turn-classifier.ts';

/** Words shared by two free values that are taken for the same taste. */
const alike = 0.5;

type Seen = { candidate: Candidate; evidence: { conversationId: string } };

/**
 * Finds what a typed turn may teach. Topic gate first; then a classifier over the words, and over what the patterns find,
 * says what the turn is; then the patterns say which slot, value and quote. No model, no list of past turns.
 */
export function createNoticer(weights: LinearWeights) {
  const classify = createTurnClassifier(weights);

  /** The candidates of a turn that the classifier takes for one that teaches. */
  function candidatesOf(typed: string, previous: string | undefined): Candidate[] | NothingReason {
    const clauses = clausesOf(typed);
    const { candidates, reason } = patternCandidates(typed, clauses, previous);
    const label = labelOf(classify(typed, previous));
    const best = (name: 'explicit' | 'correction'): Clause | undefined =>
      clauses
        .map((clause) => ({
          clause,
          chance: classify(typed.slice(clause.from, clause.to), previous)[name] ?? 0,
        }))
        .sort((one, other) => other.chance - one.chance)[0]?.clause;
    const or = (found: Candidate[], clause: Clause | undefined, kind: Candidate['kind']) => {
      if (found.length > 0) return found;
      const made = clause && clauseCandidate(typed, clause, kind);
      return made === undefined ? 'unclear' : [made];
    };
    switch (label) {
      case 'explicit':
        return or(
          candidates.filter(({ item, explicit }) => item === 'preference' && explicit),
          best('explicit'),
          'standing',
        );
      case 'correction':
        if (clauses.some(({ text }) => isPraise(text))) return 'nothing-said';
        return or(
          candidates.filter(({ item }) => item === 'rule'),
          best('correction'),
          'correction_without_fix',
        );
      case 'implicit':
        return or(
          candidates.filter(({ explicit }) => !explicit),
          { from: 0, to: typed.length, text: clauses.map(({ text }) => text).join(' '), asks: false },
          'choice',
        );
      case 'high_stakes':
        return 'high-stakes';
      case 'not_durable':
        return 'not-durable';
      case 'none':
        return reason;
      case 'unclear':
        return reason === 'nothing-said' ? 'unclear' : reason;
    }
  }

  function notice({ text, foreign, previousAssistant, foreignTexts = [] }: TurnToRead): Noticed {
    if (isHighStakes(text)) return nothing('high-stakes');
    const typed = withoutForeign(text, foreign);
    if (typed.trim() === '') return nothing('not-typed');
    const candidates = candidatesOf(typed, previousAssistant);
    if (typeof candidates === 'string') return nothing(candidates);
    const own = candidates.filter(({ quote }) =>
      foreignTexts.every((other) => copiedRun(quote, other) === undefined),
    );
    return own.length > 0 ? { kind: 'candidates', candidates: own.slice(0, 3) } : nothing('copied');
  }

  return { notice, isHighStakes, agreeing };
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

/** Spaces in place of what was not typed: nothing moves. */
function withoutForeign(text: string, foreign: TurnToRead['foreign']): string {
  return foreign.reduce(
    (rest, { from, to }) => rest.slice(0, from) + '\n'.repeat(Math.max(0, to - from)) + rest.slice(to),
    text,
  );
}

const nothing = (reason: NothingReason): Noticed => ({ kind: 'nothing', reason });
