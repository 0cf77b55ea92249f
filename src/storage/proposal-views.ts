import { replacedBy } from '../domain/consent/decide.ts';
import type { Proposal, ProposalView } from '../domain/consent/proposal.ts';
import type { LearnedItem, TextRef } from '../domain/learned/state.ts';
import type { ScreeningReport } from '../domain/screening/report.ts';
import type { Texts } from './texts.ts';

/** Every text that a proposal refers to. */
export const refsOf = (proposal: Proposal): TextRef[] =>
  [
    proposal.text,
    proposal.report,
    proposal.reason,
    proposal.objection,
    ...proposal.evidence.map(({ quote }) => quote),
  ].filter((ref) => ref !== undefined);

/** Proposals as they are shown: texts in place, and what each would replace among the active `items`. */
export async function viewsOf(
  texts: Texts,
  proposals: readonly Proposal[],
  items: readonly LearnedItem[],
): Promise<ProposalView[]> {
  const found = await texts.read(proposals.flatMap(refsOf));
  return proposals.map((proposal) => viewOf(proposal, found, items));
}

function viewOf(
  { text, report, reason, objection, evidence, ...rest }: Proposal,
  found: ReadonlyMap<string, string>,
  items: readonly LearnedItem[],
): ProposalView {
  const textOf = (ref: TextRef) => found.get(ref.id) ?? null;
  const shown = textOf(text);
  const { kind, scope, slot, life } = rest;
  const isPending = life === 'open' || life === 'blocked';
  const [replaced] =
    shown === null || !isPending
      ? []
      : replacedBy(items, { kind, scope, ...(slot && { slot }), text: shown });
  return {
    ...rest,
    text: shown,
    report: readReport(textOf(report)),
    evidence: evidence.map((piece) => ({ ...piece, quote: textOf(piece.quote) })),
    ...(reason && { reason: textOf(reason) }),
    ...(objection && { objection: textOf(objection) }),
    ...(replaced && { replaced: { id: replaced.id, text: replaced.text } }),
  };
}

/** Reports are forgotten with their proposals. */
function readReport(text: string | null): ScreeningReport {
  return text === null ? { verdict: 'clear', findings: [] } : (JSON.parse(text) as ScreeningReport);
}
