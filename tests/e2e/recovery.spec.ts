/** After a model failed: one card with the next best step, which works when pressed. */
import type { Page } from '@playwright/test';
import { startScriptedServer } from '../fixtures/scripted-server.ts';
import { tinyAnswer, writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { articles, connectServer, expect, importModel, send, test } from './fixtures.ts';

test.describe.configure({ timeout: 180_000 });

/** Generous: everything is awaited, nothing measured. */
const patience = { timeout: 60_000 };
const card = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const stop = (page: Page) => page.getByRole('button', { name: 'Stop', exact: true });
const marker = 'assent-loading-model';

test('an answer that repeats itself is stopped, and the question can be asked again', async ({
  page,
  appUrl,
}) => {
  let better: string | undefined;
  const server = await startScriptedServer({ scenario: 'repeat', answer: () => better });
  try {
    await connectServer(page, appUrl, server);
    await send(page, 'Tell me.');
    const answer = articles(page, 'Assistant').first();
    await expect(answer.getByRole('alert')).toHaveText(
      'The model repeated itself over and over, so it was stopped.',
      patience,
    );
    await expect(stop(page)).toBeHidden();
    await expect.poll(() => server.aborted.length).toBe(1);
    better = 'A better answer.';
    await card(page, 'Try again').click();
    await expect(articles(page, 'Assistant').first()).toContainText(better, patience);
    await expect(card(page, 'Try again')).toBeHidden();
  } finally {
    await server.close();
  }
});

test('an answer that says nothing is named, and another model is one press away', async ({
  page,
  appUrl,
  modelPath,
  scripted,
}) => {
  await importModel(page, appUrl, modelPath);
  await connectServer(page, appUrl, scripted);
  await send(page, 'Tell me. scenario:silent');
  await expect(articles(page, 'Assistant').first().getByRole('alert')).toHaveText(
    'The model said nothing.',
    patience,
  );
  await expect(stop(page)).toBeHidden();
  await page.getByRole('button', { name: /^Use .* instead$/ }).click();
  await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer(), patience);
});

test('a page that was killed while a model loaded offers a smaller one, which answers', async ({
  page,
  appUrl,
  modelPath,
}) => {
  const large = test.info().outputPath('large.gguf');
  await writeTinyGguf(large, { layers: 2, name: 'Large test model' });
  await importModel(page, appUrl, modelPath);
  await importModel(page, appUrl, large);
  await page.goto(`${appUrl}#/models`);
  const imported = page.getByRole('article', { name: 'Large test model' });
  await expect(imported.getByRole('status').filter({ hasText: 'Ready' })).toBeVisible(patience);
  const held = await page.evaluate(async (key) => {
    const root = await navigator.storage.getDirectory();
    const models = await root.getDirectoryHandle('models');
    let modelId = '';
    let most = 0;
    for await (const [name, folder] of models.entries()) {
      let bytes = 0;
      for await (const file of (folder as FileSystemDirectoryHandle).values())
        bytes += (await (file as FileSystemFileHandle).getFile()).size;
      if (bytes > most) [most, modelId] = [bytes, decodeURIComponent(name)];
    }
    localStorage.setItem(key, JSON.stringify({ modelId, at: 0 }));
    return modelId;
  }, marker);
  expect(held).not.toBe('');
  await page.goto(`${appUrl}#/chat`);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(
    'closed while “Large test model” was loading',
    patience,
  );
  await expect(card(page, 'Load anyway')).toBeVisible();
  await card(page, 'Use Tiny test model instead').click();
  await expect(card(page, 'Load anyway')).toBeHidden(patience);
  await send(page, 'Hello there');
  await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer(), patience);
  expect(await page.evaluate((key) => localStorage.getItem(key), marker)).toBeNull();
});

for (const { what, error, says } of [
  { what: 'whose worker dies in an answer', error: undefined, says: 'stopped unexpectedly' },
  {
    what: 'that loses the graphics processor',
    error: { kind: 'gpu-lost', sentence: 'The graphics processor was lost.' },
    says: 'The graphics processor was lost.',
  },
  {
    what: 'that runs out of memory',
    error: { kind: 'out-of-memory', sentence: 'This model needs more memory.' },
    says: 'This model needs more memory.',
  },
])
  test(`a model ${what} is loaded again, and answers`, async ({ page, appUrl, modelPath }) => {
    // No browser can be brought to do this at will: the first request to the model's thread is answered here instead.
    await page.addInitScript((answer) => {
      const send = Worker.prototype.postMessage;
      let done = false;
      Worker.prototype.postMessage = function (
        this: Worker,
        message: { id?: string; path?: string[] },
        ...rest: never[]
      ) {
        if (done || message.path?.[0] !== 'generate') return send.call(this, message, ...rest);
        done = true;
        const data = { id: message.id, type: 'RAW', value: { ok: false, error: answer } };
        const event = answer ? new MessageEvent('message', { data }) : new ErrorEvent('error');
        setTimeout(() => this.dispatchEvent(event));
      };
    }, error);
    await importModel(page, appUrl, modelPath);
    await send(page, 'Hello there');
    await expect(articles(page, 'Assistant').first().getByRole('alert')).toContainText(says, patience);
    await card(page, 'Try again').click();
    await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer(), patience);
    await expect(card(page, 'Try again')).toBeHidden();
  });
