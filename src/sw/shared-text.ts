import { sharedCache, sharedUrl } from './share-target.ts';

/** The text of one share, which is then forgotten. Undefined if it was taken already. */
export async function takeShared(id: string): Promise<string | undefined> {
  const url = sharedUrl(new URL('./', location.href).href, id);
  const cache = await caches.open(sharedCache);
  const response = await cache.match(url);
  if (response === undefined) return undefined;
  await cache.delete(url);
  return response.text();
}
