import type { CatalogueModel } from '../../domain/model.ts';
import type { UnfinishedDownload } from '../../domain/ports.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { verifiedHeader } from './download-cached.ts';
import { journalName, modelFolderName, namesIn, storedFile, sumsEnding } from './download-files.ts';
import { readJournals } from './download-journal.ts';
import type { DownloadDeps } from './download-thread.ts';

/** All of them, but for those that another tab works on. */
export async function unfinishedDownloads(deps: DownloadDeps): Promise<UnfinishedDownload[]> {
  const found: UnfinishedDownload[] = [];
  for (const { journal, folder } of await readJournals(deps.root)) {
    const { model, paused } = journal;
    await deps
      .whileHeld(modelFolderName(model.id), async () => {
        found.push({ model, paused, bytes: await bytesHere(model, folder, deps.caches) });
      })
      .catch(() => undefined);
  }
  return found;
}

/** Bytes of an unfinished model that are here: in its folder, and checked ones in web-llm's caches. */
export async function bytesHere(
  { source }: CatalogueModel,
  folder: FileSystemDirectoryHandle,
  caches: CacheStorage,
): Promise<number> {
  let bytes = 0;
  for (const name of await namesIn(folder)) {
    if (name === journalName || name.endsWith(sumsEnding)) continue;
    bytes += (await storedFile(folder, name))?.size ?? 0;
  }
  if (!('model' in source)) return bytes;
  const base = modelFolderUrl(source.model);
  for (const name of [webllmCaches.model, webllmCaches.config]) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = request.url.startsWith(base) ? await cache.match(request) : undefined;
      if (response?.headers.get(verifiedHeader)) bytes += Number(response.headers.get('Content-Length') ?? 0);
    }
  }
  return bytes;
}
