import { mount, unmount } from 'svelte';
import type { App as AppState } from '../app/app.ts';
import './tokens.css';
import './base.css';
import './kit/controls.css';
import App from './App.svelte';

/** Shows the app in `target`. Returns how to take it away again. */
export function mountUi(target: HTMLElement, app: AppState): () => Promise<void> {
  const mounted = mount(App, { target, props: { app } });
  return () => unmount(mounted);
}
