/** Settings, Storage: what takes how much, what of it can go, and whether it is protected. All of it without a network. */
import type { Page } from '@playwright/test';
import { articles, connectServer, expect, importModel, send, test } from './fixtures.ts';
import { underServiceWorker } from './service-worker.ts';
import { filesHere } from './stored-models.ts';

test.describe.configure({ timeout: 180_000 });

const storage = (page: Page) => page.getByRole('region', { name: 'Storage' });
const rows = (page: Page) => storage(page).getByRole('list', { name: 'What takes how much' });

async function openSettings(page: Page) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await expect(rows(page)).toBeVisible({ timeout: 60_000 });
}

async function remove(page: Page, name: string | RegExp) {
  await storage(page).getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('shows what takes how much, and frees it without a network', async ({
  page,
  context,
  appUrl,
  modelPath,
  scripted,
}) => {
  await importModel(page, appUrl, modelPath);
  await connectServer(page, appUrl, scripted);
  await send(page, 'A talk that takes some room');
  await expect(articles(page, 'Assistant').first()).toContainText('You said');
  await underServiceWorker(page);
  await context.setOffline(true);
  await page.reload();
  await openSettings(page);

  const onDisk = await page.evaluate(async () => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models');
    let bytes = 0;
    for await (const folder of models.values())
      for await (const file of (folder as FileSystemDirectoryHandle).values())
        bytes += (await (file as FileSystemFileHandle).getFile()).size;
    return bytes;
  });
  const inWords = onDisk < 1e6 ? `${Math.round(onDisk / 1e3)} KB` : `${Math.round(onDisk / 1e6)} MB`;
  await expect(rows(page).getByRole('listitem').filter({ hasText: 'Tiny test model' })).toContainText(
    inWords,
  );
  await expect(rows(page)).toContainText('One conversation');
  await expect(rows(page)).toContainText('The app itself');
  await expect(storage(page)).toContainText(/Not protected|Protected/);

  await remove(page, 'Delete Tiny test model');
  await expect(page.getByRole('status').filter({ hasText: `Deleted. ${inWords} freed.` })).toBeVisible();
  await expect(rows(page)).not.toContainText('Tiny test model');
  expect(await filesHere(page)).toEqual([]);

  await remove(page, 'Delete What models run on');
  await expect(rows(page)).not.toContainText('What models run on');
  expect(await page.evaluate(() => caches.has('assent-engines'))).toBe(false);

  await remove(page, 'Delete one conversation');
  await expect(rows(page)).not.toContainText('One conversation');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' }).click();
  await expect(page.getByText('A talk that takes some room')).toHaveCount(0);
});

test('asks the browser for protection, and says what came of it', async ({ page, appUrl }) => {
  await page.addInitScript(() => {
    let persisted = false;
    Object.assign(navigator.storage, {
      persisted: async () => persisted,
      persist: async () => (persisted = true),
    });
  });
  await page.goto(appUrl);
  await openSettings(page);
  await expect(storage(page)).toContainText('the browser may delete all of this at once');
  await storage(page).getByRole('button', { name: 'Ask for protection' }).click();
  await expect(storage(page)).toContainText('Protected. The browser has promised');
  await expect(storage(page).getByRole('button', { name: 'Ask for protection' })).toBeHidden();
});
