/** A new version of the app: offered, put in place by the person alone, and whole without the network. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dist } from '../fixtures/built-app.ts';
import { makeNextVersion } from '../fixtures/next-version.ts';
import { startPreview, type Preview } from '../fixtures/preview.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';
import { cachedAddresses, underServiceWorker } from './service-worker.ts';

/** The entry script of a page, by which its version is known. */
const entryOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');

const isNext = async (page: Page) => (await entryOf(page)).includes('-NEXT');

const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });

const updateButton = (page: Page) => page.getByRole('button', { name: 'Update now' });

/** Marks this very document: a reload would lose it. */
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => 'marked' in window);

let served: string;
let next: string;
let preview: Preview;

test.beforeEach(async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'assent-update-'));
  served = join(scratch, 'served');
  next = join(scratch, 'next');
  cpSync(dist, served, { recursive: true });
  makeNextVersion(dist, next);
  preview = await startPreview(served);
});

test.afterEach(async () => {
  await preview.close();
  rmSync(join(served, '..'), { recursive: true });
});

/** The host now has the next version, and nothing of this one. */
function publishNext(): void {
  for (const name of readdirSync(served)) rmSync(join(served, name), { recursive: true });
  cpSync(next, served, { recursive: true });
}

const wasmName = (folder: string) => {
  const name = readdirSync(join(folder, 'assets')).find((file) => /^wllama-.*\.wasm$/.test(file));
  if (name === undefined) throw new Error('The build has no engine');
  return name;
};

test('an update is offered, waits for the click, and leaves everything there offline', async ({
  context,
  page,
}) => {
  await page.goto(preview.url);
  await underServiceWorker(page);
  const oldTab = await context.newPage();
  await oldTab.goto(`${preview.url}#/models`);
  await page.evaluate(async (engine) => {
    await (await fetch(`assets/${engine}`)).arrayBuffer();
    await (await caches.open('webllm/model')).put('https://weights.example/shard', new Response('weights'));
    await (await caches.open('of-somebody-else')).put('./theirs', new Response('theirs'));
  }, wasmName(served));
  await expect
    .poll(() => cachedAddresses(page, 'assent-engines'))
    .toContain(`${preview.url}assets/${wasmName(served)}`);

  publishNext();
  await Promise.all([mark(page), mark(oldTab)]);
  await lookForUpdate(page);
  await expect(updateButton(page)).toBeVisible();
  await expect(updateButton(oldTab)).toBeVisible();
  // The engine in use is there in its new version before the offer is made.
  expect(await cachedAddresses(page, 'assent-engines')).toEqual(
    expect.arrayContaining([served, next].map((folder) => `${preview.url}assets/${wasmName(folder)}`)),
  );

  // Not applied by itself: also a reload stays with the version that runs.
  await page.reload();
  expect(await isNext(page)).toBe(false);
  expect(await isMarked(oldTab)).toBe(true);
  await mark(page);

  await updateButton(page).click();
  for (const tab of [page, oldTab]) {
    await expect.poll(() => isMarked(tab).catch(() => true)).toBe(false);
    await expect.poll(() => isNext(tab).catch(() => false)).toBe(true);
  }

  await preview.close();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await isNext(page)).toBe(true);
  for (const screen of ['models', 'settings', 'inbox', 'memory', 'insights']) {
    await page.goto(`${preview.url}#/${screen}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  const engine = await page.evaluate(async (name) => {
    const response = await fetch(`assets/${name}`);
    return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
  }, wasmName(next));
  expect(engine).toEqual({
    status: 200,
    bytes: readFileSync(join(next, 'assets', wasmName(next))).byteLength,
  });

  // What only the old version needed is gone; what others stored is not.
  await page.reload();
  const notNext = (urls: string[]) =>
    urls.filter((url) => /-[\w-]{8}\.\w+$/.test(url) && !url.includes('-NEXT'));
  await expect.poll(async () => notNext(await cachedAddresses(page, 'workbox-precache'))).toEqual([]);
  await expect.poll(async () => notNext(await cachedAddresses(page, 'assent-engines'))).toEqual([]);
  expect(await cachedAddresses(page, 'webllm/model')).toEqual(['https://weights.example/shard']);
  expect(await cachedAddresses(page, 'of-somebody-else')).toEqual([`${preview.url}theirs`]);
});

test('an answer is finished first, and its tab still works while it is', async ({
  context,
  page,
  scripted,
}) => {
  await connectServer(page, preview.url, scripted);
  await underServiceWorker(page);
  const otherTab = await context.newPage();
  await otherTab.goto(preview.url);
  publishNext();
  await lookForUpdate(otherTab);

  await send(page, 'scenario:slow tokens=100 rate=10');
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await mark(page);
  await updateButton(otherTab).click();
  await expect.poll(() => isNext(otherTab).catch(() => false)).toBe(true);

  // This tab is of the old version, which the host has no more: a screen that was never opened still comes.
  await expect(page.getByText('once what is running here is finished')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(await isMarked(page)).toBe(true);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();

  await expect.poll(() => isNext(page).catch(() => false), { timeout: 60_000 }).toBe(true);
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await expect(page.getByText('Interrupted')).toHaveCount(0);
});

test('a click during an answer waits for its end', async ({ page, scripted }) => {
  await connectServer(page, preview.url, scripted);
  await underServiceWorker(page);
  publishNext();
  await lookForUpdate(page);
  await send(page, 'scenario:slow tokens=60 rate=10');
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await updateButton(page).click();
  await expect(page.getByText('once what is running here is finished')).toBeVisible();
  expect(await isNext(page)).toBe(false);
  await expect.poll(() => isNext(page).catch(() => false), { timeout: 60_000 }).toBe(true);
});
