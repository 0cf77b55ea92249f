/** The only composition root: builds the adapters, hands them to the app, and shows it. What can wait is imported late. */
import { createApp } from './app/app.ts';
import { receiveLaunch } from './app/arrivals.ts';
import { runsHere } from './app/engine-host.svelte.ts';
import { once } from './app/once.ts';
import type { OpenedStorage } from './app/opening.svelte.ts';
import type { EngineName, Model } from './domain/model.ts';
import type { Downloader, Engine, ServerConnector } from './domain/ports.ts';
import type { Result } from './domain/result.ts';
import { createTapRegister } from './domain/tap.ts';
import type { BrowserModels } from './engine/browser-model.ts';
import { createCrashMarker } from './engine/crash-marker.ts';
import { createDevice } from './engine/device.ts';
import { createLeadership } from './engine/leadership.ts';
import { createRest, type RestDeps } from './engine/rest.ts';
import { createLiveAnswers } from './engine/live-answers.ts';
import { sha256 } from './storage/sha256.ts';
import { browserStrings, forgetfulStrings } from './storage/strings.ts';
import { createInstallation } from './sw/installation.ts';
import { createLaunches } from './sw/launches.ts';
import { createOwnScript } from './sw/own-script.ts';
import { connectSources, isLoopback } from './sw/policies.ts';
import { registerServiceWorker } from './sw/registration.ts';
import { applyAppearance } from './ui/appearance.ts';
import { mountUi } from './ui/mount.ts';

applyAppearance();

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no place for the app.');
if (!isSecureContext) {
  // Without it browsers offer neither locks nor files nor workers' isolation.
  target.textContent = 'Assent needs https, or localhost on this device.';
  throw new Error('Not a secure context.');
}

const baseUrl = new URL('./', location.href);
const policyContext = { ...__POLICY_ORIGINS__, loopbackPage: isLoopback(location.hostname) };
const now = () => Date.now();
const newId = () => crypto.randomUUID();
const tabId = newId();
const strings = browserStrings(window);
const files = () => navigator.storage.getDirectory();

const ownScript = createOwnScript(baseUrl.href);
const policy = window.trustedTypes?.createPolicy('assent', { createScriptURL: ownScript });
const trustedUrl = (url: string) => policy?.createScriptURL(url) ?? ownScript(url);
const startWorker = (url: string, name: string) =>
  new Worker(trustedUrl(url) as unknown as string, { type: 'module', name });

const serviceWorker = registerServiceWorker({ trustedUrl: trustedUrl('sw.js') });
/** Consent: the screens mint taps, the storage uses them up. Nothing else may hold either end. */
const taps = createTapRegister({ newNonce: newId, sha256 });
const device = createDevice({ navigator, crossOriginIsolated });

/** The screening of proposals comes with its trained weights: too large to wait for at the start. */
const loadScreen = once(async () => {
  const [
    { createScreen },
    { default: rules },
    { default: pairs },
    { default: words },
    { toolList },
    { standingTags },
  ] = await Promise.all([
    import('./domain/screening/screen.ts'),
    import('./domain/screening/rule-weights.json'),
    import('./domain/screening/pair-weights.json'),
    import('./domain/screening/known-words.json'),
    import('./tools/registry.ts'),
    import('./app/turn-tools.ts'),
  ]);
  return createScreen(rules, pairs, words, () => standingTags(toolList, app.models.active));
});
const loadNoticer = async () => {
  const [{ createNoticer }, { default: weights }] = await Promise.all([
    import('./domain/noticing/notice.ts'),
    import('./domain/noticing/turn-weights.json'),
  ]);
  return createNoticer(weights);
};

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
      strings,
      root: files,
      startWorker,
      onClosed: (reason) => app.opening.closed(reason),
      consumeTap: taps.consume,
      sha256,
      loadScreen,
      loadModelPlaces: async () => (await import('./engine/model-places.ts')).modelPlaces,
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

const server = once(async () => {
  const { createServerEngine } = await import('./engine/server.ts');
  return createServerEngine({ startWorker, allowedOrigins: policyContext.serverOrigins });
});

const wllama = once(async () => {
  const { createWllamaEngine } = await import('./engine/wllama.ts');
  const { createGpuVerdicts } = await import('./engine/wllama-gpu-verdicts.ts');
  const verdicts = createGpuVerdicts(strings ?? forgetfulStrings);
  return createWllamaEngine({ startWorker, device, verdicts });
});

/** One engine of each kind, made when it is first needed. */
const engines: Record<EngineName, () => Promise<Engine>> = {
  webllm: once(async () => {
    const { createWebllmEngine } = await import('./engine/webllm.ts');
    return createWebllmEngine({ startWorker, device });
  }),
  wllama,
  browser: once(async () => {
    const { createBrowserEngine } = await import('./engine/browser.ts');
    const { LanguageModel } = globalThis as { LanguageModel?: BrowserModels };
    return createBrowserEngine({ languageModel: LanguageModel, languages: navigator.languages, now });
  }),
  server,
};

const connector: ServerConnector = {
  connect: async (...request) => (await server()).connect(...request),
};

