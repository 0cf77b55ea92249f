import type { Launch } from '../domain/ports-platform.ts';
import type { App } from './app.ts';

/** Brings what a shortcut or another app asked for onto the screen. Shared text joins the draft, and is not sent. */
export async function receiveLaunch(app: App, launch: Launch, goTo: (route: string) => void): Promise<void> {
  if (launch.route !== undefined) goTo(launch.route);
  if (launch.newChat || launch.sharedText !== undefined) {
    goTo('#/chat');
    await app.chat.open(null);
  }
  if (launch.sharedText === undefined) return;
  const { draft } = app;
  const gap = draft.text === '' ? '' : '\n';
  draft.replace({ from: draft.text.length, removed: 0, inserted: gap + launch.sharedText, source: 'shared' });
}
