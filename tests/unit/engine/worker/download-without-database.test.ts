import { expect, it } from 'vitest';

it('leaves no way to the databases, wherever the property stands', async () => {
  const prototype = Object.getPrototypeOf(globalThis) as object;
  for (const owner of [globalThis, prototype]) {
    Object.defineProperty(owner, 'indexedDB', { get: () => ({ open: () => undefined }), configurable: true });
  }
  await import('../../../../src/engine/worker/download-without-database.ts');
  expect(globalThis.indexedDB).toBeUndefined();
  expect('indexedDB' in prototype).toBe(false);
  expect(Reflect.deleteProperty(globalThis, 'indexedDB')).toBe(false);
  expect(Reflect.set(globalThis, 'indexedDB', {})).toBe(false);
});

it('comes first in the thread, before any other code', async () => {
  const { readFile } = await import('node:fs/promises');
  const entry = await readFile('src/engine/worker/downloader.worker.ts', 'utf8');
  expect(entry.split('\n')[0]).toBe("import './download-without-database.ts';");
});
