/** What each thread may do, asked of every response, and tried. DESIGN: "A policy for each thread". */
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';
import { originsInCatalogue } from '../../src/sw/build/origins.ts';
import { headersFor, threads } from '../../src/sw/policies.ts';
import { breakOutOfDocument, breakOutOfThread } from '../fixtures/break-out.ts';
import { builtFiles, dist, threadFile } from '../fixtures/built-app.ts';
import { startCanary, type Canary } from '../fixtures/canary.ts';
import { launchProfile } from './browser-flags.ts';
import { expect, test } from './fixtures.ts';
import { exposePolicy, startThread, underServiceWorker } from './service-worker.ts';

const expectedHeaders = (path: string) => {
  const modelOrigins = originsInCatalogue(readFileSync(`${dist}models.json`, 'utf8'));
  const headers = headersFor(path, { modelOrigins, serverOrigins: [], loopbackPage: true });
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
};

/** Status and headers as they come over the wire. */
function ask(url: string, method = 'GET', headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, string> }>((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string> });
    });
    request.on('error', reject);
    request.end();
  });
}

test('every response of the server carries its policy', async ({ appUrl }) => {
  const wrongHost = { host: 'elsewhere.example' };
  const requests: [path: string, status: number, method?: string, headers?: Record<string, string>][] = [
    ['', 200],
    ...builtFiles().map((path): [string, number] => [path, 200]),
    ['no/such/file', 404],
    ['threads/webllm/missing.js', 404],
    ['assets/', 404],
    ['index.html', 200, 'HEAD'],
    ['share', 404, 'POST'],
  ];
  for (const [path, status, method, headers] of requests) {
    const response = await ask(appUrl + path, method, headers);
    expect([path, response.status]).toEqual([path, status]);
    expect(response.headers, path).toMatchObject(expectedHeaders(path));
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  }
  const refused = await ask(appUrl, 'GET', wrongHost);
  expect(refused.status).toBe(403);
  expect(refused.headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin' });
});

test('every response of the service worker carries its policy, without the server too', async ({
  page,
  appUrl,
}) => {
  await page.goto(appUrl);
  await underServiceWorker(page);
  const askPage = (path: string) =>
    page.evaluate(async (url) => {
      const response = await fetch(url);
      return { status: response.status, headers: Object.fromEntries(response.headers) };
    }, appUrl + path);
  const paths = builtFiles().filter((path) => path !== 'sw.js');
  for (const path of [...paths, 'no/such/file', 'threads/wllama/missing.js']) {
    const { headers } = await askPage(path);
    expect(headers, path).toMatchObject(expectedHeaders(path));
  }
  await page.context().setOffline(true);
  const reloaded = await page.reload();
  expect(reloaded?.fromServiceWorker()).toBe(true);
  expect(await reloaded?.allHeaders()).toMatchObject(expectedHeaders(''));
  for (const path of paths.filter((file) => /\.(?:js|css|wasm|html)$/.test(file) || file === 'models.json')) {
    const { status, headers } = await askPage(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers, path).toMatchObject(expectedHeaders(path));
  }
});

test.describe('nothing leaves', () => {
  let canary: Canary;
  let context: BrowserContext;
  let page: Page;
  /** The same server by a foreign name, and on loopback, which two threads may reach. */
  let foreign: string;
  let loopback: string;
  let ownThread: string;

  test.beforeEach(async ({ appUrl }) => {
    canary = await startCanary();
    foreign = `http://canary.example:${canary.port}/`;
    loopback = `http://127.0.0.1:${canary.port}/`;
    ownThread = appUrl + threadFile('downloader');
    ({ context } = await launchProfile(['--host-resolver-rules=MAP canary.example 127.0.0.1']));
    await exposePolicy(context);
    page = await context.newPage();
    await page.goto(appUrl);
    await underServiceWorker(page);
  });

  test.afterEach(async () => {
    await context.close();
    await canary.close();
  });

  const allRefused = (results: Record<string, string>) =>
    expect(Object.entries(results).filter(([, result]) => result !== 'refused')).toEqual([]);

  test('the canary sings when it is reached', async () => {
    const open = await context.newPage();
    await open.goto(`${foreign}open.html`);
    await open.evaluate((url) => fetch(url), `${loopback}control`);
    expect(canary.visits).toEqual(expect.arrayContaining(['GET /open.html', 'GET /control']));
  });

  test('from the page', async () => {
    allRefused(
      await page.evaluate(breakOutOfThread, { targets: [foreign, loopback], label: 'page', ownThread }),
    );
    allRefused(await page.evaluate(breakOutOfDocument, { targets: [foreign, loopback] }));
    expect(canary.visits).toEqual([]);
  });

  for (const name of threads) {
    test(`from the thread ${name}`, async () => {
      const reachesLoopback = name === 'downloader' || name === 'server';
      const thread = await startThread(page, threadFile(name));
      const targets = reachesLoopback ? [foreign] : [foreign, loopback];
      allRefused(await thread.evaluate(breakOutOfThread, { targets, label: name, ownThread }));
      expect(canary.visits).toEqual([]);
      if (!reachesLoopback) return;
      await thread.evaluate((url) => fetch(url), `${loopback}own-server`);
      expect(canary.visits).toEqual(['GET /own-server']);
    });
  }

  test('from the service worker', async () => {
    const [worker] = context.serviceWorkers();
    if (worker === undefined) throw new Error('No service worker');
    const results = await worker.evaluate(breakOutOfThread, {
      targets: [foreign, loopback],
      label: 'sw',
      ownThread,
    });
    allRefused(results);
    expect(canary.visits).toEqual([]);
  });
});
