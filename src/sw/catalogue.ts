const cacheName = 'assent-catalogue';

export interface CatalogueDeps {
  caches: CacheStorage;
  fetch(request: Request): Promise<Response>;
  /** The list that came with this version. */
  shipped(): Promise<Response | undefined>;
  timeoutMs: number;
}

/** `models.json` from the network, else the last one that arrived, else the one that came with this version. */
export async function freshCatalogue(request: Request, deps: CatalogueDeps): Promise<Response> {
  const cache = await deps.caches.open(cacheName);
  const arriving = deps.fetch(request).then(async (response) => {
    // A hotel's sign-in page also answers 200.
    const isList = response.ok && /json/.test(response.headers.get('Content-Type') ?? '');
    if (isList) await cache.put(request.url, response.clone());
    return isList ? response : undefined;
  });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, deps.timeoutMs));
  const fresh = await Promise.race([arriving.catch(() => undefined), late]);
  return fresh ?? (await cache.match(request.url)) ?? (await deps.shipped()) ?? Response.error();
}
