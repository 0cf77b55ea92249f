import type { Page } from '@playwright/test';
import { threadFile } from '../../fixtures/built-app.ts';
import { launchProfile } from '../../e2e/browser-flags.ts';
import { exposePolicy, underServiceWorker } from '../../e2e/service-worker.ts';
import type { Row } from '../table.ts';
import { noteName, noteText, queries } from './notes.ts';
import { timesRow } from './times.ts';

const budget = 100;
const patienceMs = 30 * 60_000;

/** Brings notes in through the Files screen, and searches them there and by the thread's own call. */
export async function fileSearch(url: string, count: number): Promise<Row[]> {
  const { context } = await launchProfile();
  try {
    await exposePolicy(context);
    const page = await context.newPage();
    await page.goto(`${url}#/files`);
    await underServiceWorker(page);
    await page.goto(`${url}#/files`);
    await page.reload();
    const bringing = await bring(page, count);
    // A later visit: nothing of the notes is in memory.
    await page.reload();
    await page.getByRole('searchbox', { name: 'Search files' }).waitFor();
    await page.waitForTimeout(1000);
    const onScreen: number[] = [];
    for (const query of queries) onScreen.push(await searchOnScreen(page, query, count));
    const thread = await searchInThread(page, threadFile('workspace'));
    const [coldScreen = NaN, ...screen] = onScreen;
    const [coldCall = NaN, ...calls] = thread.times;
    console.log(`  hits: ${queries.map((query, index) => `${query} ${thread.hits[index]}`).join(', ')}`);
    const plain = (what: string, ms: number): Row => ({
      what,
      measured: `${ms.toFixed(0)} ms`,
      budget: '',
      met: undefined,
    });
    return [
      timesRow(`search over ${count} notes: the call`, calls, budget),
      timesRow('the same on the Files screen, from the last key to the results', screen, budget),
      plain('first search of a visit, the call: it reads all notes', coldCall),
      plain('first search of a visit, on the Files screen', coldScreen),
      plain(`bringing ${count} notes in`, bringing),
    ];
  } finally {
    await context.close();
  }
}

/** Milliseconds from choosing the files until the screen says that they are here. */
async function bring(page: Page, count: number): Promise<number> {
  const files = Array.from({ length: count }, (_one, index) => [noteName(index), noteText(index)]);
  await page.locator('input[type="file"]').waitFor({ state: 'attached' });
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const [name = '', text = ''] of all)
      transfer.items.add(new File([text], name, { type: 'text/markdown' }));
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input === null) throw new Error('There is no file input.');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, files);
  const started = performance.now();
  await page.getByText(`Brought in ${count} files`).waitFor({ timeout: patienceMs });
  return performance.now() - started;
}

/** From the last change of the box until a frame with its results was painted. */
async function searchOnScreen(page: Page, query: string, count: number): Promise<number> {
  const box = page.getByRole('searchbox', { name: 'Search files' });
  await box.fill('');
  await page.getByText(`${count} files.`, { exact: true }).waitFor();
  await page.evaluate(() => {
    const timing = { started: NaN, ended: NaN };
    Object.assign(window, { timing });
    addEventListener('input', (event) => (timing.started = event.timeStamp), { once: true, capture: true });
    const observer = new MutationObserver(() => {
      const said = document.querySelector('main [role="status"].count')?.textContent ?? '';
      if (!/best matches|Found in|No file has/.test(said)) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => (timing.ended = performance.now());
        port2.postMessage(undefined);
      });
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await box.fill(query);
  const ended = () => !Number.isNaN((window as unknown as { timing: { ended: number } }).timing.ended);
  await page.waitForFunction(ended, undefined, { timeout: 120_000 });
  return page.evaluate(() => {
    const { timing } = window as unknown as { timing: { started: number; ended: number } };
    return timing.ended - timing.started;
  });
}

/** The thread's own `search`, asked as comlink asks, in a second thread: its first search reads all notes anew. */
function searchInThread(page: Page, path: string): Promise<{ times: number[]; hits: number[] }> {
  return page.evaluate(
    async ({ thread, asked }) => {
      const { assentPolicy } = window as unknown as {
        assentPolicy: { createScriptURL(url: string): string };
      };
      const url = assentPolicy.createScriptURL(new URL(thread, location.href).href);
      const worker = new Worker(url, { type: 'module' });
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      const database = names.find((name) => name.startsWith('assent-') && name !== 'assent-drafts');
      const profileId = (database ?? '').slice('assent-'.length);
      const search = (query: string) =>
        new Promise<unknown[]>((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }: MessageEvent<{ type: string; value: unknown }>) =>
            data.type === 'RAW'
              ? resolve(data.value as unknown[])
              : reject(new Error(JSON.stringify(data.value)));
          const argumentList = [profileId, query, 100].map((value) => ({ type: 'RAW', value }));
          worker.postMessage({ id: query, type: 'APPLY', path: ['search'], argumentList });
        });
      const times: number[] = [];
      const hits: number[] = [];
      for (const query of asked) {
        const started = performance.now();
        hits.push((await search(query)).length);
        times.push(performance.now() - started);
      }
      worker.terminate();
      return { times, hits };
    },
    { thread: path, asked: queries },
  );
}
