import type { Appearance } from '../domain/settings.ts';

const key = 'assent.appearance';
const papers = { light: '#f8f7f0', dark: '#181c1b' };

/** What this device showed last. Readable before the database is open, so that the first paint is right. */
export function lastAppearance(): Appearance {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

/** Shows the given theme, or the last one, and remembers it for the next start. */
export function applyAppearance(appearance: Appearance = lastAppearance()): void {
  const { dataset } = document.documentElement;
  if (appearance === 'system') delete dataset['theme'];
  else dataset['theme'] = appearance;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content =
      papers[appearance === 'system' ? (meta.media.includes('dark') ? 'dark' : 'light') : appearance];
  }
  try {
    localStorage.setItem(key, appearance);
  } catch {
    // A browser that keeps nothing still shows the theme until the page closes.
  }
}
