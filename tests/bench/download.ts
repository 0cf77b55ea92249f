import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchProfile } from '../e2e/browser-flags.ts';
import { dist } from '../fixtures/built-app.ts';
import { fakeMlcEntry } from '../fixtures/fake-mlc-model.ts';
import { startPreview } from '../fixtures/preview.ts';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { median, printTable, type Row } from './table.ts';

const pairs = 5;
/** Bytes in a second that the server sends at most. */
const cap = 50e6;
const pieceBytes = 256 * 1024;

/** The bytes and nothing else: streamed into a file of the private file system, in a thread with the downloader's policy. */
const plainWorker = `
onmessage = async ({ data }) => {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle('bench.bin', { create: true });
  const access = await handle.createSyncAccessHandle();
  access.truncate(0);
  const started = performance.now();
  const reader = (await fetch(data, { cache: 'no-store' })).body.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    at += access.write(value, { at });
  }
  access.flush();
  access.close();
  const ms = performance.now() - started;
  await root.removeEntry('bench.bin');
  postMessage({ ms, bytes: at });
};`;

/** Throughput of a download ÷ a plain fetch into the same store, in turns, and the longest task of the page meanwhile. */
export async function bench(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  const modelPath = join(scratch, 'bench.gguf');
  await writeTinyGguf(modelPath, { layers: 10, width: 512, name: 'Bench model' });
  const bytes = readFileSync(modelPath);
  const server = await serveCapped(bytes);
  const app = join(scratch, 'app');
  cpSync(dist, app, { recursive: true });
  const entry = fakeMlcEntry(server.url, {
    id: 'bench',
    name: 'Bench model',
    engine: 'wllama',
    bytes: bytes.length,
    source: { gguf: [`${server.url}bench.gguf`] },
  });
  writeFileSync(join(app, 'models.json'), JSON.stringify({ version: 1, models: [entry] }));
  writeFileSync(join(app, 'threads/downloader/bench-plain.js'), plainWorker);
  const preview = await startPreview(app);
  const { context } = await launchProfile([], undefined, { bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.goto(`${preview.url}#/models`);
    const model = page.getByRole('article', { name: 'Bench model', exact: true });
    await model.waitFor();
    const plain: number[] = [];
    const ours: number[] = [];
    const longest: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      plain.push(await plainFetch(page, preview.url, `${server.url}bench.gguf`));
      const { ms, longestTask } = await download(page);
      ours.push(ms);
      longest.push(longestTask);
      await model.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await model.getByRole('button', { name: 'Download' }).waitFor();
    }
    printTable(
      `Downloads (${(bytes.length / 1e6).toFixed(0)} MB, ${pairs} pairs)`,
      rows(plain, ours, longest, bytes.length),
    );
  } finally {
    await context.close();
    await preview.close();
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function rows(plain: number[], ours: number[], longest: number[], bytes: number): Row[] {
  const ratio = median(plain.map((ms, index) => ms / (ours[index] ?? NaN)));
  const speed = (ms: number) => `${(bytes / 1e3 / ms).toFixed(1)} MB/s`;
  return [
    {
      what: 'throughput ÷ a plain fetch into the same store',
      measured: `${ratio.toFixed(3)} (${speed(median(ours))} ÷ ${speed(median(plain))})`,
      budget: '≥ 0.9',
      met: ratio >= 0.9,
    },
    {
      what: 'longest task of the page meanwhile',
      // The browser tells only of tasks over 50 ms.
      measured: Math.max(...longest) === 0 ? 'none over 50 ms' : `${Math.max(...longest).toFixed(0)} ms`,
      budget: '≤ 50 ms',
      met: Math.max(...longest) <= 50,
    },
  ];
}

function plainFetch(page: Page, appUrl: string, url: string): Promise<number> {
  return page.evaluate(
    ({ workerUrl, address }) =>
      new Promise<number>((resolve, reject) => {
        const worker = new Worker(workerUrl);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          worker.terminate();
          resolve((data as { ms: number }).ms);
        };
        worker.postMessage(address);
      }),
    { workerUrl: `${appUrl}threads/downloader/bench-plain.js`, address: url },
  );
}

/** From the press to the last checked byte; loading the model is not counted. */
async function download(page: Page): Promise<{ ms: number; longestTask: number }> {
  const measured = page.evaluate(
    () =>
      new Promise<{ ms: number; longestTask: number }>((resolve) => {
        let longestTask = 0;
        const tasks = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
        });
        const bar = () => document.querySelector('[role="progressbar"][aria-label^="Download of"]');
        let started = 0;
        document.addEventListener(
          'click',
          () => {
            started = performance.now();
            tasks.observe({ type: 'longtask' });
          },
          { once: true, capture: true },
        );
        let seen = false;
        const look = new MutationObserver(() => {
          if (bar() !== null) seen = true;
          else if (seen) {
            look.disconnect();
            const ms = performance.now() - started;
            setTimeout(() => {
              tasks.disconnect();
              resolve({ ms, longestTask });
            }, 0);
          }
        });
        look.observe(document.body, { subtree: true, childList: true });
      }),
  );
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  return measured;
}

/** Serves one file to any origin, no faster than the cap. */
async function serveCapped(bytes: Buffer): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(bytes.length),
    });
    const started = performance.now();
    let sent = 0;
    const send = () => {
      while (sent < bytes.length) {
        const due = ((performance.now() - started) / 1000) * cap;
        if (sent > due) return void setTimeout(send, 4);
        const fits = response.write(bytes.subarray(sent, sent + pieceBytes));
        sent += pieceBytes;
        if (!fits) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
