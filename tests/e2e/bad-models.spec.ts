import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { connectServer, expect, send, test } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-bad-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  const path = join(folder, 'holiday.gguf');
  writeFileSync(path, 'This is a text about a holiday. '.repeat(4000));
  await importFile(page, appUrl, path);
  await expect(page.getByRole('alert')).toContainText(/not a .*model file|no .*GGUF|not a GGUF/i);
  expect(await storedModels(page)).toEqual([]);
});

test('a truncated file is refused in one sentence, and nothing is kept', async ({ page, appUrl }) => {
  const path = join(folder, 'cut.gguf');
  await writeTinyGguf(path);
  truncateSync(path, 200_000);
  await importFile(page, appUrl, path);
  await expect(page.getByRole('alert')).toContainText(/incomplete|cut/i);
  expect(await storedModels(page)).toEqual([]);
});

test('a file that the device has no room for is refused, and the draft is kept', async ({ page, appUrl }) => {
  const path = join(folder, 'fine.gguf');
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
  await connectServer(page, appUrl, scripted);
  await send(page, 'Before the disk is full');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(appUrl).origin, quotaSize: 1 });
  const text = 'A message that cannot be stored. '.repeat(100);
  await send(page, text);
  await expect(page.getByRole('alert')).toContainText(/storage|space|full/i);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(text);
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(appUrl).origin });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('');
});
