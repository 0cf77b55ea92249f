/** What of a model is stored in the browser, and where. */
import type { Page } from '@playwright/test';
import type { ServedCatalogue } from '../fixtures/served-catalogue.ts';

/** The addresses in web-llm's caches, by cache, sorted. */
export const cached = (page: Page) =>
  page.evaluate(async () => {
    const found: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      if (!name.startsWith('webllm/')) continue;
      const requests = await (await caches.open(name)).keys();
      if (requests.length > 0) found[name] = requests.map(({ url }) => url).sort();
    }
    return found;
  });

/** Every file below `models` in the private file system. */
export const filesHere = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'file') found.push(path + name);
        else await walk(handle as FileSystemDirectoryHandle, `${path}${name}/`);
      }
    };
    const root = await navigator.storage.getDirectory();
    await walk(await root.getDirectoryHandle('models', { create: true }), '');
    return found;
  });

/** What web-llm will look for, with the folder's name as on the server. */
export function wholeModel({ models }: ServedCatalogue, folder: string) {
  const inModel = (name: string) => `${models.url}${folder}resolve/main/${name}`;
  return {
    'webllm/config': [inModel('mlc-chat-config.json')],
    'webllm/model': ['params_shard_0.bin', 'params_shard_1.bin', 'tensor-cache.json', 'tokenizer.json'].map(
      inModel,
    ),
    'webllm/wasm': [`${models.url}${folder}library.wasm`],
  };
}
