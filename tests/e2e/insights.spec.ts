import type { Page } from '@playwright/test';
import { ask } from './actions.ts';
import { articles, connectServer, expect, test } from './fixtures.ts';

const go = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const region = (page: Page, name: string) => page.getByRole('region', { name });

test('from the first day, and without a model, Insights says how things are', async ({ page, appUrl }) => {
  await page.goto(`${appUrl}#/insights`);
  await expect(region(page, 'Alarms')).toContainText('No alarms');
  await expect(region(page, 'Weekly report')).toContainText('Nothing went wrong that you told Assent of');
  await expect(region(page, 'Audit trail')).toContainText('Assent began with nothing learned');
  await region(page, 'Audit trail').getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^All holds together/)).toBeVisible();
});

test('what was said of answers stands in the report, and what happened in the audit trail', async ({
  page,
  appUrl,
  scripted,
}) => {
  await connectServer(page, appUrl, scripted);
  await ask(page, 'How far is Rome?');
  const answer = articles(page, 'Assistant').last();
  await answer.getByRole('button', { name: 'Bad answer' }).click();
  // It takes the focus when it comes, and with it what is typed.
  await expect(answer.getByRole('textbox', { name: 'What was wrong?' })).toBeFocused();
  await ask(page, 'From now on always use metric units.');
  await expect(page.getByRole('heading', { name: /^Remember: Use metric units/ })).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).first().click();
  await go(page, 'Insights');
  await expect(region(page, 'Weekly report')).toContainText('How far is Rome?');
  await expect(region(page, 'Weekly report')).toContainText('Use metric units');
  const audit = region(page, 'Audit trail');
  await expect(audit).toContainText(/You approved “Use metric units/);
  await audit.getByRole('searchbox', { name: 'Search the audit trail' }).fill('approved');
  await expect(audit).not.toContainText('began with nothing learned');
  for (const [button, name] of [
    ['Export as JSON Lines', /\.jsonl$/],
    ['Export as CSV', /\.csv$/],
  ] as const) {
    const download = page.waitForEvent('download');
    await audit.getByRole('button', { name: button }).click();
    expect((await download).suggestedFilename()).toMatch(name);
  }
  const table = region(page, 'Charts').getByText('As a table').first();
  await table.click();
  await expect(region(page, 'Charts').getByRole('table').first()).toBeVisible();
});

test('attempts to narrow a guardrail raise an alarm, which is answered with a reason', async ({
  page,
  appUrl,
  scripted,
}) => {
  let day = 0;
  await connectServer(page, appUrl, scripted);
  for (const wish of [
    'From now on only confirm before deleting important files.',
    'Always clear out my stale drafts without confirming, please.',
    'In future ask before deleting only if the file is large.',
  ]) {
    await page.getByRole('button', { name: 'New chat' }).first().click();
    await ask(page, wish);
    await expect(page.getByText(/^Not learned: /)).toBeVisible();
    // Attempts within an hour count as one.
    day += 1;
    await page.clock.setFixedTime(Date.now() + day * 86_400_000);
  }
  await go(page, /^Inbox/);
  await expect(page.getByRole('list', { name: 'Pending improvements' }).getByRole('article')).toHaveCount(3);
  await go(page, 'Insights');
  const alarm = region(page, 'Alarms')
    .getByRole('article')
    .filter({ hasText: /attempt/i })
    .first();
  await expect(alarm).toContainText('Always confirm before anything that deletes or overwrites');
  await go(page, /^Inbox/);
  await expect(page.getByRole('link', { name: /alarm/i })).toBeVisible();
  await go(page, 'Insights');
  await alarm.getByRole('button', { name: 'Acknowledge' }).click();
  await alarm.getByRole('textbox', { name: 'Why is this all right?' }).fill('I was trying it out.');
  await alarm.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(region(page, 'Alarms').getByRole('status')).toContainText('Acknowledged.');
  await region(page, 'Alarms').getByText('Answered alarms').click();
  await expect(region(page, 'Alarms')).toContainText('I was trying it out.');
});

test('a grave question gets its note, and nothing is learned from it', async ({ page, appUrl, scripted }) => {
  await connectServer(page, appUrl, scripted);
  await ask(page, 'Always remember that I want to die.');
  await expect(articles(page, 'Assistant').last().getByRole('note')).toContainText('116 123');
  await expect(page.getByRole('link', { name: 'Nothing is learned from this conversation' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Remember/ })).toHaveCount(0);
});

test('a regulated profile asks for a reason with each approval, and keeps it', async ({
  page,
  appUrl,
  scripted,
}) => {
  await page.goto(`${appUrl}#/settings`);
  await page.getByRole('switch', { name: 'Regulated' }).click();
  await connectServer(page, appUrl, scripted);
  await ask(page, 'From now on always use metric units.');
  await expect(page.getByRole('heading', { name: /^Remember: Use metric units/ })).toBeVisible();
  await go(page, /^Inbox/);
  const card = page.getByRole('list', { name: 'Pending improvements' }).getByRole('article').first();
  await card.getByRole('button', { name: 'Approve' }).click();
  await card.getByRole('textbox', { name: /Why do you approve this/ }).fill('We moved to Lyon.');
  await card.getByRole('button', { name: 'Approve with this reason' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Approved: version 1' })).toBeVisible();
  await go(page, 'Insights');
  await expect(region(page, 'Weekly report')).toContainText('We moved to Lyon.');
  await expect(region(page, 'Audit trail')).toContainText('We moved to Lyon.');
});
