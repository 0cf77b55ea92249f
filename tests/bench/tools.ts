import { cpus } from 'node:os';
import { startPreview } from '../fixtures/preview.ts';
import { printTable, type Row } from './table.ts';
import { cageStart } from './tools/cage-start.ts';
import { fileSearch } from './tools/file-search.ts';
import { instantShown } from './tools/instant-shown.ts';

const parts = { instant: instantShown, cage: cageStart, search: fileSearch };

/** Measures the budgets of tools on the app in `dist`. Words name the parts to measure, without any all; a number is that of notes. */
export async function bench(words: string[] = []): Promise<void> {
  const preview = await startPreview('dist');
  const notes = Number(words.find((word) => /^\d+$/.test(word)) ?? 10_000);
  const named = words.filter((word) => word in parts);
  const rows: Row[] = [];
  try {
    for (const [name, measure] of Object.entries(parts)) {
      if (named.length === 0 || named.includes(name)) rows.push(...(await measure(preview.url, notes)));
    }
  } finally {
    await preview.close();
  }
  printTable(`Tools, measured on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`, rows);
}
