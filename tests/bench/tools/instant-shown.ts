import type { BrowserContext, Page } from '@playwright/test';
import { launchProfile } from '../../e2e/browser-flags.ts';
import { underServiceWorker } from '../../e2e/service-worker.ts';
import type { Row } from '../table.ts';
import { timesRow } from './times.ts';
import { utterances } from './utterances.ts';

const budget = 50;
const coldRounds = 5;
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

/** Milliseconds from Enter in the composer to the answer on the screen: the first one of a page, and those after it. */
export async function instantShown(url: string): Promise<Row[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < coldRounds; round += 1) {
    const { context } = await launchProfile();
    try {
      const page = await context.newPage();
      first.push(await coldAnswer(page, url));
      await underServiceWorker(page);
      again.push(await coldAnswer(page, url));
    } finally {
      await context.close();
    }
  }
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    await page.goto(url);
    await underServiceWorker(page);
    await page.goto(url);
    // The first ones load what answers.
    await answers(page, utterances.slice(0, 6));
    const warm = [...(await answers(page)), ...(await answers(page))];
    await slowDown(context, page, 4);
    const slow = await answers(page);
    print('warm', warm);
    print('warm, CPU ÷ 4', slow);
    return [
      timesRow('Enter to answer shown, warm', times(warm), budget),
      timesRow('the same, CPU ÷ 4', times(slow)),
      timesRow('first visit ever, asked as soon as the composer can be used', first),
      timesRow('later visit, asked as soon as the composer can be used', again),
    ];
  } finally {
    await context.close();
  }
}

async function coldAnswer(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  await composer(page).waitFor();
  return answer(page, '12*7', '84');
}

type Timed = readonly [text: string, ms: number];
const times = (timed: readonly Timed[]) => timed.map(([, ms]) => ms);

async function answers(page: Page, said = utterances): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const [text, shown] of said) {
    timed.push([text, await answer(page, text, shown)]);
    // A person takes longer to type; what was put off until nothing happens is no part of the next answer.
    await page.waitForTimeout(400);
  }
  return timed;
}

async function answer(page: Page, text: string, shown: string): Promise<number> {
  await composer(page).fill(text);
  await page.evaluate(watchAnswer, shown);
  await composer(page).press('Enter');
  const done = () => !Number.isNaN((window as unknown as { timing: Timing }).timing.ended);
  await page.waitForFunction(done, undefined, { timeout: 20_000 }).catch((cause: unknown) => {
    throw new Error(`“${text}” was not answered with “${shown}”`, { cause });
  });
  return page.evaluate(() => {
    const { started, ended } = (window as unknown as { timing: Timing }).timing;
    return ended - started;
  });
}

interface Timing {
  started: number;
  ended: number;
}

/**
 * Runs in the page. From the key event's own time stamp until a frame with a new answer has been painted: whole, with what it
 * was understood as, and not the loading of either.
 */
function watchAnswer(shown: string) {
  const timing = { started: NaN, ended: NaN };
  Object.assign(window, { timing });
  const answers = () =>
    [...document.querySelectorAll('[role="log"] article')].filter(
      (article) => article.querySelector('h2')?.textContent === 'Assistant',
    );
  const before = answers().at(-1);
  addEventListener('keydown', (event) => (timing.started = event.timeStamp), { once: true, capture: true });
  const observer = new MutationObserver(() => {
    const last = answers().at(-1);
    if (last === undefined || last === before) return;
    const text = last.textContent;
    if (!text.includes(shown) || !text.includes('No model was used')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (timing.ended = performance.now());
      port2.postMessage(undefined);
    });
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
}

async function slowDown(context: BrowserContext, page: Page, rate: number) {
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

function print(what: string, timed: readonly Timed[]) {
  const slowest = [...timed].sort(([, one], [, other]) => other - one).slice(0, 6);
  console.log(`  slowest ${what}: ${slowest.map(([text, ms]) => `${text} ${ms.toFixed(0)} ms`).join(', ')}`);
}
