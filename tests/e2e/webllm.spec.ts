/** Models of the catalogue, from a server that misbehaves: web-llm as far as a software graphics adapter goes, and GGUF files. */
import type { BrowserContext, Page } from '@playwright/test';
import { folders, serveCatalogue, type ServedCatalogue } from '../fixtures/served-catalogue.ts';
import { launchProfile, softwareGpu } from './browser-flags.ts';
import { articles, connectServer, expect, send, test as base } from './fixtures.ts';
import { cached, filesHere, wholeModel } from './stored-models.ts';

/** `page` is the Models screen in a browser with a software graphics adapter and a fresh profile. */
const test = base.extend<{ context: BrowserContext; page: Page }, { served: ServedCatalogue }>({
  served: [
    async ({ browserName: _ }, use) => {
      const served = await serveCatalogue();
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ serviceWorkers }, use) => {
    const { context } = await launchProfile(softwareGpu, undefined, { serviceWorkers });
    await use(context);
    await context.close();
  },
  page: async ({ context, served }, use) => {
    served.models.heal();
    served.models.requests.length = 0;
    const page = await context.newPage();
    await openModels(page, served);
    await use(page);
  },
});

test.describe.configure({ timeout: 240_000 });

/** Generous: everything is awaited, nothing measured. */
const patience = { timeout: 60_000 };

const damaged = 'The model file is damaged or incomplete. Delete it and get it again.';
const stopped = 'The model stopped unexpectedly. Your conversation is safe; try again.';

const openModels = async (page: Page, { appUrl }: ServedCatalogue) => {
  await page.goto(`${appUrl}#/models`);
  await entry(page, 'Tiny file').waitFor(patience);
};

const entry = (page: Page, name: string) => page.getByRole('article', { name, exact: true });
const button = (page: Page, model: string, name: string) =>
  entry(page, model).getByRole('button', { name, exact: true });
const problem = (page: Page, model: string) => entry(page, model).getByRole('alert');
const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen }).click();

/** The whole fake model is brought here. It loads at once, and cannot: its library has nothing in it. */
async function download(page: Page, name: string) {
  await button(page, name, 'Download').click();
  await expect(problem(page, name)).toHaveText(damaged, patience);
}

async function remove(page: Page, name: string) {
  await button(page, name, 'Delete').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(button(page, name, 'Download')).toBeVisible(patience);
}

const isLed = (page: Page) =>
  page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name === 'assent-engine');
  });

test('the catalogue says what fits this device before anything is fetched', async ({ page, served }) => {
  const twins = entry(page, 'Fake 1B');
  await expect(twins).toHaveCount(1);
  await expect(twins).toContainText('In 32-bit numbers.');
  await expect(twins).toContainText(
    'Runs very slowly here: on a software stand-in for a graphics processor.',
  );
  await expect(button(page, 'Fake 1B', 'Download')).toBeVisible();

  const lone = entry(page, 'Lone 1B');
  await expect(lone).toContainText(
    'Will not run, because this device lacks a graphics feature (16-bit shaders): choose the 32-bit version.',
  );
  await expect(lone.getByRole('button')).toHaveCount(0);
  await expect(entry(page, 'Tiny file')).toContainText(/processor/);
  expect(served.models.requests).toEqual([]);
});

test('a model of a better graphics processor is refused on this one, and its 32-bit version named', async ({
  page,
  context,
  served,
}) => {
  const better = await context.newPage();
  await better.addInitScript(() => {
    const has = GPUSupportedFeatures.prototype.has;
    GPUSupportedFeatures.prototype.has = function (name) {
      return name === 'shader-f16' || has.call(this, name);
    };
  });
  await openModels(better, served);
  await expect(entry(better, 'Fake 1B')).toContainText('In 16-bit numbers.');
  await download(better, 'Fake 1B');
  await better.close();
  // Until the browser has noticed that the tab is gone, it counts as the one that runs the model.
  await expect.poll(() => isLed(page), patience).toBe(false);

  const started: string[] = [];
  page.on('worker', (worker) => started.push(worker.url()));
  await button(page, 'Fake 1B', 'Use').click(patience);
  await expect(problem(page, 'Fake 1B')).toHaveText(
    'This graphics processor lacks 16-bit numbers, which this model needs. Choose its 32-bit version (“Fake-1B-q4f32_1-MLC”).',
    patience,
  );
  expect(started.filter((url) => url.includes('/threads/webllm/'))).toEqual([]);
});

for (const { name, mishap, sentence } of [
  {
    name: 'that is missing',
    mishap: { kind: 'missing' },
    sentence: (host: string) => `“params_shard_1.bin” is no longer at its address on ${host}.`,
  },
] as const) {
  test(`a shard ${name} is told in one sentence, only whole files stay, and the next try takes the rest`, async ({
    page,
    served,
  }) => {
    const { models, mlc } = served;
    const [firstShard = '', lastShard = ''] = mlc.shards;
    models.fail(lastShard, mishap);
    await button(page, 'Fake 1B', 'Download').click();
    await expect(problem(page, 'Fake 1B')).toHaveText(sentence(new URL(models.url).host), patience);
    await expect(button(page, 'Fake 1B', 'Use')).toHaveCount(0);
    const whole = wholeModel(served, folders.mlc);
    const wholeYet = whole['webllm/model'].filter((url) => /shard_0|tensor-cache/.test(url));
    expect(await cached(page)).toEqual({ 'webllm/config': whole['webllm/config'], 'webllm/model': wholeYet });
    expect(await filesHere(page)).toEqual(['Fake-1B-q4f32_1-MLC/download.json']);

    models.heal();
    models.requests.length = 0;
    await button(page, 'Fake 1B', 'Resume').click();
    await expect(problem(page, 'Fake 1B')).toHaveText(damaged, patience);
    expect(await cached(page)).toEqual(whole);
    expect(models.requests).toContain(lastShard);
    expect(models.requests).not.toContain(firstShard);
  });
}

