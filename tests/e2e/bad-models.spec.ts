import { truncateSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

async function importFile(page: Page, appUrl: string, path: string) {
  await page.goto(`${appUrl}#/models`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import model file' }).click();
  await (await chooser).setFiles(path);
}

/** Names of all that stands in the private file system under `models`. */
const storedModels = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const found: string[] = [];
    try {
      const models = await root.getDirectoryHandle('models');
      for await (const folder of models.values()) {
        for await (const name of (folder as FileSystemDirectoryHandle).keys()) found.push(name);
      }
    } catch {
      return found;
    }
    return found;
  });

test('a file that is no GGUF is refused in one sentence, and nothing is kept', async ({ page, appUrl }) => {
  const path = test.info().outputPath('holiday.gguf');
  writeFileSync(path, 'This is a text about a holiday. '.repeat(4000));
  await importFile(page, appUrl, path);
  await expect(page.getByRole('alert')).toContainText(/not a .*model file|no .*GGUF|not a GGUF/i);
  expect(await storedModels(page)).toEqual([]);
});

test('a truncated file is refused in one sentence, and nothing is kept', async ({ page, appUrl }) => {
  const path = test.info().outputPath('cut.gguf');
  await writeTinyGguf(path);
  truncateSync(path, 200_000);
  await importFile(page, appUrl, path);
  await expect(page.getByRole('alert')).toContainText(/incomplete|cut/i);
  expect(await storedModels(page)).toEqual([]);
});

test('a file that the device has no room for is refused, and the draft is kept', async ({ page, appUrl }) => {
  const path = test.info().outputPath('fine.gguf');
  await writeTinyGguf(path, { layers: 4, width: 512 });
  await page.goto(appUrl);
  await page.getByRole('textbox', { name: 'Message' }).fill('My draft');
  await page.waitForTimeout(600);
  const session = await page.context().newCDPSession(page);
  const origin = new URL(appUrl).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 6_000_000 });
  await importFile(page, appUrl, path);
  await expect(page.getByRole('alert')).toContainText(/storage|room|space/i);
  expect(await storedModels(page)).toEqual([]);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('My draft');
});

test('with a full disk a message is refused in one sentence, and the composer keeps its text', async ({
  page,
  appUrl,
  scripted,
}) => {
  test.setTimeout(240_000);
  await connectServer(page, appUrl, scripted);
  await send(page, 'Before the disk is full');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(appUrl);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const text = 'A message that cannot be stored. '.repeat(100);
  // Chromium looks at the quota of a database anew only every half a minute.
  await expect(async () => {
    await send(page, text);
    await expect(page.getByRole('alert')).toContainText(/storage|space|full/i, { timeout: 2000 });
  }).toPass({ timeout: 75_000, intervals: [4000] });
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(text);
  const stored = await articles(page, 'You').count();
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(async () => {
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('', { timeout: 2000 });
  }).toPass({ timeout: 75_000, intervals: [4000] });
  await expect(articles(page, 'You')).toHaveCount(stored + 1);
});
