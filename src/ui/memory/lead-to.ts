import type { Memory } from '../../app/memory.svelte.ts';
import type { LearnedItem } from '../../domain/learned/state.ts';
import { withScope } from './version-words.ts';

export type Lead = { kind: 'item' } | { kind: 'conversation' } | { kind: 'gone'; sentence: string };

interface LeadDeps {
  items: readonly LearnedItem[];
  memory: Pick<Memory, 'history'>;
}

/** What the id in an address stands for: an active item, a conversation, or something that acts no longer. */
export async function leadTo(id: string, { items, memory }: LeadDeps): Promise<Lead> {
  if (items.some((item) => item.id === id)) return { kind: 'item' };
  const history = await memory.history(id);
  if (history === undefined) return { kind: 'conversation' };
  const { proposal } = history;
  if (proposal.text === null)
    return { kind: 'gone', sentence: 'That one is no longer active, and its words were forgotten.' };
  return { kind: 'gone', sentence: `That one is no longer active: “${withScope(proposal)}”.` };
}
