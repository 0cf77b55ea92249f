import type { CatalogueModel, Model, WebllmSource } from '../../domain/model.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { removeModelFolder } from './download-files.ts';

export interface RemoveDeps {
  caches: CacheStorage;
  root(): Promise<FileSystemDirectoryHandle>;
}

/** A model that is here, or on its way. */
export type Removable = Model | CatalogueModel;

/** Deletes what only this model uses. `remaining` are the other installed models; the network is never asked. */
export async function removeModel(
  model: Removable,
  remaining: readonly Model[],
  { caches, root }: RemoveDeps,
): Promise<void> {
  if (model.engine === 'browser' || model.engine === 'server') return;
  if (model.engine === 'webllm' && 'model' in model.source) {
    await removeFromCaches(model.id, model.source, remaining, caches);
  }
  await removeModelFolder(root, model.id);
}

async function removeFromCaches(
  id: string,
  source: WebllmSource,
  remaining: readonly Model[],
  caches: CacheStorage,
): Promise<void> {
  const base = modelFolderUrl(source.model);
  const sources = remaining.flatMap((other) =>
    other.engine === 'webllm' && other.id !== id ? [other.source] : [],
  );
  const sharedBases = sources.map((other) => modelFolderUrl(other.model));
  const keeps = (url: string) =>
    sharedBases.some((shared) => shared.length >= base.length && url.startsWith(shared));
  for (const name of [webllmCaches.model, webllmCaches.config]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (request.url.startsWith(base) && !keeps(request.url)) await cache.delete(request);
    }
  }
  if (!sources.some((other) => other.model_lib === source.model_lib)) {
    await (await caches.open(webllmCaches.wasm)).delete(source.model_lib);
  }
}
