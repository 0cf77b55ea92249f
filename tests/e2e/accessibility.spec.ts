import AxeBuilder from '@axe-core/playwright';
import { articles, connectServer, expect, send, test } from './fixtures.ts';

const screens = ['chat', 'inbox', 'memory', 'insights', 'models', 'settings'];
const sizes = [
  { name: 'phone', width: 412, height: 915 },
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'narrowest', width: 320, height: 640 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, width, height } of sizes) {
    test(`every screen passes axe and needs no sideways scrolling: ${name}, ${colorScheme}`, async ({
      page,
      appUrl,
      scripted,
    }) => {
      await page.setViewportSize({ width, height });
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
}
