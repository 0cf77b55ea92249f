/** The Models screen by keyboard alone: the focus stays with what was pressed, whatever takes its place. */
import { folders } from '../fixtures/served-catalogue.ts';
import { expect } from './fixtures.ts';
import { button, entry, patience, test } from './tiny-file.ts';

test.describe.configure({ timeout: 240_000 });

test('the focus follows a model through its download, its check and its deletion', async ({
  page,
  served,
}) => {
  const { models } = served;
  models.fail(folders.gguf, { kind: 'slow', pauseMs: 100 });
  await page.goto(`${served.appUrl}#/models`);
  await button(page, 'Download').focus(patience);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Pause')).toBeFocused(patience);
  await expect(entry(page)).toContainText(/Downloading: \d+ [KM]B of/, patience);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Resume')).toBeFocused(patience);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Pause')).toBeFocused(patience);
  models.heal();

  await expect(entry(page).getByRole('status').filter({ hasText: 'Ready' })).toBeVisible(patience);
  await expect(entry(page).getByRole('heading')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(button(page, 'Verify')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry(page)).toContainText('as they arrived', patience);
  await expect(button(page, 'Verify')).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(button(page, 'Download')).toBeVisible(patience);
  await expect(entry(page).getByRole('heading')).toBeFocused();
});

test('the focus stays on the button of a device check and of a server that does not answer', async ({
  page,
  served,
}) => {
  await page.goto(`${served.appUrl}#/models`);
  await page.getByRole('button', { name: 'Check this device', exact: true }).focus(patience);
  await page.keyboard.press('Enter');
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect(stop).toBeFocused(patience);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Check this device', exact: true })).toBeFocused(patience);

  await page.getByRole('textbox', { name: 'Server address' }).fill('http://127.0.0.1:1/v1');
  const connect = page.getByRole('button', { name: 'Connect', exact: true });
  await connect.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible(patience);
  await expect(connect).toBeFocused();
});
