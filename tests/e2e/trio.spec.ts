/** A model on another device: what it may not be offered, and what may not be approved beside it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { allowServer } from '../fixtures/allow-server.ts';
import { dist } from '../fixtures/built-app.ts';
import { startPreview, type Preview } from '../fixtures/preview.ts';
import { startScriptedServer, type ScriptedServer } from '../fixtures/scripted-server.ts';
import { reply, scriptedTools, use } from '../fixtures/scripted-tools.ts';
import { ask } from './actions.ts';
import { launchProfile } from './browser-flags.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

const go = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const region = (page: Page, name: string) => page.getByRole('region', { name });

const reader = {
  name: 'count_lines',
  description: 'Counts the lines of a file.',
  input: {
    type: 'object',
    properties: { path: { type: 'string', format: 'workspace-file' } },
    required: ['path'],
    additionalProperties: false,
  },
  output: { type: 'integer' },
  body: "return (granted.files[input.path] ?? '').split('\\n').filter((line) => line !== '').length;",
  grants: ['files'],
  examples: ['a.md', 'b.md', 'c.md'].map((path) => ({ input: { path }, output: 3 })),
};

async function bring(page: Page, bundle: object) {
  await go(page, 'Settings');
  await page.locator('input[type=file][aria-label="Import rules"]').setInputFiles({
    name: 'brought.assent.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ format: 'assent-rules', formatVersion: 1, ...bundle })),
  });
}

const bringTool = (page: Page, tool: object) => bring(page, { tools: [tool] });

let server: ScriptedServer;
let preview: Preview;
let context: BrowserContext;
let page: Page;
let remote: string;
const scratch = mkdtempSync(join(tmpdir(), 'assent-trio-'));

test.beforeEach(async () => {
  server = await startScriptedServer({
    answer: scriptedTools({
      'Read the file': {
        steps: [use('read_file', { path: 'notes/secret.md' }), use('list_files', {}), reply('I may not.')],
        plain: 'I may not.',
      },
    }),
  });
  remote = `http://model.example:${server.port}`;
  allowServer(dist, join(scratch, 'dist'), remote);
  preview = await startPreview(join(scratch, 'dist'), { env: { ASSENT_SERVER_ORIGINS: remote } });
  ({ context } = await launchProfile(['--host-resolver-rules=MAP model.example 127.0.0.1']));
  page = await context.newPage();
});

test.afterEach(async () => {
  await context.close();
  await preview.close();
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
});

test('with a server that is not on this device the three are never together: tools are withheld, and a learned one is refused', async () => {
  const here = server.url;
  // With a model on this device, the tool is proposed, tested and approved.
  await connectServer(page, preview.url, server);
  await bringTool(page, reader);
  await page.getByRole('dialog').getByRole('button', { name: 'Propose selected' }).click();
  const card = page.getByRole('list', { name: 'Pending improvements' }).getByRole('article').first();
  await card.getByRole('button', { name: 'Test now' }).click();
  await expect(card).toContainText('Passed', { timeout: 60_000 });
  await card.getByRole('button', { name: 'Approve', exact: true }).click();
  const anyway = card.getByRole('button', { name: 'Approve anyway' });
  await anyway.or(page.getByText(/Approved: version 1/)).waitFor();
  if (await anyway.isVisible()) await anyway.click();
  await expect(page.getByText(/Approved: version 1/)).toBeVisible();
  await go(page, 'Memory');
  await region(page, 'Tools').getByText('What the tools can do together').click();
  await expect(region(page, 'Tools')).toContainText('count_lines (learned)');
  await expect(region(page, 'Tools')).not.toContainText('on another device');

  // The same model by a name that is not of this device.
  await connectServer(page, preview.url, { ...server, url: remote });
  await ask(page, 'Read the file notes/secret.md');
  await expect(articles(page, 'Assistant').last()).toContainText('I may not.');
  const step = server.requests.find(({ response_format }) => response_format !== undefined);
  const schema = JSON.stringify(step?.response_format?.json_schema?.schema ?? {});
  expect(schema).toContain('write_file');
  for (const name of ['read_file', 'list_files', 'search_files', 'search_conversations', 'count_lines'])
    expect(schema).not.toContain(name);
  await go(page, 'Memory');
  await region(page, 'Tools').getByText('What the tools can do together').click();
  await expect(region(page, 'Tools')).toContainText(
    'The model in use is on another device, so it is not offered what would complete the three: list_files, read_file, search_files, search_conversations, and count_lines.',
  );

  await bringTool(page, {
    ...reader,
    name: 'count_lines_again',
    body: reader.body.replace('.length', '.slice(0, 99).length'),
  });
  await expect(page.getByRole('dialog')).toContainText(
    'With it, something private, texts from elsewhere and a way out would stand together.',
  );
  await expect(page.getByRole('dialog').getByRole('checkbox')).toBeDisabled();
  await page.keyboard.press('Escape');

  await go(page, 'Insights');
  const alarm = region(page, 'Alarms')
    .getByRole('article')
    .filter({ hasText: 'With a model on another device' });
  await expect(alarm).toContainText('“count_lines”');
  await expect(alarm.getByRole('link', { name: 'Retire a tool' })).toBeVisible();

  // Back on this device, all of them are offered again.
  await connectServer(page, preview.url, { ...server, url: here });
  server.requests.length = 0;
  await ask(page, 'Read the file notes/secret.md again');
  expect(JSON.stringify(server.requests[0]?.response_format ?? {})).toContain('read_file');
});

test('a conversation that began on this device goes to another one only after a tap, and so do the questions of a test', async () => {
  await connectServer(page, preview.url, server);
  await ask(page, 'My cat is called Zelda');
  const conversation = page.url();
  await connectServer(page, preview.url, { ...server, url: remote });
  await page.goto(conversation);
  await expect(articles(page, 'You')).toHaveCount(1);
  server.requests.length = 0;
  await send(page, 'What is she called?');
  const problem = page.getByRole('alert').filter({ hasText: 'This conversation has not been there' });
  await expect(problem).toContainText(new URL(remote).host);
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue(
    'What is she called?',
  );
  expect(server.requests).toEqual([]);
  await page.getByRole('button', { name: 'Send it there' }).click();
  await expect(articles(page, 'Assistant')).toHaveCount(2);
  await expect(problem).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('');
  expect(JSON.stringify(server.requests[0]?.messages)).toContain('Zelda');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeHidden();
  // From here on it is known there.
  await ask(page, 'And her colour?');
  await expect(articles(page, 'Assistant')).toHaveCount(3);

  await bring(page, { rules: [{ scope: 'always', text: 'End each answer with a full stop.' }] });
  await page.getByRole('dialog').getByRole('button', { name: 'Propose selected' }).click();
  const card = page.getByRole('list', { name: 'Pending improvements' }).getByRole('article').first();
  await expect(card).toContainText(
    `A test takes questions from your conversations to ${new URL(remote).host}, where the model in use runs. So it never begins by itself.`,
  );
  await expect(card.getByRole('button', { name: 'Test now' })).toBeEnabled();
});
