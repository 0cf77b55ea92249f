import type { Model } from '../../domain/model.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { removeModelFolder } from './download-files.ts';

export interface RemoveDeps {
  caches: CacheStorage;
  root(): Promise<FileSystemDirectoryHandle>;
}

/** Deletes what only this model uses. `remaining` are the other installed models; the network is never asked. */
export async function removeModel(
  model: Model,
  remaining: readonly Model[],
  { caches, root }: RemoveDeps,
): Promise<void> {
  switch (model.engine) {
    case 'wllama':
      return removeModelFolder(root, model.id);
    case 'webllm': {
      const base = modelFolderUrl(model.source.model);
      const others = remaining.filter((other) => other.engine === 'webllm' && other.id !== model.id);
      const sources = others.flatMap((other) => (other.engine === 'webllm' ? [other.source] : []));
      const sharedBases = sources.map((source) => modelFolderUrl(source.model));
      const keeps = (url: string) =>
        sharedBases.some((shared) => shared.length >= base.length && url.startsWith(shared));
      for (const name of [webllmCaches.model, webllmCaches.config]) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          if (request.url.startsWith(base) && !keeps(request.url)) await cache.delete(request);
        }
      }
      if (!sources.some((source) => source.model_lib === model.source.model_lib)) {
        await (await caches.open(webllmCaches.wasm)).delete(model.source.model_lib);
      }
      return removeModelFolder(root, model.id);
    }
    case 'browser':
    case 'server':
      return;
  }
}
