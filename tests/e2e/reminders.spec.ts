import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { articles, expect, send, test } from './fixtures.ts';

const last = (page: Page) => articles(page, 'Assistant').last();
const notice = (page: Page, name: string) => page.getByRole('alert').filter({ hasText: name });

async function say(page: Page, text: string) {
  const before = await articles(page, 'Assistant').count();
  await send(page, text);
  await expect(articles(page, 'Assistant')).toHaveCount(before + 1);
}

/** Headless Chromium denies at once: what the person answers is scripted. */
async function answerWith(context: BrowserContext, answer: NotificationPermission) {
  await context.addInitScript((given) => {
    let permission: NotificationPermission = 'default';
    Object.defineProperty(Notification, 'permission', { get: () => permission });
    Notification.requestPermission = async () => (permission = given);
  }, answer);
}

/**
 * Titles of the notifications that the system shows now. Never ask while one is being shown: Chromium then forgets it, so
 * wait for `notified` first.
 */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => [title, body]);
  });

/** Grants notifications. Returns the titles of those that were shown from now on, in all tabs, each once it is there. */
async function grantNotifications(context: BrowserContext): Promise<readonly string[]> {
  const notified: string[] = [];
  await context.grantPermissions(['notifications']);
  await context.exposeFunction('notified', (title: string) => void notified.push(title));
  await context.addInitScript(() => {
    const { showNotification } = ServiceWorkerRegistration.prototype;
    ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
      await showNotification.call(this, title, options);
      await (globalThis as unknown as { notified(title: string): Promise<void> }).notified(title);
    };
  });
  return notified;
}

