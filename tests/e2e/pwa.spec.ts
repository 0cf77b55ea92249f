/** The installed app: offline after the first visit, its manifest, and what other apps share into it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { builtFiles, dist, threadFile } from '../fixtures/built-app.ts';
import { startCanary } from '../fixtures/canary.ts';
import { launchProfile } from './browser-flags.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';
import {
  cachedAddresses,
  exposePolicy,
  holdRegistration,
  startThread,
  underServiceWorker,
} from './service-worker.ts';

test('one visit is enough to work offline', async ({ context, page, appUrl }) => {
  await page.goto(appUrl);
  await underServiceWorker(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  for (const screen of ['models', 'settings', 'inbox', 'memory', 'insights']) {
    await page.goto(`${appUrl}#/${screen}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await page.goto(`${appUrl}#/models`);
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('an engine that ran before the service worker was there is stored too', async ({
  context,
  page,
  appUrl,
}) => {
  await exposePolicy(context);
  const register = await holdRegistration(page);
  await page.goto(appUrl);
  await startThread(page, threadFile('wllama'));
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await register();
  await underServiceWorker(page);
  const engine = builtFiles().find((path) => /wllama-.*\.wasm$/.test(path));
  await expect.poll(() => cachedAddresses(page, 'assent-engines')).toContain(`${appUrl}${engine}`);
});

test('the list of models is asked anew, and stays without the network', async ({ context, page, appUrl }) => {
  await page.goto(appUrl);
  await underServiceWorker(page);
  const names = () =>
    page.evaluate(async () => {
      const { models } = (await (await fetch('models.json')).json()) as { models: { id: string }[] };
      return models.map(({ id }) => id);
    });
  const online = await names();
  expect(online.length).toBeGreaterThan(5);
  await context.setOffline(true);
  expect(await names()).toEqual(online);
});

test('the manifest is valid, and every icon has the size that it names', async ({
  context,
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  const devTools = await context.newCDPSession(page);
  const { errors, url } = await devTools.send('Page.getAppManifest');
  expect([errors, url]).toEqual([[], `${appUrl}manifest.webmanifest`]);
  const manifest = JSON.parse(readFileSync(`${dist}manifest.webmanifest`, 'utf8')) as {
    icons: { src: string; sizes: string; purpose?: string }[];
    shortcuts: { url: string; icons: { src: string; sizes: string }[] }[];
  };
  expect(manifest.icons.map(({ purpose }) => purpose ?? 'any')).toEqual(
    expect.arrayContaining(['any', 'maskable', 'monochrome']),
  );
  for (const icon of [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)]) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, icon.src);
    if (icon.sizes !== 'any') expect([icon.src, size]).toEqual([icon.src, icon.sizes]);
  }
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  // A test's profile is private, where nothing can be installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

/** What a system's share sheet does: a form is posted to the app from outside. */
async function shareFromElsewhere(page: Page, appUrl: string, fields: Record<string, string>): Promise<void> {
  await page.evaluate(
    ({ action, fields }) => {
      const form = document.createElement('form');
      Object.assign(form, { action, method: 'post', enctype: 'multipart/form-data' });
      for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement('input'), { name, value }));
      }
      document.body.append(form);
      form.submit();
    },
    { action: `${appUrl}share`, fields },
  );
}

test('text from another app lands in the composer, and nothing is sent', async ({ page, appUrl }) => {
  const elsewhere = await startCanary();
  await page.goto(appUrl);
  await underServiceWorker(page);
  await page.goto(`http://127.0.0.1:${elsewhere.port}/share.html`);
  await shareFromElsewhere(page, appUrl, { title: 'Three boats', text: 'They lie in the harbour.' });
  const composer = page.getByRole('textbox', { name: 'Message' });
  await expect(composer).toHaveValue(/Three boats\s+They lie in the harbour\./);
  await expect(page).toHaveURL(/^[^?]*#\/chat/);
  await expect(articles(page, 'You')).toHaveCount(0);
  expect(await cachedAddresses(page, 'assent-shared')).toEqual([]);
  await elsewhere.close();
});

test('a share leaves an app window that is answering as it is', async ({
  context,
  page,
  appUrl,
  scripted,
}) => {
  const elsewhere = await startCanary();
  // A browser without windows for apps has to be told that this is one.
  await page.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => real(query === '(display-mode: browser)' ? 'not all' : query);
  });
  await connectServer(page, appUrl, scripted);
  await underServiceWorker(page);
  await send(page, 'scenario:slow tokens=60 rate=10');
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  // The browser would navigate that window; here another one stands for the navigation.
  const sharing = await context.newPage();
  const address = `http://127.0.0.1:${elsewhere.port}/share.html`;
  await sharing.goto(address);
  await shareFromElsewhere(sharing, appUrl, { text: 'Read this too.' });
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Read this too.');
  expect(sharing.url()).toBe(address);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await elsewhere.close();
});

test('a shortcut reaches a window that is open, and a reload does not repeat it', async ({
  page,
  appUrl,
}) => {
  await page.addInitScript(() => {
    const calls: string[] = JSON.parse(sessionStorage.getItem('test-launches') ?? '[]');
    // Chromium's own is silent in a tab.
    Object.defineProperty(window, 'launchQueue', {
      value: {
        setConsumer(consumer: (parameters: { targetURL: string }) => void) {
          // As Chromium does: the last launch comes again after a reload.
          for (const targetURL of calls.slice(-1)) consumer({ targetURL });
          Object.assign(window, {
            launch(targetURL: string) {
              sessionStorage.setItem('test-launches', JSON.stringify([...calls, targetURL]));
              consumer({ targetURL });
            },
          });
        },
      },
    });
  });
  await page.goto(appUrl);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await page.waitForFunction(() => 'launch' in window);
  await page.evaluate(
    (url) => (window as unknown as { launch(url: string): void }).launch(url),
    `${appUrl}#/models`,
  );
  await expect(page).toHaveURL(/#\/models$/);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
});

test('a public page reaches a server on this device, once the person allows it', async ({
  appUrl,
  scripted,
}) => {
  const { host, origin } = new URL(appUrl);
  const { context } = await launchProfile([`--ip-address-space-overrides=${host}=public`]);
  const page = await context.newPage();
  await page.goto(`${appUrl}#/models`);
  await page.getByRole('textbox', { name: 'Server address' }).fill(scripted.url);
  await page.getByRole('button', { name: 'Connect' }).press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
  expect(scripted.paths).toEqual([]);

  await context.grantPermissions(['local-network-access'], { origin });
  await connectServer(page, appUrl, scripted);
  await send(page, 'scenario:echo hello from a public page');
  await expect(articles(page, 'Assistant')).toContainText('hello from a public page');
  await context.close();
});
