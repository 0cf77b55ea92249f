import type { ProposalLife } from '../consent/proposal.ts';
import type { Scope } from '../learned/scope.ts';
import type { Slot } from '../learned/slots.ts';
import type { ItemKind } from '../learned/state.ts';
import type { Verdict } from '../sandbox/run.ts';
import { itemSentence } from './audit-trail.ts';
import { quoted } from './safe-markdown.ts';

/** A proposal, as a report tells of it. Times in milliseconds since 1970. A forgotten text is null. */
export interface ReportedProposal {
  id: string;
  kind: ItemKind;
  /** The value of a preference, the sentence of a rule, the JSON of a tool. */
  text: string | null;
  scope: Scope;
  slot?: Slot | undefined;
  life: ProposalLife;
  createdAt: number;
  decidedAt?: number | undefined;
  /** Why it was rejected. */
  objection: string | null;
  /** Why it was approved, where a reason was written. */
  reason: string | null;
  verdict?: Verdict | undefined;
}

/** An active rule, as a report tells of it: its answers of the week, counted. */
export interface ReportedRule {
  id: string;
  text: string;
  scope?: Scope | undefined;
  used: number;
  helped: number;
  hurt: number;
}

/** Whether a proposal is still to be decided. */
export const waits = ({ life }: ReportedProposal) => life === 'open' || life === 'blocked';

/** The sentence of a proposal, in quotes. */
export const said = (proposal: ReportedProposal) => quoted(itemSentence(proposal));

/** "no answers", "1 answer", "2 answers". */
export const counted = (count: number, noun: string) =>
  `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
