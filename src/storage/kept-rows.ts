import type { Table } from 'dexie';
import type { MeasuredRows } from '../domain/kept.ts';
import { guarded } from './failure.ts';
import type { ProfileDatabase } from './profile-database.ts';

/** So many rows are read at once: the page stays quick, also with 100,000 messages. */
const atOnce = 500;

const ofConversations = new Set(['conversations', 'messages', 'meta', 'reminders']);

/** How long the contents of a profile's database are when written out as JSON, in bytes. */
export function measureRows(database: ProfileDatabase): Promise<MeasuredRows> {
  return guarded(database, async () => {
    const rows: MeasuredRows = { conversations: 0, learning: 0 };
    for (const table of database.tables) {
      rows[ofConversations.has(table.name) ? 'conversations' : 'learning'] += await lengthOf(table);
    }
    return rows;
  });
}

async function lengthOf(table: Table<unknown, number | string>): Promise<number> {
  const encoder = new TextEncoder();
  let bytes = 0;
  let page = table.orderBy(':id');
  for (;;) {
    const rows = await page.limit(atOnce).toArray();
    for (const row of rows) bytes += encoder.encode(JSON.stringify(row)).length;
    const last = keyOf(rows.at(-1), table.schema.primKey.keyPath);
    if (rows.length < atOnce || last === undefined) return bytes;
    page = table.where(':id').above(last);
  }
}

/** Every table of a profile has its key in the row. */
function keyOf(row: unknown, path: unknown): number | string | undefined {
  const key: unknown = Object(row)[String(path)];
  return typeof key === 'number' || typeof key === 'string' ? key : undefined;
}