const importer = once(async () => {
  const { createImporter } = await import('./storage/import.ts');
  return createImporter({ startWorker });
});

const catalogue = once(async () => {
  const { createCatalogue } = await import('./engine/catalogue.ts');
  return createCatalogue({
    fetch: (...request) => fetch(...request),
    url: new URL('models.json', baseUrl).href,
  });
});

const loadDownloader = once(async () => {
  const { createDownloader } = await import('./engine/downloader.ts');
  return createDownloader({
    startWorker,
    allowedOrigins: () => [location.origin, ...connectSources('downloader', policyContext)],
    persist: () => device.persist(),
    root: files,
    installed: async () => (await app.opening.stores).models.all(),
  });
});
/** A model that is here must also run offline: what its engine runs on is kept with it. */
const withItsEngine = <Brought extends Result<Model, unknown>>(brought: Brought): Brought => {
  if (brought.ok && runsHere(brought.value)) void serviceWorker.keepThread(brought.value.engine);
  return brought;
};
const downloader: Downloader = {
  download: async (...request) => withItsEngine(await (await loadDownloader()).download(...request)),
  importFiles: async (...request) => withItsEngine(await (await loadDownloader()).importFiles(...request)),
  lookUp: async (...request) => (await loadDownloader()).lookUp(...request),
  repair: async (...request) => (await loadDownloader()).repair(...request),
  recorded: async (...request) => (await loadDownloader()).recorded(...request),
  unfinished: async () => (await loadDownloader()).unfinished(),
  verify: async (...request) => (await loadDownloader()).verify(...request),
  remove: async (...request) => (await loadDownloader()).remove(...request),
};

const cage = once(async () => {
  const [{ createCage }, { loadCageWasm }] = await Promise.all([
    import('./tools/cage.ts'),
    import('./tools/cage-wasm.ts'),
  ]);
  return createCage({ startWorker, loadWasm: loadCageWasm });
});

const eraseEverything = async () => {
  const { createEraseEverything } = await import('./storage/erase.ts');
  const erase = createEraseEverything({
    indexedDB,
    caches,
    tabId,
    strings,
    root: files,
    closeStorage: () => closeStorage(),
    knownDatabases: () => knownDatabases,
    // What an engine runs on is a part of the program, not of the person.
    keepsCache: (name) => name === 'assent-engines',
  });
  return erase();
};

/** A pause after the last thing that happened, then the browser's own idle time where it knows that. */
function whenIdle(callback: () => void): () => void {
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => callback(), { timeout: 2000 });
    else callback();
  }, 250);
  return () => clearTimeout(timer);
}

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
  catalogue: { read: async () => (await catalogue()).read() },
  downloader,
  runtimes: { keep: (engine) => serviceWorker.keepThread(engine) },
  connector,
  device,
  deviceChecker: { check: async (options) => (await wllama()).check(options) },
  engine: (name) => engines[name](),
  leadership: createLeadership({
    locks: navigator.locks,
    channel: new BroadcastChannel('assent-leadership'),
    tabId,
  }),
  liveAnswers: createLiveAnswers(navigator.locks),
  crashMarker: createCrashMarker({ storage: strings ?? forgetfulStrings, now }),
  eraseEverything,
  onPageHide,
  loadToolbox: async () => (await import('./tools/toolbox.ts')).createToolbox(),
  loadInstant: async () => (await import('./tools/instant/instant.ts')).createInstant(),
  cage: { run: async (...job) => (await cage()).run(...job) },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  locale: navigator.language,
  async loadNotifications() {
    const { createNotifications } = await import('./sw/notifications.ts');
    return createNotifications({
      registration: () => navigator.serviceWorker?.getRegistration(),
      Notification: globalThis.Notification,
      activation: navigator.userActivation,
    });
  },
  program: __PROGRAM__,
  sha256,
  importer: { read: async (source) => (await importer()).read(source) },
  loadNoticer,
  whenIdle,
  rest: createRest({ document, navigator: navigator as RestDeps['navigator'] }),
  reload: () => location.reload(),
  report,
  installation: createInstallation(),
  update: serviceWorker,
});

mountUi(target, app, { mint: taps.mint });

/** While another tab erases, this one must not write. */
const giveWay = () => {
  void app.quiet().catch(report);
  closeStorage();
};
storageRoom
  .then(() => import('./storage/erase.ts'))
  .then(({ listenForErase }) => listenForErase({ tabId, giveWay, reload: () => location.reload() }))
  .catch(report);
createLaunches({ busy: () => app.chat.turn.kind !== 'idle' }).subscribe((launch) => {
  receiveLaunch(app, launch, (route) => (location.hash = route)).catch(report);
});
app.start().then(sweep).catch(report);

/** A tab that was killed at the end of an import left a model that nothing lists. */
async function sweep(): Promise<void> {
  const { sweepImports } = await import('./engine/worker/download-files.ts');
  const installed = await (await app.opening.stores).models.all();
  await sweepImports(
    { root: files, caches },
    installed.map(({ id }) => id),
    now(),
  );
}

/** The app goes on; a bug report needs to know. */
function report(problem: unknown): void {
  console.error(problem);
}
