/** "Check this device" on the real runtime: made-up models on the processor, and graphics measured on a software adapter. */
import type { Page } from '@playwright/test';
import { tinyAnswer } from '../fixtures/tiny-gguf.ts';
import { launchProfile, softwareGpu } from './browser-flags.ts';
import { articles, expect, importModel, send, test } from './fixtures.ts';
import { isLong } from './looks.ts';

test.describe.configure({ timeout: 240_000 });

/** Generous: everything is awaited, nothing measured. */
const patience = { timeout: 150_000 };

const start = (page: Page) => page.getByRole('button', { name: 'Check this device', exact: true });
const again = (page: Page) => page.getByRole('button', { name: 'Check this device again' });
const bar = (page: Page) => page.getByRole('progressbar', { name: 'Device check' });

async function openModels(page: Page, appUrl: string) {
  await page.goto(`${appUrl}#/models`);
  await expect(page.getByRole('article').first()).toBeVisible();
}

/** Remembers whether the page ever showed the invitation to a first check, hidden text aside. */
const watchInvitation = () => {
  const look = () => {
    if (document.body?.innerText.includes('About five seconds')) Object.assign(window, { invited: true });
    requestAnimationFrame(look);
  };
  look();
};

const speed = String.raw`(?:less than one word|about (?:one word|\d+ words)) a second`;
const onlyProcessor = new RegExp(`A model of 1 GB would write ${speed} on the processor\\. Checked on`);
const both = new RegExp(
  `A model of 1 GB would write ${speed} on the processor, ${speed} on the graphics processor\\. Checked on`,
);

/** The software adapter passes for a real one, so that the graphics are measured on it. */
const disguise = () => {
  for (const name of ['vendor', 'architecture', 'description', 'isFallbackAdapter']) {
    Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => (name === 'vendor' ? 'acme' : '') });
  }
};

for (const { name, flags, prepare, paces, best } of [
  {
    name: 'the processor',
    flags: [],
    prepare: undefined,
    paces: onlyProcessor,
    best: /, on the processor\.$/,
  },
  ...(isLong
    ? [
        {
          name: 'the processor beside a software graphics adapter',
          flags: softwareGpu,
          prepare: undefined,
          paces: onlyProcessor,
          best: /, on the processor\.$/,
        },
      ]
    : []),
  // Which of the two is quicker depends on the machine.
  {
    name: 'both processors',
    flags: softwareGpu,
    prepare: disguise,
    paces: both,
    best: /, on the .*processor\.$/,
  },
]) {
  test(`a check on ${name} tells the speed of every model, fetches nothing, and is kept`, async ({
    appUrl,
  }) => {
    const { context } = await launchProfile(flags);
    try {
      const page = await context.newPage();
      if (prepare) await page.addInitScript(prepare);
      const foreign: string[] = [];
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== new URL(appUrl).origin) foreign.push(request.url());
      });
      await openModels(page, appUrl);
      await expect(page.getByText('Nothing is downloaded, and nothing leaves this device.')).toBeVisible();
      await start(page).click();
      await expect(bar(page)).toHaveAttribute('aria-valuetext', /made-up model/, patience);
      // The page goes on meanwhile.
      await page.getByRole('link', { name: 'Settings' }).click();
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await page.getByRole('link', { name: 'Models' }).click();

      await expect(again(page)).toBeVisible(patience);
      const said = async () => {
        await expect(page.getByText(paces)).toBeVisible();
        await expect(page.getByRole('status').filter({ hasText: 'Best choice here:' })).toHaveText(best);
        await expect(page.getByRole('heading', { name: 'Best for this device' })).toBeVisible();
        await expect(page.getByRole('article', { name: /no graphics card needed/ }).first()).toContainText(
          /Runs (well|slowly) here: (about|less than) .* words? a second\.|Tight: .* Expected: /,
        );
      };
      await said();
      await page.addInitScript(watchInvitation);
      await page.reload();
      await said();
      expect(await page.evaluate(() => 'invited' in window)).toBe(false);
      expect(foreign).toEqual([]);
    } finally {
      await context.close();
    }
  });
}

test('a check can be stopped, and leaves no thread behind', async ({ page, appUrl }) => {
  await openModels(page, appUrl);
  await start(page).click();
  await expect(bar(page)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(start(page)).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  await expect
    .poll(() => page.workers().filter((worker) => worker.url().includes('/threads/wllama/')).length)
    .toBe(0);
});

test('what a model really does stands beside what was expected', async ({ page, appUrl, modelPath }) => {
  await importModel(page, appUrl, modelPath);
  await send(page, 'Hello there');
  await expect(articles(page, 'Assistant').first()).toContainText(tinyAnswer(), patience);
  await page.getByRole('link', { name: 'Models' }).click();
  const here = page.getByRole('article', { name: 'Tiny test model' });
  await expect(here).toContainText(/Really (about|less than) .* words? a second\./, patience);
  await start(page).click();
  await expect(here).toContainText(/Expected.* really .* a second\./, patience);
});
