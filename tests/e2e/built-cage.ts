import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type * as CageWasmModule from '../../src/tools/cage-wasm.ts';
import type * as CageModule from '../../src/tools/cage.ts';
import { builtFiles, dist } from '../fixtures/built-app.ts';
import { exposePolicy, underServiceWorker } from './service-worker.ts';

interface CageError {
  kind: string;
  sentence: string;
}

/** What came of one program. */
export interface Caged {
  result: { ok: true; value: { output: unknown; ms: number } } | { ok: false; error: CageError };
  /** In milliseconds, from the thread being ready to the result; undefined where it never was. */
  ranMs: number | undefined;
  /** In milliseconds, from the call to the result. */
  allMs: number;
  /** How often a timer of the page, set to 20 ms, fired meanwhile. */
  ticks: number;
}

export interface Attempt {
  body: string;
  input?: unknown;
  granted?: Record<string, unknown>;
  /** What the page hears from the thread, as soon as it is ready, as if the thread had said it. */
  forged?: unknown;
}

/** The chunk of the build that gives this name to others. */
function chunkWith(name: string): string {
  const gives = new RegExp(`export\\{[^}]*\\b${name}\\}`);
  const path = builtFiles().find(
    (file) => /^assets\/.*\.js$/.test(file) && gives.test(readFileSync(dist + file, 'utf8')),
  );
  if (path === undefined) throw new Error(`No chunk of the build gives ${name}`);
  return path;
}

/** Opens the app, and puts the cage together in its page out of the app's own chunks, as `main.ts` does. */
export async function openCage(page: Page, appUrl: string): Promise<void> {
  await exposePolicy(page.context());
  await page.goto(appUrl);
  await underServiceWorker(page);
  const chunks = [chunkWith('createCage'), chunkWith('loadCageWasm')].map((path) => appUrl + path);
  await page.evaluate(async (urls) => {
    const [{ createCage }, { loadCageWasm }] = (await Promise.all(urls.map((url) => import(url)))) as [
      typeof CageModule,
      typeof CageWasmModule,
    ];
    const { assentPolicy } = window as unknown as { assentPolicy: { createScriptURL(url: string): string } };
    let forged: unknown;
    let readyAt: number | undefined;
    const cage = createCage({
      loadWasm: loadCageWasm,
      startWorker: (url, name) => {
        const worker = new Worker(assentPolicy.createScriptURL(url), { type: 'module', name });
        const say = forged;
        let ready = false;
        worker.addEventListener('message', ({ data }: MessageEvent<{ kind?: unknown }>) => {
          if (data?.kind !== 'ready' || ready) return;
          ready = true;
          readyAt = performance.now();
          if (say === undefined) return;
          setTimeout(() => worker.dispatchEvent(new MessageEvent('message', { data: say })));
        });
        return worker;
      },
    });
    /** As text: what is nested deeply does not cross to the test as it is. */
    const runCaged = async (attempt: Attempt): Promise<string> => {
      forged = attempt.forged;
      readyAt = undefined;
      let ticks = 0;
      const timer = setInterval(() => (ticks += 1), 20);
      const startedAt = performance.now();
      const result = await cage.run({
        body: attempt.body,
        input: (attempt.input ?? {}) as never,
        granted: (attempt.granted ?? {}) as never,
      });
      const endedAt = performance.now();
      clearInterval(timer);
      const ranMs = readyAt === undefined ? undefined : endedAt - readyAt;
      return JSON.stringify({ result, ranMs, allMs: endedAt - startedAt, ticks });
    };
    Object.assign(window, { runCaged });
  }, chunks);
}

/** Runs one program. */
export async function runCaged(page: Page, attempt: Attempt): Promise<Caged> {
  const text = await page.evaluate(
    (one) => (window as unknown as { runCaged(attempt: Attempt): Promise<string> }).runCaged(one),
    attempt,
  );
  return JSON.parse(text) as Caged;
}
