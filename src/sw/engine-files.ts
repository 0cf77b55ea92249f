/** The model runtimes are too large for the first visit: each is stored when its thread is first used. */

const cacheName = 'assent-engines';

/** Says, on a stored file, which thread it belongs to: an update fetches the new version of just those. */
const threadHeader = 'Assent-Thread';

export interface EngineFilesDeps {
  caches: CacheStorage;
  fetch(url: string): Promise<Response>;
  /** Absolute addresses of this version's engine files, by thread. */
  filesByThread: Record<string, readonly string[]>;
}

export function createEngineFiles({ caches, fetch, filesByThread }: EngineFilesDeps) {
  const threadOf = (url: string) =>
    Object.keys(filesByThread).find((thread) => filesByThread[thread]?.includes(url));

  /** Rejects if the file did not arrive whole: nothing is stored then. */
  async function store(url: string, thread: string): Promise<void> {
    const cache = await caches.open(cacheName);
    if ((await cache.match(url)) !== undefined) return;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await cache.put(url, tagged(response, thread));
  }

  async function keepThread(thread: string): Promise<void> {
    await Promise.all((filesByThread[thread] ?? []).map((url) => store(url, thread)));
  }

  return {
    threadOf,

    /** The stored response, of whatever version: a page that is still open may ask for an older one. */
    async match(url: string): Promise<Response | undefined> {
      return (await caches.open(cacheName)).match(url);
    },

    /** Stores a copy of a response that is on its way to the page. */
    async keep(url: string, response: Response): Promise<void> {
      const thread = threadOf(url);
      if (thread === undefined || !response.ok) return;
      await (await caches.open(cacheName)).put(url, tagged(response, thread));
    },

    keepThread,

    /** Stores this version of every engine that an older version had stored. Rejects if one cannot be had. */
    async prepareUpdate(): Promise<void> {
      const cache = await caches.open(cacheName);
      const responses = await cache.matchAll();
      const used = new Set(responses.map((response) => response.headers.get(threadHeader) ?? ''));
      await Promise.all([...used].map(keepThread));
    },

    /** Deletes the files of other versions. */
    async deleteOthers(): Promise<void> {
      const cache = await caches.open(cacheName);
      const stale = (await cache.keys()).filter(({ url }) => threadOf(url) === undefined);
      await Promise.all(stale.map((request) => cache.delete(request)));
    },
  };
}

function tagged(response: Response, thread: string): Response {
  const headers = new Headers({ [threadHeader]: thread });
  const type = response.headers.get('Content-Type');
  if (type !== null) headers.set('Content-Type', type);
  return new Response(response.body, { headers });
}
