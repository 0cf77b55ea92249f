/** "Erase everything": nothing of the person stays, in no tab, and the program still starts without a network. */
import type { Page } from '@playwright/test';
import { articles, connectServer, expect, importModel, send, test } from './fixtures.ts';
import { underServiceWorker } from './service-worker.ts';

/** All that this origin keeps of the person, by name. What the program itself starts from is left out. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const files: string[] = [];
    const root = (await navigator.storage.getDirectory()) as FileSystemDirectoryHandle & {
      keys(): AsyncIterable<string>;
    };
    for await (const name of root.keys()) files.push(name);
    return {
      databases: (await indexedDB.databases()).flatMap(({ name }) => name ?? []),
      files,
      caches: (await caches.keys()).filter((name) => name.startsWith('webllm/') || name === 'assent-shared'),
      strings: Object.keys(localStorage),
    };
  });

/** Marks the page, so that one that was loaded anew can be told from it. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { before: true }));
const isNew = (page: Page) => () => page.evaluate(() => !('before' in window)).catch(() => false);

async function eraseEverything(page: Page) {
  await page.evaluate(() => (location.hash = '#/settings'));
  await mark(page);
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
}

test('everything is erased in every tab, and the app starts anew without a network', async ({
  context,
  appUrl,
  modelPath,
  scripted,
}) => {
  const first = await context.newPage();
  await importModel(first, appUrl, modelPath);
  await connectServer(first, appUrl, scripted);
  await send(first, 'A secret that must not stay');
  await expect(articles(first, 'Assistant').first()).toContainText('You said');
  await underServiceWorker(first);
  await first.evaluate(async () => {
    await (await caches.open('webllm/model')).put('https://models.example/weights', new Response('weights'));
    await (await caches.open('assent-shared')).put('./shared/1', new Response('shared'));
    await (await caches.open('of-another-app')).put('./other', new Response('other'));
  });
  const second = await context.newPage();
  await second.goto(first.url());
  await expect(articles(second, 'Assistant')).toHaveCount(1);
  await mark(second);
  const before = await kept(first);
  expect(before.files).toContain('models');
  expect(before.caches.toSorted()).toEqual(['assent-shared', 'webllm/model']);

  await eraseEverything(first);
  await expect.poll(isNew(first), { timeout: 30_000 }).toBe(true);
  await expect.poll(isNew(second), { timeout: 30_000 }).toBe(true);

  // Pages that started anew have made empty databases of their own: whose, their name says.
  const profilesBefore = before.databases.filter((name) => !['assent', 'assent-drafts'].includes(name));
  for (const page of [first, second]) {
    await page.goto(`${appUrl}#/chat`);
    await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
    await expect(page.getByText('A secret that must not stay')).toHaveCount(0);
    const after = await kept(page);
    expect(after.databases).not.toEqual(expect.arrayContaining(profilesBefore));
    expect(after.files).not.toContain('models');
    expect(after.caches).toEqual([]);
    expect(after.strings).not.toContain('assent-loading-model');
  }
  expect(await first.evaluate(() => caches.has('of-another-app'))).toBe(true);

  await context.setOffline(true);
  await first.goto(`${appUrl}#/models`);
  await first.reload();
  await expect(first.getByRole('button', { name: 'Import model file' })).toBeVisible();
  await expect(first.getByText('A secret that must not stay')).toHaveCount(0);
  await context.setOffline(false);
});

test('what could not be erased is said, and stays on the screen', async ({ context, appUrl }) => {
  const page = await context.newPage();
  await page.goto(appUrl);
  await underServiceWorker(page);
  await page.evaluate(() => {
    // A file that something else holds.
    FileSystemDirectoryHandle.prototype.removeEntry = () => Promise.reject(new Error('in use'));
    return navigator.storage.getDirectory().then((root) => root.getFileHandle('held', { create: true }));
  });
  await eraseEverything(page);
  await expect(page.getByRole('alert')).toContainText('Not everything could be erased', { timeout: 20_000 });
  // Long enough for a reload that somebody asked for to have come.
  await page.waitForTimeout(1000);
  expect(await isNew(page)()).toBe(false);
  await expect(page.getByRole('alert')).toContainText('model files');
});
