import { mount, unmount } from 'svelte';
import type { App as AppState } from '../app/app.ts';
import type { MintTap } from '../domain/tap.ts';
import './tokens.css';
import './base.css';
import './kit/controls.css';
import App from './App.svelte';
import { createTapper } from './tap.ts';

/** Shows the app in `target`. Returns how to take it away again. `mint` goes no further than `tap.ts`. */
export function mountUi(
  target: HTMLElement,
  app: AppState,
  { mint }: { mint: MintTap },
): () => Promise<void> {
  const tap = createTapper({ mint, activation: navigator.userActivation });
  const mounted = mount(App, { target, props: { app, tap } });
  return () => unmount(mounted);
}
