/** The Models screen keeps room for what it still looks for: nothing jumps from under a finger. */
import { expect, test } from './fixtures.ts';

const patience = { timeout: 60_000 };

test.use({ serviceWorkers: 'block' });

test('what stands below the list waits below the first screen, also where the list cannot be had', async ({
  page,
  appUrl,
}) => {
  let release = () => {};
  const hold = () => new Promise<void>((resolve) => (release = resolve));
  let held = hold();
  let reachable = true;
  await page.route('**/models.json', async (route) => {
    await held;
    await (reachable ? route.continue() : route.abort());
  });
  const looking = page.getByText('Looking at what suits this device…');
  const check = page.getByRole('button', { name: 'Check this device', exact: true });
  const connect = page.getByRole('button', { name: 'Connect', exact: true });

  await page.goto(`${appUrl}#/models`);
  await expect(looking).toBeVisible(patience);
  await expect(check).toBeVisible(patience);
  await expect(connect).not.toBeInViewport();
  const before = await check.boundingBox();
  release();
  await expect(page.getByRole('article').first()).toBeVisible(patience);
  expect(await check.boundingBox()).toEqual(before);
  await expect(connect).not.toBeInViewport();

  reachable = false;
  held = hold();
  await page.reload();
  await expect(looking).toBeVisible(patience);
  release();
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible(patience);
  await expect(page.getByRole('button', { name: 'Import model file' })).toBeInViewport();
  reachable = true;
  held = hold();
  await again.click();
  await expect(page.getByRole('button', { name: 'Trying again…' })).toBeVisible();
  release();
  await expect(page.getByRole('article').first()).toBeVisible(patience);
});
