import { onDestroy } from 'svelte';

/**
 * Why nothing was changed must not vanish with its card, which another tab may have decided: then it is said elsewhere.
 * Call it while a component starts, and what it returns with each refusal.
 */
export function createLastWords(
  say: (sentence: string) => void,
  shown: () => string | undefined,
): (sentence: string | undefined) => void {
  let gone = false;
  const sayOnceGone = (sentence: string | undefined) => {
    if (gone && sentence !== undefined) say(sentence);
  };
  onDestroy(() => {
    gone = true;
    sayOnceGone(shown());
  });
  return sayOnceGone;
}
