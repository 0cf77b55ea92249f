import type { Locator, Page } from '@playwright/test';
import { build } from 'vite';
import { seal, type Head } from '../../../src/domain/consent/chain.ts';
import type { LedgerEntry } from '../../../src/domain/consent/ledger.ts';
import { sha256 } from '../../../src/storage/sha256.ts';
import { launchProfile } from '../../e2e/browser-flags.ts';
import { startPreview } from '../../fixtures/preview.ts';
import { median, printTable, type Row } from '../table.ts';

const wanted = 10_000;
const rounds = 5;
/** A start is measured more often: it varies by more than its budget. */
const reloads = 21;

/** Nothing in them for screening to warn of. */
const more = [
  'Use British spelling.',
  'Give oven temperatures in Celsius.',
  'Indent with two spaces.',
  'List ingredients first.',
  'Write limericks in five lines.',
];

const imported = [
  'Name the author of each quotation.',
  'Write poems that rhyme.',
  'Start the week on Sunday in calendars.',
  'Plan a break every two hours of driving.',
];

/** Approve, restore and the start with 10,000 ledger entries, in the built app. */
export async function times(): Promise<void> {
  await build({ logLevel: 'error' });
  const preview = await startPreview('dist');
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    await page.goto(`${preview.url}#/memory`);
    await addRule(page, 'Put the total in bold.');
    const before = await starts(page);
    await fill(page);
    const after = await starts(page);
    const restored: number[] = [];
    for (let round = 0; round < rounds; round += 1) restored.push(await restore(page));
    const added: number[] = [];
    for (const text of more) added.push(await addRule(page, text));
    const approved = await approvals(page, preview.url);
    const row = (what: string, value: number, budget: number): Row => ({
      what,
      measured: `${value.toFixed(0)} ms`,
      budget: `≤ ${budget} ms`,
      met: value <= budget,
    });
    printTable(`Learning with ${wanted.toLocaleString('en')} ledger entries (median of ${rounds})`, [
      row('add, which proposes and approves: click to shown', median(added), 100),
      row('approve in the inbox: click to shown', median(approved), 100),
      row('restore: click to shown', median(restored), 100),
      row('start until Memory shows what was learned: added by the entries', after - before, 50),
    ]);
  } finally {
    await context.close();
    await preview.close();
  }
}

/** Milliseconds from the click to the first frame that shows `text` in a status. */
async function clickToShown(page: Page, button: Locator, text: string): Promise<number> {
  await page.evaluate((shown) => {
    const timing = { started: NaN, ended: NaN };
    Object.assign(window, { timing });
    addEventListener('click', (event) => (timing.started = event.timeStamp), { once: true, capture: true });
    const look = (now: number) => {
      const isShown = [...document.querySelectorAll('[role=status]')].some((node) =>
        node.textContent.includes(shown),
      );
      if (isShown && !Number.isNaN(timing.started)) timing.ended = Math.max(now, performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, text);
  await button.click();
  await page.waitForFunction(
    () => !Number.isNaN((window as unknown as { timing: { ended: number } }).timing.ended),
  );
  return page.evaluate(() => {
    const { timing } = window as unknown as { timing: { started: number; ended: number } };
    return timing.ended - timing.started;
  });
}

const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name });

/** Milliseconds for each of a few imported rules, approved one by one. */
async function approvals(page: Page, url: string): Promise<number[]> {
  let version = await newest(page);
  await page.goto(`${url}#/settings`);
  await page.locator('input[type=file][aria-label="Import rules"]').setInputFiles({
    name: 'AGENTS.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(imported.map((text) => `- ${text}\n`).join('')),
  });
  await inDialog(page, 'Propose selected').click();
  const cards = page.getByRole('list', { name: 'Pending improvements' }).getByRole('article');
  await cards.nth(imported.length - 1).waitFor();
  const taken: number[] = [];
  while (taken.length < imported.length) {
    version += 1;
    const button = cards.first().getByRole('button', { name: 'Approve' });
    taken.push(await clickToShown(page, button, `Approved: version ${version}`));
  }
  return taken;
}

/** The dialog has gone, and the list of versions has followed. */
async function settled(page: Page, version: number): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Versions' }).getByText(`Version ${version}`).first().waitFor();
}

async function newest(page: Page): Promise<number> {
  const head = await page
    .getByRole('region', { name: 'Versions' })
    .getByText(/^Version \d+/)
    .first()
    .innerText();
  return Number(/\d+/.exec(head)?.[0]);
}

async function addRule(page: Page, text: string): Promise<number> {
  const version = await newest(page);
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('textbox', { name: 'Rule' }).fill(text);
  const taken = await clickToShown(page, inDialog(page, 'Add rule'), `version ${version + 1}`);
  await settled(page, version + 1);
  return taken;
}

async function restore(page: Page): Promise<number> {
  const version = await newest(page);
  await page
    .getByRole('region', { name: 'Versions' })
    .getByRole('button', { name: 'Restore' })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).waitFor();
  const taken = await clickToShown(page, inDialog(page, 'Restore'), `version ${version + 1}`);
  await settled(page, version + 1);
  return taken;
}

/** The median time from navigation until the learned rule is on the screen. */
async function starts(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < reloads; round += 1) {
    await page.reload();
    await page.getByRole('region', { name: 'Rules' }).getByText('Put the total in bold').waitFor();
    taken.push(await page.evaluate(() => performance.now()));
  }
  return median(taken);
}

/** Lengthens the ledger by valid entries that change nothing that acts. */
async function fill(page: Page): Promise<void> {
  const head = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name);
    const name = names.find((one) => /^assent-[0-9a-f]{8}-/.test(one)) ?? '';
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    return new Promise<Head>((resolve) => {
      const request = database.transaction('meta').objectStore('meta').get('head');
      request.onsuccess = () => {
        database.close();
        resolve((request.result as { value: Head }).value);
      };
    });
  });
  const entries: LedgerEntry[] = [];
  let last = head;
  while (last.seq < wanted) {
    const mode = last.seq % 2 === wanted % 2 ? 'observe' : 'learn';
    const entry = seal(
      { kind: 'mode', body: { mode }, at: 1_700_000_000_000 + last.seq, by: 'user' },
      last,
      sha256,
    );
    entries.push(entry);
    last = { seq: entry.seq, hash: entry.hash };
  }
  await page.evaluate(
    async ([rows, value]) => {
      const names = (await indexedDB.databases()).map(({ name = '' }) => name);
      const name = names.find((one) => /^assent-[0-9a-f]{8}-/.test(one)) ?? '';
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      await new Promise((resolve) => {
        const transaction = database.transaction(['ledger', 'meta'], 'readwrite');
        for (const row of rows) transaction.objectStore('ledger').add(row);
        transaction.objectStore('meta').put({ key: 'head', value });
        transaction.oncomplete = resolve;
      });
      database.close();
    },
    [entries, last] as const,
  );
}
