import { reminderTag } from './follow-reminder.ts';

/** One per reminder: the same id replaces what is shown, also from another tab. */
export interface Note {
  id: string;
  title: string;
  body: string;
}

export type NotificationPermissionState = 'granted' | 'denied' | 'default' | 'unsupported';

export interface NotificationsDeps {
  /** The service worker's registration; must settle also where there is none. */
  registration(): Promise<ServiceWorkerRegistration | undefined>;
  /** Undefined where the browser has none, as on an iPhone before the app is installed. */
  Notification: Pick<typeof Notification, 'permission' | 'requestPermission'> | undefined;
  /** Where the browser does not tell, the caller is trusted to ask from a click only. */
  activation?: Pick<UserActivation, 'isActive'> | undefined;
}

/** Notifications outside the page. Shown through the service worker: `new Notification` throws on Android. */
export function createNotifications({ registration, Notification, activation }: NotificationsDeps) {
  const permission = (): NotificationPermissionState => Notification?.permission ?? 'unsupported';
  let before: Promise<unknown> = Promise.resolve();

  /**
   * Chromium forgets a notification that is being shown while others are listed: it stays on the screen, but a click on it
   * does nothing, and nothing here can close it. So neither begins before the other has ended.
   */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = before.then(task);
    before = result.catch(() => {});
    return result;
  }

  return {
    permission,

    /** Asks the person, if that was not decided yet. Call it from a click. Whether notifications may be shown. */
    async ask(): Promise<boolean> {
      if (Notification === undefined || permission() !== 'default') return permission() === 'granted';
      if (activation?.isActive === false) return false;
      try {
        return (await Notification.requestPermission()) === 'granted';
      } catch {
        return false;
      }
    },

    /** Whether it was shown. Never rejects. */
    notify: ({ id, title, body }: Note): Promise<boolean> =>
      inTurn(async () => {
        if (permission() !== 'granted') return false;
        try {
          const worker = await registration();
          if (worker === undefined) return false;
          const icon = new URL('icons/icon-192.png', worker.scope).href;
          // It stays until somebody looks: a reminder that goes by itself may go unseen.
          const options = { body, icon, tag: `${reminderTag}${id}`, requireInteraction: true };
          await worker.showNotification(title, options);
          return true;
        } catch {
          // No active service worker yet, or the permission was taken away in between.
          return false;
        }
      }),

    /** Takes away what is shown of a reminder. Never rejects. */
    clear: (id: string): Promise<void> =>
      inTurn(async () => {
        if (permission() !== 'granted') return;
        try {
          const shown = await (await registration())?.getNotifications({ tag: `${reminderTag}${id}` });
          for (const notification of shown ?? []) notification.close();
        } catch {
          // Where they cannot be listed, the person closes it.
        }
      }),
  };
}
