import { engineError } from '../domain/engine-error.ts';
import type { Launch } from '../domain/ports-platform.ts';
import type { App } from './app.ts';

const noRoomToShare = engineError(
  'quota',
  'What you shared did not arrive, because the storage of this device is full. Free some space and share it again.',
);

/** Brings what a shortcut or another app asked for onto the screen. Shared text joins the draft, and is not sent. */
export async function receiveLaunch(app: App, launch: Launch, goTo: (route: string) => void): Promise<void> {
  if (launch.route !== undefined) goTo(launch.route);
  if (launch.newChat || launch.sharedText !== undefined) {
    goTo('#/chat');
    await app.chat.open(null);
  }
  if (launch.reminder !== undefined) (await app.reminders.load()).seek(launch.reminder);
  if (launch.unshared) app.chat.report({ error: noRoomToShare, action: undefined });
  if (launch.sharedText === undefined) return;
  const { draft } = app;
  const gap = draft.text === '' ? '' : '\n';
  draft.replace({ from: draft.text.length, removed: 0, inserted: gap + launch.sharedText, source: 'shared' });
}
