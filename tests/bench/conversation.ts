import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPreview } from '../fixtures/preview.ts';
import { prefix } from './prefix.ts';
import { speed } from './speed.ts';
import { start } from './start.ts';
import { streaming } from './streaming.ts';
import { printTable, type Row } from './table.ts';

/** Measures the budgets of a conversation on the app in `dist`. */
export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  const preview = await startPreview('dist');
  const rows: Row[] = [];
  try {
    rows.push(...(await start(preview.url)));
    rows.push(...(await prefix(preview.url, join(folder, 'tiny.gguf'))));
    rows.push(...(await streaming(preview.url)));
    rows.push(...(await speed()));
  } finally {
    await preview.close();
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(`Budgets, measured on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`, rows);
}
