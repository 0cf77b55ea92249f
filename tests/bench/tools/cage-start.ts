import type { Page } from '@playwright/test';
import { builtFiles } from '../../fixtures/built-app.ts';
import { launchProfile } from '../../e2e/browser-flags.ts';
import { exposePolicy, underServiceWorker } from '../../e2e/service-worker.ts';
import type { Row } from '../table.ts';
import { timesRow } from './times.ts';

const budget = 100;
const runs = 40;

/** Milliseconds from the page's wish to run a trivial learned tool to its result, by the built app's own cage. */
export async function cageStart(url: string): Promise<Row[]> {
  const { context } = await launchProfile();
  try {
    await exposePolicy(context);
    const page = await context.newPage();
    await page.goto(url);
    await underServiceWorker(page);
    await page.reload();
    await page.waitForLoadState('networkidle');
    const [first = NaN, ...rest] = await measure(page);
    return [
      timesRow('cage: run of a trivial tool', rest, budget),
      {
        what: 'its first run, which loads the machine',
        measured: `${first.toFixed(1)} ms`,
        budget: '',
        met: undefined,
      },
    ];
  } finally {
    await context.close();
  }
}

const chunk = (name: RegExp) => {
  const path = builtFiles().find((file) => name.test(file));
  if (path === undefined) throw new Error(`The build has no chunk ${name}.`);
  return `./${path}`;
};

/** As text, because the runner would rewrite an `import` in a function. */
const measure = (page: Page) =>
  page.evaluate<number[]>(`(async () => {
    const load = (path) => import(new URL(path, location.href).href);
    const started = performance.now();
    const [{ createCage }, { loadCageWasm }] = await Promise.all([
      load(${JSON.stringify(chunk(/^assets\/cage-(?!wasm).+\.js$/))}),
      load(${JSON.stringify(chunk(/^assets\/cage-wasm-.+\.js$/))}),
    ]);
    const startWorker = (url, name) =>
      new Worker(assentPolicy.createScriptURL(url), { type: 'module', name });
    const cage = createCage({ startWorker, loadWasm: loadCageWasm });
    const times = [];
    for (let run = 0; run <= ${runs}; run += 1) {
      const asked = run === 0 ? started : performance.now();
      const job = { body: 'return input.text.toUpperCase();', input: { text: 'run ' + run }, granted: {} };
      const ran = await cage.run(job);
      times.push(performance.now() - asked);
      if (!ran.ok || ran.value.output !== 'RUN ' + run) throw new Error(JSON.stringify(ran));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return times;
  })()`);
