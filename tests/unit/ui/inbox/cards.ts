import type { ProposalView } from '../../../../src/domain/consent/proposal.ts';

/** A proposal as the inbox gets it. */
export const card = (id: string, more: Partial<ProposalView> = {}): ProposalView => ({
  id,
  kind: 'rule',
  scope: 'always',
  text: `Rule ${id}.`,
  origin: 'said',
  evidence: [],
  life: 'open',
  createdAt: 0,
  place: 0,
  report: { verdict: 'clear', findings: [] },
  ...more,
});
