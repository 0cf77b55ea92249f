import type { ProposalView } from '../../domain/consent/proposal.ts';

/** What the inbox lists one below the other: single proposals, and imports of several. */
export type InboxEntry =
  { kind: 'single'; id: string; card: ProposalView } | { kind: 'batch'; id: string; cards: ProposalView[] };

/** The proposals of one import stand together, where its newest stands. An import of one is like any other. */
export function entriesOf(cards: readonly ProposalView[]): InboxEntry[] {
  const byBatch = new Map<string, ProposalView[]>();
  for (const card of cards) {
    const key = card.batch ?? card.id;
    byBatch.set(key, [...(byBatch.get(key) ?? []), card]);
  }
  return [...byBatch].map(([id, rows]) => {
    const [card] = rows;
    return rows.length === 1 && card ? { kind: 'single', id, card } : { kind: 'batch', id, cards: rows };
  });
}

/** The cards in the order in which they stand on the page. */
export const cardsOf = (entries: readonly InboxEntry[]): ProposalView[] =>
  entries.flatMap((entry) => (entry.kind === 'single' ? [entry.card] : entry.cards));
