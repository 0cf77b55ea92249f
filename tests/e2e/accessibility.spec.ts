import AxeBuilder from '@axe-core/playwright';
import { ask } from './actions.ts';
import { articles, connectServer, expect, send, test } from './fixtures.ts';
import { looks } from './looks.ts';

const screens = ['chat', 'inbox', 'memory', 'insights', 'models', 'settings', 'files'];

for (const { colorScheme, size, viewport } of looks) {
  test(`every screen passes axe and needs no sideways scrolling: ${size}, ${colorScheme}`, async ({
    page,
    appUrl,
    scripted,
  }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await connectServer(page, appUrl, scripted);
    await send(page, 'scenario:markdown');
    await expect(articles(page, 'Assistant')).toContainText('The end.');
    await expect(page).toHaveURL(/#\/chat\/.+/);
    const conversation = new URL(page.url()).hash.slice(2);
    for (const screen of [conversation, ...screens]) {
      await page.goto(`${appUrl}#/${screen}`);
      await expect(page.getByRole('main')).toBeVisible();
      await page.waitForTimeout(400);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${screen}: ${id} ${nodes.map((node) => node.html).join(' ')}`),
      ).toEqual([]);
      const overflowing = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, .page, .log, .rail')]
          .filter((element) => element.scrollWidth > element.clientWidth)
          .map((element) => `${element.tagName}.${element.className}`),
      );
      expect(overflowing, `${screen} scrolls sideways`).toEqual([]);
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`inbox, memory and insights with something in them pass axe at every size: ${colorScheme}`, async ({
    page,
    appUrl,
    scripted,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await connectServer(page, appUrl, scripted);
    await ask(page, 'From now on always use metric units.');
    await expect(page.getByRole('heading', { name: /^Remember: Use metric units/ })).toBeVisible();
    await page.goto(`${appUrl}#/memory`);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('textbox', { name: 'Rule' }).fill('Put the total in bold.');
    await page.getByRole('dialog').getByRole('button', { name: 'Add rule' }).click();
    await expect(page.getByRole('region', { name: 'Rules' })).toContainText('Put the total in bold');
    for (const { size, viewport } of looks.filter((look) => look.colorScheme === colorScheme)) {
      await page.setViewportSize(viewport);
      for (const screen of ['inbox', 'memory', 'insights']) {
        await page.goto(`${appUrl}#/${screen}`);
        await page.waitForTimeout(400);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${size} ${screen}: ${id} ${nodes.map((node) => node.html).join(' ')}`,
          ),
        ).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        expect(wide, `${screen} scrolls sideways at ${size}`).toBe(false);
      }
    }
  });
}
