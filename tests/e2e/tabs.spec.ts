import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { articles, expect, importModel, send, test } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'assent-tabs-'));
const modelPath = join(folder, 'tiny.gguf');

test.beforeAll(() => writeTinyGguf(modelPath));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('one tab runs the model; another says who does, and takes over', async ({ context, appUrl }) => {
  const first = await context.newPage();
  await importModel(first, appUrl, modelPath);
  await send(first, 'From the first tab');
  await expect(articles(first, 'Assistant').first()).toContainText('small test model');

  const second = await context.newPage();
  await second.goto(appUrl);
  await expect(second.getByText(/another tab/i).first()).toBeVisible();
  await expect(second.getByText(/From the first tab/).first()).toBeVisible();
  await second.getByRole('button', { name: 'Take over' }).first().click();
  await send(second, 'From the second tab');
  await expect(articles(second, 'Assistant').first()).toContainText('small test model', { timeout: 60_000 });

  await expect(first.getByRole('button', { name: 'Take over' }).first()).toBeVisible();
  await first.getByRole('textbox', { name: 'Message' }).fill('Kept in the first tab');
  await first.getByRole('button', { name: 'Send' }).click();
  await expect(first.getByRole('alert')).toContainText(/another tab/i);
  await expect(first.getByRole('textbox', { name: 'Message' })).toHaveValue('Kept in the first tab');
});

test('what one tab stores, the other shows', async ({ context, appUrl, scripted }) => {
  const { connectServer } = await import('./actions.ts');
  const first = await context.newPage();
  await connectServer(first, appUrl, scripted);
  await send(first, 'Seen from both sides');
  await expect(articles(first, 'Assistant').first()).toContainText('You said');
  const second = await context.newPage();
  await second.goto(first.url());
  await expect(articles(second, 'Assistant')).toHaveCount(1);
  await send(first, 'A second message');
  await expect(articles(second, 'Assistant')).toHaveCount(2);
  await expect(articles(second, 'Assistant').last()).toContainText('A second message');
});
