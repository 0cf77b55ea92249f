import type { Model } from '../domain/model.ts';
import { modelFolderUrl } from './webllm-files.ts';
import { modelFolderName } from './worker/download-files.ts';

/** A file of the private file system, or an address in one of web-llm's caches. */
export type Place = { file: string } | { url: string };

/** Says which of these models a place belongs to: the first, where several share it. */
export function modelPlaces(models: readonly Model[]): (place: Place) => string | undefined {
  const folders = models.map(({ id }) => ({ id, prefix: `models/${modelFolderName(id)}/` }));
  const addresses = models.flatMap((model) =>
    model.engine === 'webllm'
      ? [{ id: model.id, base: modelFolderUrl(model.source.model), library: model.source.model_lib }]
      : [],
  );
  return (place) => {
    if ('file' in place) return folders.find(({ prefix }) => place.file.startsWith(prefix))?.id;
    return addresses.find(({ base, library }) => place.url.startsWith(base) || place.url === library)?.id;
  };
}
