import { launchProfile } from './browser-flags.ts';
import { expect, importModel, test } from './fixtures.ts';

test('a whole run with a real model is cut by a reload, goes on, and comes to a verdict', async ({
  appUrl,
  modelPath,
}) => {
  test.setTimeout(240_000);
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    await page.goto(`${appUrl}#/memory`);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('textbox', { name: 'Rule' }).fill('Keep answers under 200 words.');
    await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
    await importModel(page, appUrl, modelPath);
    await page.goto(`${appUrl}#/memory`);
    const rules = page.getByRole('region', { name: 'Rules' });
    await rules.getByRole('button', { name: 'Test now' }).click();
    await expect(rules).toContainText(/Testing: ([5-9]|1\d) of/, { timeout: 60_000 });
    await page.reload();
    await expect(rules).toContainText('Waits for its test');
    await page.goto(`${appUrl}#/models`);
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
    await page.goto(`${appUrl}#/memory`);
    await rules.getByRole('button', { name: 'Test now' }).click();
    // It goes on where it was cut.
    await expect(rules).toContainText(/Testing: ([5-9]|[1-9]\d) of/, { timeout: 60_000 });
    await expect(rules).not.toContainText('Waits for its test', { timeout: 180_000 });
    const audit = page.getByRole('region', { name: 'Audit trail' });
    await page.goto(`${appUrl}#/insights`);
    await expect(audit).toContainText(/tested.*“Keep answers under 200 words/i);
  } finally {
    await context.close();
  }
});