/** Opens the app once its service worker is there. */
async function open(page: Page, appUrl: string) {
  await page.goto(appUrl);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

test('a reminder that was set offers a notification and a calendar file', async ({
  page,
  context,
  appUrl,
}) => {
  await answerWith(context, 'granted');
  await page.goto(appUrl);
  await say(page, 'remind me in 20 minutes to stretch');
  await expect(last(page)).toContainText('Reminder “stretch” set for');
  await expect(last(page)).toContainText('It rings while Assent is open.');
  const saved = page.waitForEvent('download');
  await last(page).getByRole('button', { name: 'Add to calendar' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('stretch.ics');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain('SUMMARY:stretch\r\n');
  expect(text).toContain('BEGIN:VALARM\r\n');
  await last(page).getByRole('button', { name: 'Notify me' }).click();
  await expect(last(page)).toContainText('You get a notification if Assent is open then.');
  await expect(last(page).getByRole('button', { name: 'Notify me' })).toHaveCount(0);
});

test('where notifications are refused, the card says how the reminder shows instead', async ({
  page,
  context,
  appUrl,
}) => {
  await answerWith(context, 'denied');
  await page.goto(appUrl);
  await say(page, 'timer 10 minutes');
  await last(page).getByRole('button', { name: 'Notify me' }).click();
  await expect(last(page).getByRole('status')).toHaveText(
    'Notifications are not allowed: a notice shows here while Assent is open.',
  );
  await expect(last(page).getByRole('button', { name: 'Notify me' })).toHaveCount(0);
});

test('a timer rings in a notice and in one notification, in two tabs; it is snoozed, rings again, and is done', async ({
  page,
  context,
  appUrl,
}) => {
  const notified = await grantNotifications(context);
  await context.clock.install();
  await open(page, appUrl);
  await say(page, 'set a 5 min pasta timer');
  const other = await context.newPage();
  await open(other, appUrl);
  await expect(other.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  await context.clock.fastForward('05:01');
  for (const tab of [page, other]) await expect(notice(tab, 'Timer: pasta')).toContainText('due today');
  await expect.poll(() => notified).toEqual(['Timer: pasta']);
  expect(await shown(page)).toEqual([['Timer: pasta', '']]);
  await notice(other, 'Timer: pasta').getByRole('button', { name: 'Snooze 10 minutes' }).click();
  for (const tab of [page, other]) await expect(notice(tab, 'Timer: pasta')).toHaveCount(0);
  await expect.poll(() => shown(page)).toEqual([]);
  await context.clock.fastForward('10:01');
  await expect(notice(page, 'Timer: pasta')).toBeVisible();
  await expect.poll(() => notified).toEqual(['Timer: pasta', 'Timer: pasta']);
  expect(await shown(page)).toEqual([['Timer: pasta', '']]);
  await notice(page, 'Timer: pasta').getByRole('button', { name: 'Done' }).click();
  for (const tab of [page, other]) await expect(notice(tab, 'Timer: pasta')).toHaveCount(0);
  await expect.poll(() => shown(page)).toEqual([]);
  await expect(last(page)).toContainText('Done.');
});

test('a click on the notification leads to the notice in the open tab', async ({ page, context, appUrl }) => {
  const notified = await grantNotifications(context);
  await context.clock.install();
  await open(page, appUrl);
  await say(page, 'remind me in 2 minutes to call Ana');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Memory' }).click();
  await context.clock.fastForward('02:01');
  await expect(notice(page, 'call Ana')).toBeVisible();
  await expect.poll(() => notified).toEqual(['call Ana']);
  expect(await shown(page)).toHaveLength(1);
  const [worker] = context.serviceWorkers();
  // In words, because these types know pages only.
  await worker?.evaluate(`registration.getNotifications().then(([notification]) => {
    dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  })`);
  await expect(notice(page, 'call Ana').getByRole('button', { name: 'Done' })).toBeFocused();
  await expect.poll(() => shown(page)).toEqual([]);
});

test('what came due while the app was closed is shown once at the next start, and says so', async ({
  page,
  context,
  appUrl,
}) => {
  await context.clock.install({ time: new Date('2027-03-10T16:00:00') });
  await page.goto(appUrl);
  await say(page, 'remind me at 5pm to water the plants');
  await page.close();
  await context.clock.setSystemTime(new Date('2027-03-11T09:00:00'));
  const later = await context.newPage();
  await later.goto(appUrl);
  const missed = notice(later, 'water the plants');
  await expect(missed).toContainText(
    /was due yesterday at (?:5:00\sPM|17:00), while Assent was closed or asleep/,
  );
  await missed.getByRole('button', { name: 'Done' }).click();
  await expect(missed).toHaveCount(0);
  await later.reload();
  await later.goto(`${appUrl}#/files`);
  await expect(later.getByRole('button', { name: 'Bring files in' })).toBeVisible();
  await expect(missed).toHaveCount(0);
});

test('what waits is listed and cancelled in words and by hand, and each comes back', async ({
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  await say(page, 'remind me tomorrow at 9am to call Ana');
  await say(page, 'remind me tomorrow at 10am to call Bob');
  await say(page, 'timer 30 minutes');
  await say(page, 'what reminders do I have?');
  await expect(last(page).getByRole('listitem')).toHaveText([
    /^Timer, in 30 min/,
    /^call Ana, tomorrow at/,
    /^call Bob/,
  ]);
  await say(page, 'cancel the reminder to call');
  await expect(last(page)).toContainText('Which one? Nothing was cancelled yet.');
  await say(page, 'cancel the reminder to call Ana');
  await expect(last(page)).toContainText('Cancelled “call Ana”, due tomorrow at');
  await say(page, 'undo');
  await expect(last(page)).toContainText('Undone');
  await page.goto(`${appUrl}#/files`);
  const upcoming = page.getByRole('region', { name: 'Reminders' });
  await expect(upcoming.getByRole('listitem')).toHaveCount(3);
  await upcoming
    .getByRole('listitem')
    .filter({ hasText: 'call Bob' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(upcoming.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(upcoming.getByRole('listitem')).toHaveCount(3);
});
