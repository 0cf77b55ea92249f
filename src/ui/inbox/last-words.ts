import { onDestroy } from 'svelte';
import type { Desk } from './desk.svelte.ts';

/**
 * Why nothing was changed must not vanish with its card, which another tab may have decided: the desk says it then. Call
 * it while a component starts, and what it returns with each refusal.
 */
export function createLastWords(
  desk: Pick<Desk, 'say'>,
  shown: () => string | undefined,
): (sentence: string | undefined) => void {
  let gone = false;
  const say = (sentence: string | undefined) => {
    if (gone && sentence !== undefined) desk.say({ sentence });
  };
  onDestroy(() => {
    gone = true;
    say(shown());
  });
  return say;
}
