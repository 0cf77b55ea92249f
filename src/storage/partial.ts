import type { MessageRow, ProfileDatabase } from './profile-database.ts';

/**
 * Writes a partial answer around Dexie: with relaxed durability, which Dexie knows per database only, and without waking
 * live queries, which twice a second would read again what the open turn already shows. A finished answer stays as it is.
 */
export async function writePartial(
  database: ProfileDatabase,
  messageId: string,
  text: { shown: string; sent: string },
): Promise<void> {
  // Opens it again after the page was frozen in the history; rejects once it was closed for good.
  if (!database.isOpen()) await database.meta.get('profile');
  const transaction = database.backendDB().transaction('messages', 'readwrite', { durability: 'relaxed' });
  const messages = transaction.objectStore('messages');
  const reading: IDBRequest<MessageRow | undefined> = messages.get(messageId);
  reading.onsuccess = () => {
    const row = reading.result;
    if (row?.role === 'assistant' && row.state.kind === 'streaming') messages.put({ ...row, ...text });
  };
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the partial answer was not written'));
  });
}
