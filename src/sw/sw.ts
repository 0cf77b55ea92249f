import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { answerWith } from './answer.ts';
import { freshCatalogue } from './catalogue.ts';
import { createEngineFiles } from './engine-files.ts';
import { followReminder } from './follow-reminder.ts';
import { toServiceWorker } from './messages.ts';
import { isOtherVersionOpen } from './open-pages.ts';
import { headersFor, isLoopback } from './policies.ts';
import { receiveShare, type SharedMessage } from './share-target.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

/** Set by the plugin that builds this file. Paths are relative to the app's base. */
declare const __POLICY_ORIGINS__: { modelOrigins: string[]; serverOrigins: string[] };
declare const __ENGINE_FILES__: Record<string, string[]>;

const { scope } = self.registration;
const context = { ...__POLICY_ORIGINS__, loopbackPage: isLoopback(self.location.hostname) };
const shell = new PrecacheController();
shell.addToCacheList(self.__WB_MANIFEST);
const engines = createEngineFiles({
  caches: self.caches,
  fetch: (url) => self.fetch(url),
  filesByThread: Object.fromEntries(
    Object.entries(__ENGINE_FILES__).map(([thread, paths]) => [
      thread,
      paths.map((path) => new URL(path, scope).href),
    ]),
  ),
});

/** Held by a version that is storing its files, so that no other deletes them at the same time. */
const filesLock = 'assent-sw-files';

const isOurs = (url: URL) => url.href.startsWith(scope);
const pathOf = (url: URL) => url.href.slice(scope.length).replace(/[?#].*$/, '');
const answer = (url: URL, response: Response) => answerWith(response, headersFor(pathOf(url), context));

self.addEventListener('install', (event) => {
  // An engine that is in use must be there in its new version before the update is offered.
  event.waitUntil(
    self.navigator.locks.request(filesLock, async () => {
      await shell.install(event);
      await engines.prepareUpdate();
    }),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(claimFirstPages().then(tidy));
});

self.addEventListener('message', (event) => {
  const message = toServiceWorker(event.data);
  if (message?.type === 'apply-update') event.waitUntil(self.skipWaiting());
  if (message?.type === 'loaded') event.waitUntil(keepThreadsOf(message.urls).then(tidy));
  if (message?.type === 'keep') {
    const kept = engines.keepThread(message.thread).then(
      () => true,
      () => false,
    );
    event.waitUntil(kept.then((whether) => event.ports[0]?.postMessage(whether)));
  }
});

self.addEventListener('notificationclick', (event) => {
  const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = (url: string) => self.clients.openWindow(url);
  event.waitUntil(followReminder(event.notification, { pages, open, scope }));
});

/** Pages that came before the first service worker are taken over at once, so that the first visit works offline. */
async function claimFirstPages(): Promise<void> {
  const controlled = await self.clients.matchAll({ type: 'window' });
  if (controlled.length === 0) await self.clients.claim();
}

/** Tidies up unless a version is just being installed: then it is done when a page opens next. */
async function tidy(): Promise<void> {
  await self.navigator.locks.request(filesLock, { ifAvailable: true }, (lock) =>
    lock === null ? undefined : deleteStale(),
  );
}

/** Deletes what only other versions need, once no page of theirs is open. Caches of other owners are never touched. */
async function deleteStale(): Promise<void> {
  const { installing, waiting } = self.registration;
  const isCurrent = (url: string) => shell.getCacheKeyForURL(url) !== undefined;
  if (installing || waiting || (await isOtherVersionOpen(self.navigator.locks, isCurrent))) return;
  const cache = await self.caches.open(shell.strategy.cacheName);
  const wanted = new Set(shell.getURLsToCacheKeys().values());
  const stale = (await cache.keys()).filter(({ url }) => !wanted.has(url));
  await Promise.all(stale.map((request) => cache.delete(request)));
  await engines.deleteOthers();
}

async function keepThreadsOf(urls: string[]): Promise<void> {
  const paths = urls
    .map((url) => new URL(url))
    .filter(isOurs)
    .map(pathOf);
  const threads = Object.keys(__ENGINE_FILES__).filter((name) =>
    paths.some((path) => path.startsWith(`threads/${name}/`)),
  );
  await Promise.all(threads.map((thread) => engines.keepThread(thread)));
}

/** Asks the open windows, one of which may be busy answering; none has more than a moment to say so. */
async function offerToWindows(message: SharedMessage): Promise<boolean> {
  const windows = await self.clients.matchAll({ type: 'window' });
  const answers = windows.map(
    (window) =>
      new Promise<boolean>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data === 'taken');
        window.postMessage(message, [port2]);
        setTimeout(() => resolve(false), 500);
      }),
  );
  return (await Promise.all(answers)).includes(true);
}

registerRoute(
  ({ url }) => isOurs(url) && pathOf(url) === 'share',
  ({ request }) =>
    receiveShare(request, {
      caches: self.caches,
      ids: () => crypto.randomUUID(),
      scope,
      offer: offerToWindows,
    }),
  'POST',
);

registerRoute(
  ({ url }) => isOurs(url) && pathOf(url) === 'models.json',
  async ({ request, url }) => {
    const shipped = () => shell.matchPrecache(url.href);
    const fetchList = (list: Request) => self.fetch(list);
    return answer(
      url,
      await freshCatalogue(request, { caches: self.caches, fetch: fetchList, shipped, timeoutMs: 3000 }),
    );
  },
);

registerRoute(
  ({ url }) => isOurs(url) && ['', 'index.html'].includes(pathOf(url)),
  async ({ url, request }) =>
    answer(url, (await shell.matchPrecache('index.html')) ?? (await self.fetch(request))),
);

registerRoute(
  ({ url, request }) => isOurs(url) && request.mode === 'navigate',
  async ({ url, request }) => {
    try {
      return answer(url, await self.fetch(request));
    } catch {
      return answer(url, Response.redirect(scope, 302));
    }
  },
);

registerRoute(
  ({ url }) => isOurs(url),
  async ({ url, request, event }) => {
    const stored =
      (await shell.matchPrecache(url.href)) ??
      (await storedByOtherVersion(url)) ??
      (await engines.match(url.href));
    if (stored !== undefined) return answer(url, stored);
    const response = await self.fetch(request);
    if (engines.threadOf(url.href) !== undefined) event.waitUntil(engines.keep(url.href, response.clone()));
    // A file of this version that the host no longer has: there must be a newer version.
    if (response.status === 404 && pathOf(url).startsWith('assets/'))
      event.waitUntil(self.registration.update());
    return answer(url, response);
  },
);

/** A page of an older version may still load its screens. Such files have a hash in their names, so their address is their key. */
async function storedByOtherVersion(url: URL): Promise<Response | undefined> {
  return (await self.caches.open(shell.strategy.cacheName)).match(url.href);
}
