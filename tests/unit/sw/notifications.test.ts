import { describe, expect, it, vi } from 'vitest';
import { createNotifications } from '../../../src/sw/notifications.ts';

const note = { id: 'r1', title: 'Reminder', body: 'tea' };

function setUp(
  permission: NotificationPermission,
  more: { answer?: NotificationPermission; isActive?: boolean; worker?: 'none' | 'broken' } = {},
) {
  const showNotification = vi.fn(async () => {
    if (more.worker === 'broken') throw new TypeError('No active registration.');
  });
  const Notification = {
    permission,
    requestPermission: vi.fn(async () => (Notification.permission = more.answer ?? 'granted')),
  };
  const close = vi.fn();
  const getNotifications = vi.fn(async () => {
    if (more.worker === 'broken') throw new TypeError('No active registration.');
    return [{ close }];
  });
  const worker = { scope: 'https://host.example/assent/', showNotification, getNotifications };
  const notifications = createNotifications({
    registration: async () =>
      more.worker === 'none' ? undefined : (worker as unknown as ServiceWorkerRegistration),
    Notification,
    activation: more.isActive === undefined ? undefined : { isActive: more.isActive },
  });
  return { notifications, showNotification, getNotifications, close, Notification };
}

describe('showing', () => {
  it('goes through the service worker, once per reminder', async () => {
    const { notifications, showNotification } = setUp('granted');
    expect(await notifications.notify(note)).toBe(true);
    expect(showNotification).toHaveBeenCalledExactlyOnceWith('Reminder', {
      body: 'tea',
      icon: 'https://host.example/assent/icons/icon-192.png',
      tag: 'assent-reminder-r1',
      requireInteraction: true,
    });
  });

  it.each(['default', 'denied'] as const)('asks nothing by itself while it is %s', async (permission) => {
    const { notifications, showNotification, Notification } = setUp(permission);
    expect(await notifications.notify(note)).toBe(false);
    expect(showNotification).not.toHaveBeenCalled();
    expect(Notification.requestPermission).not.toHaveBeenCalled();
  });

  it.each(['none', 'broken'] as const)('is false with a service worker that is %s', async (worker) => {
    expect(await setUp('granted', { worker }).notifications.notify(note)).toBe(false);
  });
});

describe('taking away', () => {
  it('closes what is shown of one reminder', async () => {
    const { notifications, getNotifications, close } = setUp('granted');
    await notifications.clear('r1');
    expect(getNotifications).toHaveBeenCalledExactlyOnceWith({ tag: 'assent-reminder-r1' });
    expect(close).toHaveBeenCalledOnce();
  });

  it.each(['none', 'broken'] as const)('never fails, with a service worker that is %s', async (worker) => {
    await setUp('granted', { worker }).notifications.clear('r1');
  });

  it('looks at nothing where nothing may be shown', async () => {
    const { notifications, getNotifications } = setUp('denied');
    await notifications.clear('r1');
    expect(getNotifications).not.toHaveBeenCalled();
  });
});

describe('together', () => {
  it('never lists what is shown while one is being shown, and the other way round', async () => {
    const { notifications, showNotification, getNotifications, close } = setUp('granted');
    const log: string[] = [];
    const slow = async (name: string) => {
      log.push(name);
      await new Promise((resolve) => setTimeout(resolve));
      log.push(`${name} ended`);
    };
    showNotification.mockImplementation(() => slow('show'));
    getNotifications.mockImplementation(async () => {
      await slow('list');
      return [{ close }];
    });
    await Promise.all([notifications.clear('r1'), notifications.notify(note), notifications.clear('r2')]);
    expect(log).toEqual(['list', 'list ended', 'show', 'show ended', 'list', 'list ended']);
  });

  it('goes on after one that failed', async () => {
    const { notifications, showNotification } = setUp('granted');
    showNotification.mockRejectedValueOnce(new TypeError('No permission.'));
    const shown = await Promise.all([notifications.notify(note), notifications.notify(note)]);
    expect(shown).toEqual([false, true]);
  });
});

describe('asking', () => {
  it.each([
    ['granted', true],
    ['denied', false],
    ['default', false],
  ] as const)('tells that the person answered %s', async (answer, may) => {
    const { notifications } = setUp('default', { answer, isActive: true });
    expect(await notifications.ask()).toBe(may);
    expect(notifications.permission()).toBe(answer);
  });

  it.each([
    ['granted', true],
    ['denied', false],
  ] as const)('does not ask again once it is %s', async (permission, may) => {
    const { notifications, Notification } = setUp(permission);
    expect(await notifications.ask()).toBe(may);
    expect(Notification.requestPermission).not.toHaveBeenCalled();
  });

  it('does not ask where nobody clicked', async () => {
    const { notifications, Notification } = setUp('default', { isActive: false });
    expect(await notifications.ask()).toBe(false);
    expect(Notification.requestPermission).not.toHaveBeenCalled();
  });
});

it('is of no use where the browser has no notifications, and says so', async () => {
  const notifications = createNotifications({ registration: async () => undefined, Notification: undefined });
  expect(notifications.permission()).toBe('unsupported');
  expect(await notifications.ask()).toBe(false);
  expect(await notifications.notify(note)).toBe(false);
});
