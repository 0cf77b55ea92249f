/** Models that a person or a deployer brings: split files, folders in MLC format, addresses, and a mirror beside the app. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dist } from '../fixtures/built-app.ts';
import { fakeMlcEntry, writeFakeMlcModel } from '../fixtures/fake-mlc-model.ts';
import { startModelServer } from '../fixtures/model-server.ts';
import { startPreview } from '../fixtures/preview.ts';
import { tinyAnswer, tinyGguf, tinyGgufParts } from '../fixtures/tiny-gguf.ts';
import { launchProfile, softwareGpu } from './browser-flags.ts';
import { articles, expect, send, test } from './fixtures.ts';
import { cached, filesHere } from './stored-models.ts';

test.describe.configure({ timeout: 240_000 });

/** Generous: everything is awaited, nothing measured. */
const patience = { timeout: 60_000 };

const entry = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
const ready = (page: Page, name: string) =>
  entry(page, name).getByRole('status').filter({ hasText: 'Ready' });

async function choose(
  page: Page,
  button: 'Import model file' | 'Import model folder',
  paths: string | string[],
) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await chooser).setFiles(paths);
}

async function answers(page: Page) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chat' }).click();
  await send(page, 'Hello there');
  await expect(articles(page, 'Assistant')).toContainText(tinyAnswer(), patience);
}

function writeParts(folder: string): string[] {
  return tinyGgufParts(3).map((bytes, place) => {
    const path = join(folder, `tiny-0000${place + 1}-of-00003.gguf`);
    writeFileSync(path, bytes);
    return path;
  });
}

test('all parts of a split model, chosen together, answer', async ({ page, appUrl }) => {
  const [first = '', second = '', third = ''] = writeParts(test.info().outputPath());
  await page.goto(`${appUrl}#/models`);
  await choose(page, 'Import model file', [third, first]);
  await expect(page.getByRole('alert')).toHaveText(
    '“tiny-00001-of-00003.gguf” is part 1 of 3 of a model, and part 2 is missing. Choose all parts together.',
    patience,
  );
  expect(await filesHere(page)).toEqual([]);
  await choose(page, 'Import model file', [third, first, second]);
  await expect(ready(page, 'Tiny test model')).toBeVisible(patience);
  expect(await filesHere(page)).toHaveLength(6);
  await answers(page);
});

test('what is dropped is looked at like what is chosen', async ({ page, appUrl }) => {
  await page.goto(`${appUrl}#/models`);
  const heading = page.getByRole('heading', { name: 'Models', level: 1 });
  await heading.waitFor();
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    for (const name of ['holiday.jpg', 'holiday.txt']) transfer.items.add(new File(['x'], name));
    return transfer;
  });
  await heading.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('alert')).toHaveText(
    'There is no model in this: neither a GGUF file nor “mlc-chat-config.json”.',
    patience,
  );
});

test('a folder in MLC format is looked for in the caches alone, listed, and deleted whole; a bad one is refused', async ({
  appUrl,
}) => {
  const folder = test.info().outputPath('Fake-1B-q4f32_1-MLC');
  await writeFakeMlcModel(folder);
  const { context } = await launchProfile(softwareGpu);
  try {
    const page = await context.newPage();
    await page.goto(`${appUrl}#/models`);
    writeFileSync(join(folder, 'cat.jpg'), 'x');
    await choose(page, 'Import model folder', folder);
    await expect(page.getByRole('alert')).toHaveText(
      '“cat.jpg” is not of this model: take out what does not belong to it.',
      patience,
    );
    expect(await cached(page)).toEqual({});

    rmSync(join(folder, 'cat.jpg'));
    await choose(page, 'Import model folder', folder);
    const model = entry(page, 'Fake-1B-q4f32_1-MLC');
    // web-llm found all of its files: only the library has nothing in it.
    await expect(model.getByRole('alert')).toHaveText(
      'The model file is damaged or incomplete. Delete it and get it again.',
      patience,
    );
    await expect(model).toContainText('from your own file');
    const urls = Object.values(await cached(page)).flat();
    expect(urls).toHaveLength(6);
    expect(urls.every((url) => url.startsWith('https://imported.invalid/imported-fake-1b-'))).toBe(true);

    await page.reload();
    await model.getByRole('button', { name: 'Delete', exact: true }).click(patience);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(model).toHaveCount(0, patience);
    await expect.poll(() => cached(page), patience).toEqual({});
    expect(await filesHere(page)).toEqual([]);
  } finally {
    await context.close();
  }
});

test('a mirror beside the app needs only relative addresses; a wrong entry is named, and the others work', async ({
  page,
}) => {
  const app = mkdtempSync(join(tmpdir(), 'assent-mirror-'));
  cpSync(dist, app, { recursive: true });
  mkdirSync(join(app, 'mirror'));
  const gguf = tinyGguf();
  writeFileSync(join(app, 'mirror/tiny.gguf'), gguf);
  const good = fakeMlcEntry('https://unused.invalid/', {
    id: 'tiny-gguf',
    name: 'Tiny file',
    engine: 'wllama',
    bytes: gguf.length,
    source: { gguf: ['mirror/tiny.gguf'] },
  });
  const models = [good, { ...good, name: 'Its double' }, { ...good, id: 'wrong', bytes: 'many' }];
  writeFileSync(join(app, 'models.json'), JSON.stringify({ version: 1, models }));
  const preview = await startPreview(app);
  try {
    await page.goto(`${preview.url}#/models`);
    await expect(page.getByText('The list of models is shown without what is wrong in it:')).toHaveText(
      /entry 2 \(“tiny-gguf”\) has the id of an earlier entry, and 1 more like it\.$/,
      patience,
    );
    await entry(page, 'Tiny file').getByRole('button', { name: 'Download', exact: true }).click();
    await expect(ready(page, 'Tiny file')).toBeVisible(patience);
    await answers(page);
  } finally {
    await preview.close();
    rmSync(app, { recursive: true });
  }
});

test('a model is added by its address where this copy may fetch from, stays offered, and is refused elsewhere', async ({
  page,
  appUrl,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-address-'));
  writeFileSync(join(folder, 'tiny.gguf'), tinyGguf());
  const server = await startModelServer(folder);
  try {
    await page.goto(`${appUrl}#/models`);
    const address = page.getByRole('textbox', { name: 'Model address' });
    const add = page.getByRole('button', { name: 'Add model', exact: true });
    await address.fill('https://elsewhere.example/tiny.gguf');
    await add.click();
    await expect(page.getByRole('alert')).toHaveText(/^This copy may fetch models only from /, patience);
    await address.fill(`${server.url}tiny.gguf`);
    await add.click();
    const download = entry(page, 'Tiny test model').getByRole('button', { name: 'Download', exact: true });
    await expect(download).toBeFocused(patience);
    await page.reload();
    await expect(download).toBeVisible(patience);
    await entry(page, 'Tiny test model').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(download).toBeHidden(patience);
    await expect(page.getByRole('heading', { name: 'A model by its address' })).toBeFocused();
    await page.reload();
    await expect(page.getByText('Looking at what suits this device…')).toBeHidden(patience);
    await expect(download).toBeHidden();
    await address.fill(`${server.url}tiny.gguf`);
    await address.press('Enter');
    await expect(download).toBeFocused(patience);
    await page.keyboard.press('Enter');
    await expect(ready(page, 'Tiny test model')).toBeVisible(patience);
    await answers(page);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});
