import type { Page } from '@playwright/test';
import { startScriptedServer } from '../fixtures/scripted-server.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

/** Fills in the form on the Models screen and asks to connect. */
async function connect(page: Page, appUrl: string, address: string, model = '') {
  await page.goto(`${appUrl}#/models`);
  await page.getByRole('textbox', { name: 'Server address' }).fill(address);
  await page.getByRole('textbox', { name: 'Model name' }).fill(model);
  await page.getByRole('button', { name: 'Connect' }).press('Enter');
}

const alert = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop' });

test.describe('connecting', () => {
  for (const [name, address, sentence] of [
    ['nothing at all', '', 'Enter the address of a model server'],
    ['no address', 'my model server', 'is not an address'],
    ['another scheme', 'ftp://localhost:21', 'starts with http'],
    ['a name and password', 'http://me:secret@localhost:11434', 'Leave the user name and password out'],
    ['another machine', 'https://api.example.com/v1', 'Only a server on this device can be connected'],
    [
      'a port where nothing listens',
      'localhost:9',
      'Nothing answers at http://localhost:9: is the server running?',
    ],
  ] as const) {
    test(`${name} gets one sentence, and what was typed stays`, async ({ page, appUrl }) => {
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).hostname.endsWith('example.com')) elsewhere.push(request.url());
      });
      await connect(page, appUrl, address);
      await expect(alert(page, sentence)).toBeVisible();
      await expect(page.getByRole('textbox', { name: 'Server address' })).toHaveValue(address);
      await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toHaveCount(0);
      expect(elsewhere).toEqual([]);
    });
  }

  for (const [scenario, sentence] of [
    ['html-page', 'answered with a web page, not a model server'],
    ['no-cors', 'needs to allow this app (CORS)'],
    ['error-401', 'refused access'],
    ['error-500', 'error 500'],
    ['hang', 'gave no answer within 10 seconds'],
  ] as const) {
    test(`a server that answers "${scenario}" gets one sentence`, async ({ page, appUrl, scripted }) => {
      scripted.behave(scenario);
      await connect(page, appUrl, scripted.url);
      await expect(alert(page, sentence)).toBeVisible({ timeout: 20_000 });
    });
  }

  test('a model that is not there is answered with those that are', async ({ page, appUrl, scripted }) => {
    await connect(page, appUrl, scripted.url, 'llama-9');
    await expect(alert(page, /no model named “llama-9”; it has scripted, /)).toBeVisible();
  });

  test('after a mistake the next try connects, with the first model where none is named', async ({
    page,
    appUrl,
    scripted,
  }) => {
    await connect(page, appUrl, 'localhost:9');
    await expect(alert(page, 'Nothing answers')).toBeVisible();
    await page.getByRole('textbox', { name: 'Server address' }).fill(`127.0.0.1:${scripted.port}/v1/`);
    await page.getByRole('button', { name: 'Connect' }).press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'Connected' })).toBeVisible();
    await expect(alert(page, 'Nothing answers')).toHaveCount(0);
  });
});

test.describe('chatting', () => {
  test.beforeEach(async ({ page, appUrl, scripted }) => connectServer(page, appUrl, scripted));

  test('the request says what it must', async ({ page, scripted }) => {
    await send(page, 'Tell me of the sea');
    await expect(articles(page, 'Assistant')).toContainText('You said: Tell me of the sea');
    await expect(stopButton(page)).toBeHidden();
    expect(scripted.requests[0]).toMatchObject({
      model: 'scripted',
      stream: true,
      stream_options: { include_usage: true },
      return_progress: true,
    });
    expect(scripted.requests[0]?.messages.at(-1)).toEqual({ role: 'user', content: 'Tell me of the sea' });
  });

  test('Stop hangs up at once, also while the server still reads', async ({ page, scripted }) => {
    await send(page, 'scenario:hang');
    await expect.poll(() => scripted.requests.length).toBe(1);
    await stopButton(page).click();
    await expect(stopButton(page)).toBeHidden();
    await expect.poll(() => scripted.aborted.length).toBe(1);
    await send(page, 'scenario:echo Still there?');
    await expect(articles(page, 'Assistant').last()).toContainText('Still there?');
  });

  test('a connection that breaks keeps the partial answer, and the composer its text', async ({ page }) => {
    await send(page, 'scenario:break-mid-stream tokens=60 rate=20');
    await expect(articles(page, 'Assistant')).toContainText('word3');
    await page.getByRole('textbox', { name: 'Message' }).fill('my next question');
    await expect(alert(page, 'The connection broke before the answer was complete.')).toBeVisible();
    await expect(articles(page, 'Assistant')).toContainText('word50 ');
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('my next question');
    await page.reload();
    await expect(articles(page, 'Assistant')).toContainText('word50 ');
    await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('my next question');
  });

  for (const [text, sentence] of [
    ['scenario:error-500', 'error 500'],
    ['scenario:error-429', 'too much to do'],
    ['scenario:error-in-stream', 'reported an error'],
    ['scenario:html-page', 'web page'],
    ['scenario:context-overflow', 'Shorten it'],
  ] as const) {
    test(`"${text}" gets one sentence, and the chat goes on`, async ({ page }) => {
      await send(page, text);
      await expect(alert(page, sentence)).toBeVisible();
      await send(page, 'scenario:echo And now?');
      await expect(articles(page, 'Assistant').last()).toContainText('And now?');
    });
  }

  test('characters that are cut in the stream arrive whole', async ({ page }) => {
    await send(page, 'scenario:unicode');
    await expect(articles(page, 'Assistant')).toContainText('Grüße, 世界! 👩‍👩‍👧‍👦 🇵🇹 ẹ́ — fin.');
  });

  test('thoughts that come in a field of their own are no part of the answer', async ({ page }) => {
    await send(page, 'scenario:reasoning');
    await expect(articles(page, 'Assistant')).toContainText('The answer is 42.');
    await expect(articles(page, 'Assistant')).not.toContainText('<think>');
  });

  test('the server is still connected after a reload', async ({ page }) => {
    await send(page, 'First');
    await expect(articles(page, 'Assistant')).toContainText('You said: First');
    await page.reload();
    await send(page, 'Second');
    await expect(articles(page, 'Assistant').last()).toContainText('You said: Second');
  });
});

test('a server that went away gets one sentence, and is asked again when it is back', async ({
  page,
  appUrl,
}) => {
  const first = await startScriptedServer();
  await connectServer(page, appUrl, first);
  await first.close();
  await send(page, 'Anyone there?');
  await expect(alert(page, /Nothing answers at .*: is the server running\?/)).toBeVisible();
  const second = await startScriptedServer({ port: first.port });
  await send(page, 'And now?');
  await expect(articles(page, 'Assistant').last()).toContainText('And now?');
  await second.close();
});
