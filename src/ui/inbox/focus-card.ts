import { tick } from 'svelte';

export const cardId = (id: string): string => `proposal-${id}`;

/** Where the focus goes when nothing waits any more. */
export const emptyId = 'inbox-empty';

/** Once the page shows what changed: gives the focus to a card, or to the words that none is left. */
export async function focusCard(id: string | undefined): Promise<void> {
  await tick();
  const card = id === undefined ? null : document.getElementById(cardId(id));
  const place = card ?? document.getElementById(emptyId) ?? document.querySelector<HTMLElement>('main h1');
  place?.focus();
  place?.scrollIntoView({ block: 'nearest' });
}

/** After a decision: only if the focus fell to nothing. The person may have gone elsewhere meanwhile. */
export async function handOnFocus(id: string | undefined): Promise<void> {
  await tick();
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) await focusCard(id);
}
