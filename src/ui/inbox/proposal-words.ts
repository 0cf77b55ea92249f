import type { ProposalView } from '../../domain/consent/proposal.ts';
import type { Scope } from '../../domain/learned/scope.ts';
import { preferenceSentence } from '../../domain/learned/slots.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';
import type { CandidateKind } from '../../domain/noticing/candidate.ts';

/** What of an item is needed to name it. A forgotten text is null. */
export type Named = Pick<LearnedItem, 'kind' | 'slot'> & { text: string | null };

/** When something counts. */
export const scopeNames: Record<Scope, string> = {
  always: 'Always',
  code: 'In code',
  writing: 'In writing',
  math: 'In mathematics',
  planning: 'In plans',
  other: 'In everything else',
};

/** What acts, as a sentence without its full stop: "Use metric units". */
export function itemInWords({ kind, slot = 'free', text }: Named): string {
  if (text === null) return 'A text that was forgotten';
  if (kind === 'tool') return toolName(text);
  return (kind === 'preference' ? preferenceSentence(slot, text) : text).replace(/\.$/, '');
}

/** The change that a proposal makes: "Use metric units", "Add rule: Start emails with a greeting". */
export function changeInWords(card: Named): string {
  const words = itemInWords(card);
  switch (card.kind) {
    case 'preference':
      return words;
    case 'rule':
      return `Add rule: ${words}`;
    case 'tool':
      return `Add tool: ${words}`;
  }
}

/** "Imported rule". */
export function kindInWords({ kind, origin }: Pick<ProposalView, 'kind' | 'origin'>): string {
  const name = { preference: 'preference', rule: 'rule', tool: 'tool' }[kind];
  const words = origin === 'imported' ? `imported ${name}` : name;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const waysToSay: Record<CandidateKind, string> = {
  standing: 'You said so outright.',
  identity: 'You said so about yourself.',
  dislike: 'You said what you do not want.',
  choice: 'You chose this.',
  correction_with_fix: 'You said what an answer should have been.',
  correction_without_fix: 'You said that an answer was wrong.',
};

/** Why it is proposed, in one or two sentences. */
export function whyInWords(card: Pick<ProposalView, 'origin' | 'said' | 'evidence' | 'reason'>): string {
  const reason = card.reason ?? '';
  switch (card.origin) {
    case 'hand':
      return 'You wrote it yourself.';
    case 'imported':
      return reason === '' ? 'From a file that you imported.' : reason;
    case 'correction':
      return withReason('You corrected an answer.', reason);
    case 'said':
      return withReason(waysToSay[card.said ?? 'standing'], reason);
    case 'inferred': {
      if (card.said === undefined && reason !== '') return reason;
      const times = new Set(card.evidence.map(({ conversationId }) => conversationId)).size;
      const often = times === 2 ? 'two' : times;
      if (times < 2) return withReason(waysToSay[card.said ?? 'choice'], reason);
      return withReason(`You chose this in ${often} conversations.`, reason);
    }
  }
}

/** "Approved in version 3". */
export function lifeInWords({ life, version }: Pick<ProposalView, 'life' | 'version'>): string {
  switch (life) {
    case 'approved':
      return version === undefined ? 'Approved' : `Approved in version ${version}`;
    case 'rejected':
      return 'Rejected';
    case 'expired':
      return 'Not decided in time';
    case 'open':
    case 'blocked':
      return 'Waits';
  }
}

/** "+12 tokens", "−3 tokens": what it costs in every prompt. */
export function tokensInWords(tokens: number): string {
  if (tokens === 0) return 'no more tokens than now';
  const size = Math.abs(tokens);
  return `${tokens < 0 ? '−' : '+'}${size.toLocaleString('en')} ${size === 1 ? 'token' : 'tokens'}`;
}

const withReason = (sentence: string, reason: string) => (reason === '' ? sentence : `${sentence} ${reason}`);

/** The text of a tool is the canonical JSON of what it is. */
function toolName(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    const isNamed = typeof parsed === 'object' && parsed !== null && 'name' in parsed;
    return isNamed && typeof parsed.name === 'string' ? parsed.name : 'a tool without a name';
  } catch {
    return 'a tool that cannot be read';
  }
}
