/** The only composition root: builds the adapters, hands them to the app, and shows it. What can wait is imported late. */
import { createApp } from './app/app.ts';
import { receiveLaunch } from './app/arrivals.ts';
import type { OpenedStorage } from './app/opening.svelte.ts';
import type { EngineName } from './domain/model.ts';
import type { Downloader, Engine, ServerConnector } from './domain/ports.ts';
import type { BrowserModels } from './engine/browser-model.ts';
import { createCatalogue } from './engine/catalogue.ts';
import { createCrashMarker } from './engine/crash-marker.ts';
import { createDevice } from './engine/device.ts';
import { createLeadership } from './engine/leadership.ts';
import { createLiveAnswers } from './engine/live-answers.ts';
import { createInstallation } from './sw/installation.ts';
import { createLaunches } from './sw/launches.ts';
import { connectSources, isLoopback } from './sw/policies.ts';
import { registerServiceWorker } from './sw/registration.ts';
import { toolLines } from './tools/registry.ts';
import { applyAppearance } from './ui/appearance.ts';
import { mountUi } from './ui/mount.ts';

applyAppearance();

const baseUrl = new URL('./', location.href);
const policyContext = { ...__POLICY_ORIGINS__, loopbackPage: isLoopback(location.hostname) };
const now = () => Date.now();
const newId = () => crypto.randomUUID();
const files = () => navigator.storage.getDirectory();

/** Scripts of this origin only: nothing else ever becomes a worker. */
const ownScript = (url: string) => {
  const { origin, href } = new URL(url, baseUrl);
  if (origin !== location.origin) throw new TypeError(`Not a script of this app: ${href}`);
  return href;
};
const policy = window.trustedTypes?.createPolicy('assent', { createScriptURL: ownScript });
const trustedUrl = (url: string) => policy?.createScriptURL(url) ?? ownScript(url);
const startWorker = (url: string, name: string) =>
  new Worker(trustedUrl(url) as unknown as string, { type: 'module', name });

const device = createDevice({ navigator, crossOriginIsolated });

/** Filled as soon as the databases are open. */
let closeStorage = () => {};
let knownDatabases = ['assent', 'assent-drafts'];

/** After the composer is on the screen: it works without, and should not wait. */
const storageRoom = new Promise((resolve) => setTimeout(resolve)).then(() => import('./storage/open.ts'));
const openingStorage: Promise<OpenedStorage> = storageRoom.then(async ({ openStorage }) =>
  adopt(
    await openStorage({
      now,
      newId,
      strings: localStorage,
      root: files,
      startWorker,
      onClosed: (reason) => app.opening.closed(reason),
    }),
  ),
);

type Opened = Awaited<ReturnType<Awaited<typeof storageRoom>['openStorage']>>;

/** Remembers how to close what was opened, now or after the person agreed to start empty. */
function adopt(opened: Opened): OpenedStorage {
  if (opened.kind === 'unexpectedly-empty') {
    return { ...opened, startEmpty: async () => adopt(await opened.startEmpty()) };
  }
  if (opened.kind !== 'ready') return opened;
  closeStorage = () => opened.storage.close();
  knownDatabases = [...knownDatabases, `assent-${opened.storage.profileId}`];
  return opened;
}

/** One engine of each kind, made when it is first needed. */
const engines = new Map<EngineName, Promise<Engine>>();
const server = once(async () => {
  const { createServerEngine } = await import('./engine/server.ts');
  return createServerEngine({ startWorker, allowedOrigins: policyContext.serverOrigins });
});

function engine(name: EngineName): Promise<Engine> {
  const made = engines.get(name) ?? makeEngine(name);
  engines.set(name, made);
  return made;
}

async function makeEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'webllm': {
      const { createWebllmEngine } = await import('./engine/webllm.ts');
      return createWebllmEngine({ startWorker, device });
    }
    case 'wllama': {
      const { createWllamaEngine } = await import('./engine/wllama.ts');
      const { createGpuVerdicts } = await import('./engine/wllama-gpu-verdicts.ts');
      return createWllamaEngine({ startWorker, device, verdicts: createGpuVerdicts(localStorage) });
    }
    case 'browser': {
      const { createBrowserEngine } = await import('./engine/browser.ts');
      const { LanguageModel } = globalThis as { LanguageModel?: BrowserModels };
      return createBrowserEngine({ languageModel: LanguageModel, languages: navigator.languages, now });
    }
    case 'server':
      return server();
  }
}

const connector: ServerConnector = {
  connect: async (...request) => (await server()).connect(...request),
};

const loadDownloader = once(async () => {
  const { createDownloader } = await import('./engine/downloader.ts');
  return createDownloader({
    startWorker,
    allowedOrigins: () => [location.origin, ...connectSources('downloader', policyContext)],
    persist: () => device.persist(),
    installed: async () => (await app.opening.stores).models.all(),
  });
});
const downloader: Downloader = {
  download: async (...request) => (await loadDownloader()).download(...request),
  importFile: async (...request) => (await loadDownloader()).importFile(...request),
  remove: async (...request) => (await loadDownloader()).remove(...request),
};

const eraseEverything = async () => {
  const { createEraseEverything } = await import('./storage/erase.ts');
  const erase = createEraseEverything({
    indexedDB,
    caches,
    strings: localStorage,
    root: files,
    closeStorage: () => closeStorage(),
    knownDatabases: () => knownDatabases,
    // What an engine runs on is a part of the program, not of the person.
    keepsCache: (name) => name === 'assent-engines',
  });
  return erase();
};

function onPageHide(listener: (leaving: boolean) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  addEventListener('pagehide', () => listener(true), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'hidden') listener(false);
    },
    { signal },
  );
  return () => ends.abort();
}

const app = createApp({
  clock: now,
  ids: newId,
  storage: openingStorage,
  catalogue: createCatalogue({
    fetch: (...request) => fetch(...request),
    url: new URL('models.json', baseUrl).href,
  }),
  downloader,
  connector,
  device,
  engine,
  leadership: createLeadership({
    locks: navigator.locks,
    channel: new BroadcastChannel('assent-leadership'),
    tabId: newId(),
  }),
  liveAnswers: createLiveAnswers(navigator.locks),
  crashMarker: createCrashMarker({ storage: localStorage, now }),
  eraseEverything,
  onPageHide,
  tools: toolLines(),
  installation: createInstallation(),
  update: registerServiceWorker({ trustedUrl: trustedUrl('sw.js') }),
});

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the app.');
mountUi(target, app);

void storageRoom.then(async () => {
  const { listenForErase } = await import('./storage/erase.ts');
  listenForErase({ closeStorage: () => closeStorage(), reload: () => location.reload() });
});
createLaunches({ busy: () => app.chat.turn.kind !== 'idle' }).subscribe((launch) => {
  void receiveLaunch(app, launch, (route) => (location.hash = route));
});
void app.start();

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
