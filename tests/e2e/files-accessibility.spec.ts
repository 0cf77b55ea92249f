import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { bringIn, dialog, fileRow, openFiles, renameTo, textBox } from './files-screen.ts';
import { looks } from './looks.ts';

const longName = `${'Minutes of the meeting on the kitchen '.repeat(3)}.md`;
const unbroken = `${'x'.repeat(110)}.txt`;

async function check(page: Page, state: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${state}: ${id} ${nodes.map((node) => node.html).join(' ')}`),
  ).toEqual([]);
  const wide = await page.evaluate(() =>
    [
      document.documentElement,
      ...document.querySelectorAll('main, .page, .toast, dialog, dialog .frame, dialog .body'),
    ]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => `${element.tagName}.${element.className}`),
  );
  expect(wide, `${state} scrolls sideways`).toEqual([]);
}

for (const { colorScheme, size, viewport } of looks) {
  test(`the Files screen passes axe in all its states: ${size}, ${colorScheme}`, async ({ page, appUrl }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openFiles(page, appUrl);
    await expect(page.getByText('Nothing is here yet')).toBeVisible();
    await check(page, 'empty');
    await bringIn(
      page,
      { name: 'plan.md', text: '# Plan\n\nPaint the door.\n'.repeat(40) },
      { name: longName, text: 'Long' },
      { name: unbroken, text: 'Unbroken' },
      { name: 'picture.png', text: Buffer.from([0, 255, 0]) },
    );
    await renameTo(page, 'plan.md', 'house/door/plan.md');
    await expect(fileRow(page, 'house/door/plan.md')).toBeVisible();
    await check(page, 'filled');
    await page.getByRole('searchbox', { name: 'Search files' }).fill('door');
    await expect(page.getByText('Found in 1 file.')).toBeVisible();
    await check(page, 'searched');
    await page.getByRole('searchbox', { name: 'Search files' }).fill('no such words');
    await expect(page.getByText('No file has all of these words.')).toBeVisible();
    await check(page, 'nothing found');
    await page.getByRole('searchbox', { name: 'Search files' }).fill('');
    await fileRow(page, unbroken).getByRole('button', { name: 'Delete' }).click();
    await check(page, 'delete');
    await page.keyboard.press('Escape');
    await renameTo(page, 'picture.png', '../out.png');
    await expect(dialog(page).getByRole('alert')).toBeVisible();
    await check(page, 'rename refused');
    await renameTo(page, 'picture.png', 'HOUSE/door/plan.md');
    await expect(dialog(page).getByRole('button', { name: 'Overwrite' })).toBeVisible();
    await check(page, 'rename over another');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'picture.png', exact: true }).click();
    await expect(page.getByText('is not a text')).toBeVisible();
    await check(page, 'no text');
    await page.goto(`${appUrl}#/files/${encodeURIComponent('house/door/plan.md')}`);
    await textBox(page, 'house/door/plan.md').fill('Begun');
    await check(page, 'open');
    await page.goto(`${appUrl}#/files/gone.txt`);
    await expect(page.getByRole('alert')).toContainText('There is no file');
    await check(page, 'gone');
  });
}
