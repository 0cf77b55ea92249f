/** A model on its way here, over a bad connection and a browser that dies: it arrives whole, and answers without a network. */
import type { Page } from '@playwright/test';
import { folders, type ServedCatalogue } from '../fixtures/served-catalogue.ts';
import { killBrowser, launchProfile } from './browser-flags.ts';
import { articles, expect, send } from './fixtures.ts';
import { filesHere } from './stored-models.ts';
import { button, entry, patience, test } from './tiny-file.ts';

const kills = 5;
const mebibyte = 2 ** 20;

test.describe.configure({ timeout: 240_000 });

const bar = (page: Page) => page.getByRole('progressbar', { name: 'Download of Tiny file' });

async function openModels(page: Page, { appUrl }: ServedCatalogue) {
  await page.goto(`${appUrl}#/models`);
  await entry(page).waitFor(patience);
}

/** Percent of the model that are here, as the screen says. */
const percent = async (page: Page) => Number((await bar(page).getAttribute('aria-valuenow')) ?? 0);

async function ready(page: Page) {
  await expect(entry(page).getByRole('status').filter({ hasText: 'Ready' })).toBeVisible(patience);
}

test('a download in a browser that is killed again and again goes on each time, and the model answers offline', async ({
  served,
}) => {
  const { models } = served;
  const pace = { kind: 'slow', pauseMs: 60 } as const;
  models.fail(folders.gguf, { kind: 'busy', retryAfter: 1 }, 1);
  models.fail(folders.gguf, { kind: 'cut', after: 700_000 }, 1);
  models.fail(folders.gguf, pace, 1);
  let { context, profile } = await launchProfile();
  let page = await context.newPage();
  await openModels(page, served);
  await button(page, 'Download').click();
  let before = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await expect.poll(() => percent(page), patience).toBeGreaterThan(before + 6);
    before = await percent(page);
    killBrowser(profile);
    const asked = models.starts.length;
    models.fail(folders.gguf, { kind: 'broken' }, 1);
    models.fail(folders.gguf, pace, 1);
    ({ context, profile } = await launchProfile([], profile));
    page = await context.newPage();
    await openModels(page, served);
    // It goes on by itself, from where it was: what is fetched twice is at most 1 MiB.
    await expect.poll(() => percent(page), patience).toBeGreaterThanOrEqual(before - 1);
    await expect.poll(() => models.starts.length, patience).toBeGreaterThan(asked);
    const least = (served.ggufBytes * (before - 1)) / 100 - mebibyte;
    for (const start of models.starts.slice(asked)) expect(start).toBeGreaterThanOrEqual(least);
  }
  models.heal();
  await ready(page);
  expect((await filesHere(page)).toSorted()).toEqual(['tiny-gguf/tiny.gguf', 'tiny-gguf/tiny.gguf.sums']);
  try {
    await expect(entry(page)).toContainText('Works offline.', patience);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' }).click();
    await send(page, 'Hello there');
    await expect(articles(page, 'Assistant')).toContainText('small test model', patience);
  } finally {
    await context.close();
  }
});

test('a download can be paused, says why it waits, and is deleted with all it brought', async ({
  page,
  served,
}) => {
  const { models } = served;
  models.fail(folders.gguf, { kind: 'slow', pauseMs: 100 });
  await openModels(page, served);
  await button(page, 'Download').click();
  await expect.poll(() => percent(page), patience).toBeGreaterThan(5);
  await button(page, 'Pause').click();
  await expect(entry(page)).toContainText(/Paused:[^.]+of[^.]+MB\./, patience);

  // It stays paused over a reload.
  await page.reload();
  await expect(button(page, 'Resume')).toBeVisible(patience);
  const asked = models.requests.length;
  models.heal();
  models.fail(folders.gguf, { kind: 'busy' });
  expect(models.requests).toHaveLength(asked);
  await button(page, 'Resume').click();
  await expect(entry(page)).toContainText(
    /asks to wait: it was asked too often\. It tries again in/,
    patience,
  );
  await button(page, 'Pause').click();
  await button(page, 'Delete').click();
  await expect(button(page, 'Download')).toBeVisible(patience);
  expect(await filesHere(page)).toEqual([]);

  models.heal();
  await button(page, 'Download').click();
  await ready(page);
});

test('a disk that fills up on the way is said, what is here stays, and it goes on once there is room', async ({
  page,
  served,
}) => {
  const { models } = served;
  models.fail(folders.gguf, { kind: 'slow', pauseMs: 60 });
  await openModels(page, served);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(served.appUrl);
  await button(page, 'Download').click();
  await expect.poll(() => percent(page), patience).toBeGreaterThan(5);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  await expect(entry(page).getByRole('alert')).toContainText('storage of this device is full', patience);
  await expect(entry(page)).toContainText(/What is here stays: [^.]+ of [^.]+ MB\./);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  models.heal();
  await button(page, 'Resume').click();
  await ready(page);
});

test('files that went wrong are found, and fetched again', async ({ page, served }) => {
  await openModels(page, served);
  await button(page, 'Download').click();
  await ready(page);
  await button(page, 'Verify').click();
  await expect(entry(page)).toContainText('are as they arrived', patience);
  await page.reload();
  await ready(page);
  // The page itself cannot write into a file in place, so a whole other one takes its place.
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const models = await root.getDirectoryHandle('models');
    const folder = await models.getDirectoryHandle('tiny-gguf');
    const handle = await folder.getFileHandle('tiny.gguf');
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const writable = await handle.createWritable();
    await writable.write(bytes);
    await writable.close();
  });
  await button(page, 'Verify').click();
  await expect(entry(page).getByRole('alert')).toContainText('damaged or missing: tiny.gguf', patience);
  await button(page, 'Repair').click();
  await expect(entry(page)).toContainText('Repaired', patience);
  await ready(page);
});
