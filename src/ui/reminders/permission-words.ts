import type { ReminderNotifications } from '../../app/reminders.svelte.ts';

/** How a reminder will show itself. `asked`: the person has just been asked. */
export function ringingInWords(
  permission: ReturnType<ReminderNotifications['permission']>,
  asked: boolean,
): string {
  switch (permission) {
    case 'granted':
      return 'You get a notification if Assent is open then.';
    case 'default':
      return asked
        ? 'Notifications are not allowed yet: a notice shows here while Assent is open.'
        : 'It rings while Assent is open.';
    case 'denied':
      return 'Notifications are not allowed: a notice shows here while Assent is open.';
    case 'unsupported':
      return 'This browser has no notifications: a notice shows here while Assent is open.';
  }
}
