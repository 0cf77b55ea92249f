import type { Page } from '@playwright/test';
import { startScriptedServer, type ScriptedServer } from '../fixtures/scripted-server.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

const last = (page: Page) => articles(page, 'Assistant').last();
const go = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const offer = (page: Page) => page.getByRole('button', { name: 'Draft a tool' });

/** Says something that is answered at once. */
async function say(page: Page, text: string) {
  const before = await articles(page, 'Assistant').count();
  await send(page, text);
  await expect(articles(page, 'Assistant')).toHaveCount(before + 1);
}

const withTax = {
  name: 'price_with_tax',
  description: 'Adds the tax of 23 percent to a net price.',
  input: {
    type: 'object',
    properties: { net: { type: 'number', minimum: 0, maximum: 1_000_000 } },
    required: ['net'],
    additionalProperties: false,
  },
  output: { type: 'number' },
  body: 'return Math.round(input.net * 1230) / 1000;',
  grants: [],
  examples: [
    { input: { net: 120 }, output: 147.6 },
    { input: { net: 80 }, output: 98.4 },
    { input: { net: 7.5 }, output: 9.225 },
  ],
};

/** A model that drafts these tools, one after the other. */
async function withDrafts(page: Page, appUrl: string, ...drafts: object[]) {
  const server = await startScriptedServer({
    answer: ({ response_format }) => {
      const schema = JSON.stringify(response_format?.json_schema?.schema ?? {});
      return schema.includes('"body"')
        ? JSON.stringify(drafts.length > 1 ? drafts.shift() : drafts[0])
        : undefined;
    },
  });
  await connectServer(page, appUrl, server);
  return server;
}

/** What the model was asked for when it was to write a tool. */
const draftsAsked = ({ requests }: ScriptedServer) =>
  requests
    .filter(({ response_format }) => JSON.stringify(response_format ?? {}).includes('"body"'))
    .map(({ messages }) => messages.at(-1)?.content);

test('what was worked out by hand three times is offered as a tool, and waits in the inbox with what was really done', async ({
  page,
  appUrl,
}) => {
  const invented = { ...withTax, examples: withTax.examples.map((one) => ({ ...one, output: 1 })) };
  const server = await withDrafts(page, appUrl, invented, withTax);
  await say(page, '120 * 1.23');
  await say(page, '80 * 1.23');
  await expect(last(page)).toContainText('98.4');
  await expect(offer(page)).toBeHidden();
  await say(page, '7.5 * 1.23');
  await expect(last(page)).toContainText(
    'You have done this three times: 120 × 1.23, 80 × 1.23 and 7.5 × 1.23. Shall I draft a tool for it?',
  );
  expect(draftsAsked(server)).toHaveLength(0);

  await offer(page).click();
  await expect(last(page).getByRole('alert')).toContainText('does not give the results that you got');
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();
  await offer(page).click();
  await expect(page.getByRole('link', { name: 'Inbox (1)' })).toBeVisible();
  await expect(offer(page)).toBeHidden();
  expect(draftsAsked(server)).toHaveLength(2);
  expect(draftsAsked(server).at(-1)).toContain('1. 120 × 1.23 gives 147.6');

  await expect(last(page)).toContainText('The tool “price_with_tax” waits in the inbox');
  await expect(last(page).getByRole('button', { name: 'Approve' })).toBeHidden();

  await go(page, /^Inbox/);
  const card = page.getByRole('list', { name: 'Pending improvements' }).getByRole('article').first();
  await expect(card).toContainText('price_with_tax');
  await expect(card).toContainText('You did this by hand three times, and asked for a tool.');
  for (const text of ['120 * 1.23', '80 * 1.23', '7.5 * 1.23', '147.6', '98.4', '9.225'])
    await expect(card).toContainText(text);
  await expect(card).toContainText('Passed', { timeout: 60_000 });
  await go(page, 'Memory');
  await expect(page.getByRole('region', { name: 'Tools' })).not.toContainText('price_with_tax');

  // It was made: the same need is not asked about again.
  await go(page, 'Chat');
  await expect(articles(page, 'Assistant')).toHaveCount(3);
  await say(page, '50 * 1.23');
  await say(page, '(2 + 3) * 4');
  await say(page, '(5 + 6) * 7');
  await say(page, '(8 + 9) * 2');
  await expect(last(page)).toContainText('(8 + 9) × 2. Shall I draft');
  await expect(offer(page)).toHaveCount(1);
  await server.close();
});

test('“Not now” is remembered after a reload, and nothing is offered while learning is frozen or without a model', async ({
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  for (const net of [10, 20, 30]) await say(page, `${net} * 1.23`);
  const server = await withDrafts(page, appUrl, withTax);
  await expect(articles(page, 'Assistant')).toHaveCount(3);
  await say(page, '120 * 1.23');
  await expect(last(page)).toContainText('You have done this four times');
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(offer(page)).toBeHidden();
  await expect(last(page)).toBeFocused();
  await page.reload();
  await expect(articles(page, 'Assistant')).toHaveCount(4);

  // A need that was declined stays away; the next one that comes shows that offers are made at all.
  await say(page, '80 * 1.23');
  for (const net of [1, 2, 3]) await say(page, `${net} / 7 + 1`);
  await expect(last(page)).toContainText('You have done this three times: 1 / 7 + 1');
  await expect(offer(page)).toHaveCount(1);

  await go(page, 'Settings');
  await page.getByRole('switch', { name: 'Freeze learning' }).click();
  await go(page, 'Chat');
  await expect(articles(page, 'Assistant').last()).toBeVisible();
  await expect(offer(page)).toBeHidden();
  expect(draftsAsked(server)).toHaveLength(0);
  await server.close();
});
