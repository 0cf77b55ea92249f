import type { BrowserContext, Page } from '@playwright/test';
import { dist } from '../fixtures/built-app.ts';
import { startPreview } from '../fixtures/preview.ts';
import { tinyAnswer } from '../fixtures/tiny-gguf.ts';
import { launchProfile, softwareGpu } from './browser-flags.ts';
import { articles, expect, importModel, send, test } from './fixtures.ts';
import { cachedAddresses } from './service-worker.ts';

async function isControlled(page: Page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

for (const { name, flags } of [
  { name: 'the processor', flags: [] },
  // This adapter lacks `shader-f16`, which llama.cpp's shaders need: it has to fall back, and answer all the same.
  { name: 'the processor beside a WebGPU adapter that does not suffice', flags: softwareGpu },
]) {
  test(`a file from disk answers on ${name}, and goes on answering offline after a reload`, async ({
    appUrl,
    modelPath,
  }) => {
    const { context } = await launchProfile(flags);
    try {
      await answersOfflineToo(context, appUrl, modelPath);
    } finally {
      await context.close();
    }
  });
}

test('a model whose runtime is not stored says so offline, and answers once the network is back', async ({
  modelPath,
}) => {
  // A server of its own goes away: what the service worker fetches knows nothing of a page that is set offline.
  let preview = await startPreview(dist);
  const { context } = await launchProfile([]);
  try {
    const page = await context.newPage();
    await importModel(page, preview.url, modelPath);
    const goTo = (name: string) =>
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    const model = page.getByRole('article', { name: 'Tiny test model' });
    await goTo('Models');
    await expect(model).toContainText('Works offline.', { timeout: 60_000 });
    await isControlled(page);
    await preview.close();
    // As where the browser had no room for it.
    await page.evaluate(() => caches.delete('assent-engines'));
    await page.reload();
    await expect(model).toContainText('Needs the network once more');
    await goTo('Chat');
    await send(page, 'Hello there');
    await expect(articles(page, 'Assistant')).toContainText('not on this device yet', { timeout: 60_000 });

    preview = await startPreview(dist, { port: preview.port });
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(articles(page, 'Assistant').last()).toContainText(tinyAnswer(), { timeout: 60_000 });
    await goTo('Models');
    await expect(model).toContainText('Works offline.', { timeout: 60_000 });
  } finally {
    await context.close();
    await preview.close();
  }
});

async function answersOfflineToo(context: BrowserContext, appUrl: string, modelPath: string) {
  const page = await context.newPage();
  await importModel(page, appUrl, modelPath);
  await send(page, 'Hello there');
  await expect(articles(page, 'Assistant')).toHaveCount(1);
  await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer(), { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden({ timeout: 60_000 });

  await isControlled(page);
  // What the model runs on is stored beside it, a moment after its first answer.
  await expect
    .poll(() => cachedAddresses(page, 'assent-engines'), { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/wllama-.*\.wasm$/));
  await context.setOffline(true);
  await page.reload();
  await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer());
  await send(page, 'And again, without a network');
  await expect(articles(page, 'Assistant')).toHaveCount(2);
  await expect(articles(page, 'Assistant').last()).toContainText(tinyAnswer(), { timeout: 60_000 });
}
