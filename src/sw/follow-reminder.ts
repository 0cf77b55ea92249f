/** What an open page is told when the notification of a reminder was clicked. */
export interface ReminderMessage {
  type: 'reminder';
  id: string;
}

export const reminderTag = 'assent-reminder-';

/** What is needed of a `WindowClient`: this file is read by the page's types too. */
interface OpenPage {
  url: string;
  focused: boolean;
  visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: ReminderMessage): void;
}

export interface FollowDeps {
  /** Also pages that no service worker controls yet, as after a forced reload. */
  pages(): Promise<readonly OpenPage[]>;
  open(url: string): Promise<unknown>;
  /** The app's base, absolute, with a slash at the end. */
  scope: string;
}

/** A click on the notification of a reminder: leads to its notice, in a page that is open or in a new one. */
export async function followReminder(
  notification: Pick<Notification, 'tag' | 'close'>,
  { pages, open, scope }: FollowDeps,
): Promise<void> {
  if (!notification.tag.startsWith(reminderTag)) return;
  notification.close();
  const id = notification.tag.slice(reminderTag.length);
  const ours = (await pages()).filter(({ url }) => url.startsWith(scope));
  const page =
    ours.find(({ focused }) => focused) ??
    ours.find(({ visibilityState }) => visibilityState === 'visible') ??
    ours[0];
  if (page === undefined) {
    await open(`${scope}?reminder=${encodeURIComponent(id)}#/chat`);
    return;
  }
  // The browser may refuse the focus; the page leads to the notice all the same.
  await page.focus().catch(() => undefined);
  page.postMessage({ type: 'reminder', id });
}
