import { createSubscriber } from 'svelte/reactivity';

const conditions = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'];

/** Called where something reactive runs, it runs that again whenever the theme changes. */
export const followTheme = createSubscriber((update) => {
  const chosen = new MutationObserver(update);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = conditions.map((condition) => matchMedia(condition));
  for (const query of system) query.addEventListener('change', update);
  return () => {
    chosen.disconnect();
    for (const query of system) query.removeEventListener('change', update);
  };
});
