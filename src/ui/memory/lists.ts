import type { ProposalView } from '../../domain/consent/proposal.ts';
import { scopes, type Scope } from '../../domain/learned/scope.ts';
import { bounds, type ItemKind, type LearnedItem } from '../../domain/learned/state.ts';

export interface ScopeGroup {
  scope: Scope;
  items: LearnedItem[];
}

export const ofKind = (items: readonly LearnedItem[], kind: ItemKind): LearnedItem[] =>
  items.filter((item) => item.kind === kind);

/** The preferences of each scope that has any, in the order of the scopes. */
export function preferencesByScope(items: readonly LearnedItem[]): ScopeGroup[] {
  const preferences = ofKind(items, 'preference');
  return scopes
    .map((scope) => ({ scope, items: preferences.filter((item) => item.scope === scope) }))
    .filter((group) => group.items.length > 0);
}

/** "3 of 20". */
export const boundInWords = (items: readonly LearnedItem[], kind: ItemKind): string =>
  `${ofKind(items, kind).length} of ${bounds[kind]}`;

/** Decided proposals whose words are still there and act nowhere. */
export const noLongerInUse = (
  decided: readonly ProposalView[],
  active: readonly LearnedItem[],
): ProposalView[] =>
  decided.filter(({ id, text }) => text !== null && !active.some((item) => item.id === id));

/** How it left: an approved one that acts no longer was retired or replaced. */
export function leavingInWords({ life, version }: Pick<ProposalView, 'life' | 'version'>): string {
  switch (life) {
    case 'approved':
      return version === undefined ? 'Acted once' : `Acted from version ${version} on, and acts no longer`;
    case 'rejected':
      return 'You rejected it';
    case 'expired':
      return 'It was not decided in time';
    case 'open':
    case 'blocked':
      return 'Waits in the inbox';
  }
}

export const rowId = (id: string): string => `memory-${id}`;
