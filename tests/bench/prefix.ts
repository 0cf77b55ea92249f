import type { Page } from '@playwright/test';
import { ask, importModel } from '../e2e/actions.ts';
import { launchProfile } from '../e2e/browser-flags.ts';
import { writeTinyGguf } from '../fixtures/tiny-gguf.ts';
import type { Row } from './table.ts';

interface Usage {
  computed: number;
  reused: number;
  completion: number;
}

/** Prompt tokens computed on turns 2 to 5, over the tokens that are new in that turn. llama.cpp counts them. */
export async function prefix(url: string, modelPath: string): Promise<Row[]> {
  await writeTinyGguf(modelPath, { context: 4096 });
  const { context } = await launchProfile();
  try {
    const page = await context.newPage();
    await importModel(page, url, modelPath);
    for (let turn = 1; turn <= 5; turn += 1) {
      await ask(page, `This is turn number ${turn}, with a few more words to read.`);
    }
    return rows(await usages(page));
  } finally {
    await context.close();
  }
}

function rows(all: Usage[]): Row[] {
  return all.slice(1).map((usage, index) => {
    const before = all[index];
    if (before === undefined) throw new Error('A turn is missing.');
    const fresh = usage.computed + usage.reused - (before.computed + before.reused + before.completion);
    const ratio = usage.computed / fresh;
    return {
      what: `turn ${index + 2}: prompt tokens computed ÷ new in the turn`,
      measured: `${ratio.toFixed(2)} (${usage.computed} ÷ ${fresh}, ${usage.reused} reused)`,
      budget: '≤ 1.1',
      met: ratio <= 1.1,
    };
  });
}

/** The receipts of the answers, oldest first, from the app's own database. */
function usages(page: Page): Promise<Usage[]> {
  return page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const profile = names.find((name) => name.startsWith('assent-') && name !== 'assent-drafts');
    const open = indexedDB.open(profile ?? '');
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    );
    const read = database.transaction('messages').objectStore('messages').getAll();
    const messages = await new Promise<{ createdAt: number; receipt?: { usage: Usage } }[]>(
      (resolve) => (read.onsuccess = () => resolve(read.result as never)),
    );
    database.close();
    const answers = messages.filter((message) => message.receipt !== undefined);
    answers.sort((one, other) => one.createdAt - other.createdAt);
    return answers.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt.usage]));
  });
}
