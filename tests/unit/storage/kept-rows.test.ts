import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { measureRows } from '../../../src/storage/kept-rows.ts';
import { ProfileDatabase } from '../../../src/storage/profile-database.ts';
import { conversation, freshIndexedDb, question } from '../../fixtures/storage.ts';

beforeEach(freshIndexedDb);

it('counts every row once, also where there are more than one look takes in', async () => {
  const database = new ProfileDatabase('me', { onClosed: () => {} });
  await database.open();
  const empty = await measureRows(database);
  const rows = Array.from({ length: 1201 }, (_, index) => ({
    ...question(`q${index}`, 'c', 'Grüße'),
    revision: index,
  }));
  await database.conversations.put({ ...conversation('c'), revision: 0 });
  await database.messages.bulkAdd(rows);
  await database.texts.add({ id: 't', salt: 's', text: 'learned' });
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;
  const expected = rows.reduce((sum, row) => sum + bytes(row), 0);
  const measured = await measureRows(database);
  expect(measured.conversations - empty.conversations).toBe(
    expected + bytes(await database.conversations.get('c')),
  );
  expect(measured.learning - empty.learning).toBe(bytes({ id: 't', salt: 's', text: 'learned' }));
});
