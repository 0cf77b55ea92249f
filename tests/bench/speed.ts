import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { importModel } from '../e2e/actions.ts';
import { launchProfile } from '../e2e/browser-flags.ts';
import { startPreview } from '../fixtures/preview.ts';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import { median, type Row } from './table.ts';

const pairs = 10;
const answerTokens = 200;

/** The runtime without the app: the same files, the same parameters, its chunks counted and dropped. */
const rawWorker = (wasm: string) => `
import { Wllama } from './bench-wllama.js';
const wllama = new Wllama({ default: new URL('${wasm}', location.href).href }, { suppressNativeLog: true });
wllama.setCompat(null);
onmessage = async ({ data }) => {
  if (data.file) {
    await wllama.loadModel([data.file], data.parameters);
    postMessage({ threads: wllama.getNumThreads() });
    return;
  }
  let first = 0;
  let chunks = 0;
  for await (const chunk of await wllama.createChatCompletion({ messages: data.messages, stream: true, temperature: 0, max_tokens: ${answerTokens} })) {
    if (!chunk.choices?.[0]?.delta?.content) continue;
    if (chunks++ === 0) first = performance.now();
  }
  postMessage({ ms: performance.now() - first, tokens: chunks });
};`;

/** Tokens per second in the app and by the runtime alone: same page, same model, in turns. */
export async function speed(): Promise<Row[]> {
  const folder = 'dist-bench';
  rmSync(folder, { recursive: true, force: true });
  cpSync('dist', folder, { recursive: true });
  const wasm = readdirSync(join(folder, 'assets')).find((name) => /wllama.*\.wasm$/.test(name));
  if (wasm === undefined) throw new Error('The build holds no wllama wasm.');
  cpSync('node_modules/@wllama/wllama/esm/index.js', join(folder, 'threads/wllama/bench-wllama.js'));
  writeFileSync(join(folder, 'threads/wllama/bench-raw.js'), rawWorker(`../../assets/${wasm}`));
  const modelPath = join(folder, 'bench.gguf');
  await writeTinyGguf(modelPath, {
    answerTokens: answerTokens + 1,
    layers: 8,
    width: 512,
    name: 'Bench model',
  });
  const preview = await startPreview(folder);
  const { context } = await launchProfile([], undefined, { bypassCSP: true });
  try {
    const page = await context.newPage();
    await importModel(page, preview.url, modelPath);
    const loaded = await loadRaw(page, preview.url);
    // The model reads the same words in both: a longer context makes every token dearer.
    await inApp(page, preview.url);
    const messages = await sentMessages(page);
    const alone = () => aloneWith(page, messages);
    const app: number[] = [];
    const raw: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      if (pair % 2 === 1) raw.push(await alone());
      app.push(await inApp(page, preview.url));
      if (pair % 2 === 0) raw.push(await alone());
    }
    return rows(app, raw, loaded.threads);
  } finally {
    await context.close();
    await preview.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(app: number[], raw: number[], threads: number): Row[] {
  const ratio = median(app.map((value, index) => value / (raw[index] ?? NaN)));
  const perToken = median(app.map((value, index) => 1000 / value - 1000 / (raw[index] ?? NaN)));
  return [
    {
      what: `tokens/s in the app ÷ wllama alone (median of ${app.length} pairs, ${threads} thread)`,
      measured: `${ratio.toFixed(3)} (${median(app).toFixed(1)} ÷ ${median(raw).toFixed(1)})`,
      budget: '≥ 0.98',
      met: ratio >= 0.98,
    },
    { what: 'difference a token', measured: `${perToken.toFixed(2)} ms`, budget: '', met: undefined },
  ];
}

/** Loads the file that the app imported, with the app's parameters, in a second worker on the same page. */
function loadRaw(page: Page, url: string): Promise<{ threads: number }> {
  return page.evaluate(async (workerUrl) => {
    const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models');
    let file: File | undefined;
    for await (const folder of models.values()) {
      if (folder.kind !== 'directory') continue;
      for await (const entry of (folder as FileSystemDirectoryHandle).values()) {
        if (entry.name.endsWith('.gguf')) file = await (entry as FileSystemFileHandle).getFile();
      }
    }
    const worker = new Worker(workerUrl, { type: 'module' });
    Object.assign(window, { benchWorker: worker });
    const parameters = { n_ctx: 2048, n_parallel: 1, n_batch: 128, n_gpu_layers: 0, flash_attn: false };
    return new Promise<{ threads: number }>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => resolve(data as { threads: number });
      worker.postMessage({ file, parameters });
    });
  }, `${url}threads/wllama/bench-raw.js`);
}

const question = 'Count as far as you can.';

/** Decodes one answer in the app: from the first text on the screen to the end of the answer. */
async function inApp(page: Page, url: string): Promise<number> {
  await page.goto(`${url}#/chat`);
  await page.getByRole('button', { name: 'New chat' }).first().click();
  await page.getByRole('textbox', { name: 'Message' }).fill(question);
  const decoded = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let first = 0;
        const timer = setInterval(() => {
          const text = [...document.querySelectorAll('[role="log"] article')].at(-1)?.textContent ?? '';
          if (first === 0 && text.includes('Hello')) first = performance.now();
          const stop = [...document.querySelectorAll('button')].some(
            (button) => button.textContent?.trim() === 'Stop' || button.ariaLabel === 'Stop',
          );
          if (first === 0 || stop) return;
          clearInterval(timer);
          resolve(performance.now() - first);
        }, 5);
      }),
  );
  await page.getByRole('button', { name: 'Send' }).click();
  return (answerTokens - 1) / ((await decoded) / 1000);
}

/** What the app's last answer was given to. */
function sentMessages(page: Page): Promise<{ role: string; content: string }[]> {
  return page.evaluate(async (content) => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const profile = names.find((name) => name.startsWith('assent-') && name !== 'assent-drafts');
    const open = indexedDB.open(profile ?? '');
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    );
    const read = database.transaction('messages').objectStore('messages').getAll();
    const rows = await new Promise<{ receipt?: { system: string } }[]>(
      (resolve) => (read.onsuccess = () => resolve(read.result as never)),
    );
    database.close();
    const system = rows.findLast((row) => row.receipt !== undefined)?.receipt?.system ?? '';
    return [
      { role: 'system', content: system },
      { role: 'user', content },
    ];
  }, question);
}

/** Decodes the same answer by the runtime alone. */
async function aloneWith(page: Page, messages: { role: string; content: string }[]): Promise<number> {
  const { ms, tokens } = await page.evaluate(
    (asked) =>
      new Promise<{ ms: number; tokens: number }>((resolve) => {
        const { benchWorker } = window as unknown as { benchWorker: Worker };
        benchWorker.onmessage = ({ data }) => resolve(data as { ms: number; tokens: number });
        benchWorker.postMessage({ messages: asked });
      }),
    messages,
  );
  return (tokens - 1) / (ms / 1000);
}
