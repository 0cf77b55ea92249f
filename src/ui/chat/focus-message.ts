import { tick } from 'svelte';
import type { ChatRow } from '../../app/chat.svelte.ts';
import { useApp } from '../context.ts';

const idsOf = (rows: readonly ChatRow[]): string[] =>
  rows.flatMap((row) => (row.kind === 'divider' ? [] : [row.message.id]));

/** The message that stands in `after` where `id` stood in `before`. Undefined where there is none. */
export function successorOf(
  id: string,
  before: readonly ChatRow[],
  after: readonly ChatRow[],
): string | undefined {
  const place = idsOf(before).indexOf(id);
  return place === -1 ? undefined : idsOf(after)[place];
}

/**
 * Once the page shows what changed: gives the focus to a message if it fell to nothing, and to the button of that name
 * in it where one can be pressed.
 */
export async function focusMessage(id: string, button?: string): Promise<void> {
  await tick();
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const article = document.getElementById(`message-${id}`);
  const same =
    button === undefined
      ? null
      : article?.querySelector<HTMLElement>(`button[aria-label="${button}"]:not(:disabled)`);
  (same ?? article)?.focus({ preventScroll: true });
}

/**
 * Returns what makes a change that puts another message in the place of one, and hands the focus on to it. Call it
 * while a component starts.
 */
export function useFocusKept(): (
  id: string,
  change: () => Promise<unknown>,
  button?: string,
) => Promise<void> {
  const { chat } = useApp();
  return async (id, change, button) => {
    const before = chat.rows;
    await change();
    const successor = successorOf(id, before, chat.rows);
    if (successor !== undefined) await focusMessage(successor, button);
  };
}