test('a deleted model leaves nothing in the caches, and its neighbour whole', async ({ page, served }) => {
  await download(page, 'Fake 1B');
  await download(page, 'Other 1B');
  const [whole, other] = [wholeModel(served, folders.mlc), wholeModel(served, folders.other)];
  expect(Object.values(await cached(page)).flat()).toHaveLength(
    [whole, other].flatMap((model) => Object.values(model).flat()).length,
  );
  served.models.requests.length = 0;
  await remove(page, 'Fake 1B');
  await expect.poll(() => cached(page), patience).toEqual(other);
  await remove(page, 'Other 1B');
  await expect.poll(() => cached(page), patience).toEqual({});
  expect(await filesHere(page)).toEqual([]);
  expect(served.models.requests).toEqual([]);
});

test.describe('web-llm in its worker', () => {
  // What a thread asks for can be seen and held only where no service worker answers it.
  test.use({ serviceWorkers: 'block' });
  const library = /\/threads\/shared\//;
  const isWebllm = (thread: { url(): string }) => thread.url().includes('/threads/webllm/');

  test('a whole model lies where web-llm looks, and loading it asks the network for nothing', async ({
    page,
    served,
  }) => {
    const { models, mlc } = served;
    const reached = page.waitForRequest(library, patience);
    await download(page, 'Fake 1B');
    await reached;
    expect(models.requests.toSorted()).toEqual(mlc.files.toSorted());
    expect(await cached(page)).toEqual(wholeModel(served, folders.mlc));
    expect(await filesHere(page)).toEqual([]);
    await expect(button(page, 'Fake 1B', 'Delete')).toBeVisible();

    models.requests.length = 0;
    const [again] = await Promise.all([
      page.waitForEvent('worker', { predicate: isWebllm, ...patience }),
      page.waitForRequest(library, patience),
      button(page, 'Fake 1B', 'Try again').click(),
    ]);
    await expect(problem(page, 'Fake 1B')).toHaveText(damaged, patience);
    await expect.poll(() => page.workers().includes(again), patience).toBe(false);
    expect(models.requests).toEqual([]);
  });

  test('a worker that dies in the middle of a load is told, and the app goes on', async ({
    page,
    served,
    scripted,
  }) => {
    const composer = page.getByRole('textbox', { name: 'Message', exact: true });
    await goTo(page, 'Chat');
    await composer.fill('My draft');
    await goTo(page, 'Models');
    // Never answered: the load cannot end by itself.
    await page.route(library, () => undefined);
    const asked = page.waitForRequest(library, patience);
    await button(page, 'Fake 1B', 'Download').click();
    await asked;
    await expect(page.getByRole('progressbar', { name: 'Loading Fake 1B' })).toBeVisible(patience);
    await page
      .workers()
      .find(isWebllm)
      ?.evaluate(() => self.close())
      .catch(() => undefined);
    await expect(problem(page, 'Fake 1B')).toHaveText(stopped, patience);

    await goTo(page, 'Chat');
    await expect(page.getByRole('alert')).toHaveText(stopped);
    await expect(composer).toHaveValue('My draft');
    await page.unroute(library);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toHaveText(damaged, patience);
    await expect(composer).toHaveValue('My draft');

    await connectServer(page, served.appUrl, scripted);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(articles(page, 'You')).toHaveText(/My draft/);
    await expect(articles(page, 'Assistant').getByRole('button', { name: 'Regenerate' })).toBeVisible();
  });
});

test('a file that is not the one of the catalogue is refused, and nothing is kept', async ({ page }) => {
  await button(page, 'Changed file', 'Download').click();
  await expect(problem(page, 'Changed file')).toHaveText(
    '“tiny.gguf” arrived damaged, or is another file by now. Try again.',
    patience,
  );
  await expect(button(page, 'Changed file', 'Delete')).toHaveCount(0);
  expect(await filesHere(page)).toEqual([]);
});

test('a file of the catalogue shows its progress, can be cancelled, and answers once it is here', async ({
  page,
  served,
}) => {
  served.models.fail(folders.gguf, { kind: 'stuck' });
  await button(page, 'Tiny file', 'Download').click();
  const bar = page.getByRole('progressbar', { name: 'Download of Tiny file' });
  // The server sends half, and then nothing.
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/, patience);
  await button(page, 'Tiny file', 'Cancel').click();
  await expect(button(page, 'Tiny file', 'Download')).toBeVisible(patience);
  await expect(bar).toHaveCount(0);
  expect(await filesHere(page)).toEqual([]);

  served.models.heal();
  await button(page, 'Tiny file', 'Download').click();
  await expect(entry(page, 'Tiny file').getByRole('status').filter({ hasText: 'Ready' })).toBeVisible(
    patience,
  );
  expect((await filesHere(page)).toSorted()).toEqual(['tiny-gguf/tiny.gguf', 'tiny-gguf/tiny.gguf.sums']);
  await goTo(page, 'Chat');
  await send(page, 'Hello there');
  await expect(articles(page, 'Assistant')).toContainText('small test model', patience);
});
