import { gzipSync } from 'node:zlib';
import type { CDPSession, Page, Response } from '@playwright/test';
import { launchProfile } from '../e2e/browser-flags.ts';
import { median, type Row } from './table.ts';

const rounds = 5;

/** JavaScript asked for before the composer could be used, and the time to it on a slow phone's line. First visits only. */
export async function start(url: string): Promise<Row[]> {
  const results = [];
  for (let round = 0; round < rounds; round += 1) results.push(await firstVisit(url));
  const bytes = Math.max(...results.map((result) => result.bytes));
  const usableAt = median(results.map((result) => result.usableAt));
  const blocked = median(results.map((result) => result.blocked));
  const slow = 'CPU ÷ 4, 9 Mbit/s, 60 ms';
  return [
    {
      what: 'JavaScript before the composer can be used',
      measured: `${(bytes / 1000).toFixed(1)} KB gzip`,
      budget: '≤ 70 KB',
      met: bytes <= 70_000,
    },
    {
      what: `cold start to a usable composer (${slow}; median of ${rounds})`,
      measured: `${usableAt.toFixed(0)} ms`,
      budget: '≤ 800 ms',
      met: usableAt <= 800,
    },
    {
      what: 'its blocking time',
      measured: `${blocked.toFixed(0)} ms`,
      budget: '≤ 50 ms',
      met: blocked <= 50,
    },
  ];
}

async function firstVisit(url: string) {
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    const scripts = new Map<string, Response>();
    page.on('response', (response) => {
      const isScript = response.request().resourceType() === 'script';
      if (isScript) scripts.set(response.url(), response);
    });
    await slowDown(await context.newCDPSession(page));
    await page.addInitScript(watchComposer);
    await page.goto(url, { waitUntil: 'commit' });
    const { usableAt, blocked, before } = await composerUsable(page);
    let bytes = 0;
    for (const [name, script] of scripts) {
      if (before.includes(name)) bytes += gzipSync(await script.body()).length;
    }
    return { bytes, usableAt, blocked };
  } finally {
    await context.close();
  }
}

async function slowDown(session: CDPSession) {
  await session.send('Network.enable');
  const bytesPerSecond = (9 * 1000 * 1000) / 8;
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 60,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

interface Watch {
  usableAt: number | undefined;
  /** Start and length of tasks over 50 ms. */
  long: [number, number][];
}

/** Runs in the page before anything else. Usable: the box is there, enabled, and takes what is typed. */
function watchComposer() {
  const watch: Watch = { usableAt: undefined, long: [] };
  Object.assign(window, { watch });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watch.long.push([entry.startTime, entry.duration]);
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const box = document.querySelector<HTMLTextAreaElement>('textarea');
    if (box === null || box.disabled || box.getBoundingClientRect().height === 0)
      return requestAnimationFrame(look);
    watch.usableAt = performance.now();
    return 0;
  };
  requestAnimationFrame(look);
}

async function composerUsable(page: Page) {
  await page.waitForFunction(() => (window as unknown as { watch?: Watch }).watch?.usableAt !== undefined);
  return page.evaluate(() => {
    const { usableAt = NaN, long } = (window as unknown as { watch: Watch }).watch;
    const before = performance
      .getEntriesByType('resource')
      .filter((entry) => entry.startTime < usableAt)
      .map((entry) => entry.name);
    const blocked = long
      .filter(([startedAt]) => startedAt < usableAt)
      .reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    return { usableAt, before, blocked };
  });
}
