import { Workbox } from 'workbox-window';
import type { ToServiceWorker } from './messages.ts';
import { holdPageLock } from './open-pages.ts';
import type { threads } from './policies.ts';

type Thread = (typeof threads)[number];

const checkEveryMs = 60 * 60 * 1000;

export interface RegistrationDeps {
  /** The address of `sw.js`, trusted by the page's policy: a plain string is refused. */
  trustedUrl: ConstructorParameters<typeof Workbox>[0];
}

/**
 * Registers the service worker once the page has loaded, and watches for new versions: at each start, and when the page
 * comes back into view, at most hourly. A new version waits until `apply` is called. `keepThread` stores what a thread
 * runs on, which else happens when it first starts, and tells whether it is there: false where it could not be had, and where
 * this browser keeps nothing of the app. It waits for the app to be stored.
 */
export function registerServiceWorker({ trustedUrl }: RegistrationDeps) {
  // Missing where the page is not in a secure context, and in some private windows; not built while developing.
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return withoutServiceWorker();
  const container = navigator.serviceWorker;
  const workbox = new Workbox(trustedUrl);
  const ready = createSignal();
  const replaced = createSignal();
  let registration: ServiceWorkerRegistration | undefined;
  let hadController = container.controller !== null;

  const tell = (
    target: ServiceWorker | null | undefined,
    message: ToServiceWorker,
    ports: MessagePort[] = [],
  ) => target?.postMessage(message, ports);
  holdPageLock(navigator.locks, document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? '');

  workbox.addEventListener('waiting', ready.fire);
  container.addEventListener('controllerchange', () => {
    // The first service worker takes over a page that is already of its version.
    if (hadController) replaced.fire();
    hadController = true;
  });
  tellWhatIsLoaded(
    (urls) => void container.ready.then(({ active }) => tell(active, { type: 'loaded', urls })),
  );
  void workbox.register().then((result) => (registration = result), reportFailure);
  checkWhenVisible(() => void registration?.update().catch(reportFailure));

  return {
    onReady: ready.listen,
    onReplaced: replaced.listen,
    apply: () => tell(registration?.waiting, { type: 'apply-update' }),
    reload: () => location.reload(),
    async keepThread(thread: Thread): Promise<boolean> {
      const { active } = await container.ready;
      const { port1, port2 } = new MessageChannel();
      return new Promise((resolve) => {
        port1.onmessage = ({ data }) => {
          port1.close();
          resolve(data === true);
        };
        tell(active, { type: 'keep', thread }, [port2]);
      });
    },
  };
}

function withoutServiceWorker() {
  const never = () => () => undefined;
  const nothing = () => undefined;
  return {
    onReady: never,
    onReplaced: never,
    apply: nothing,
    reload: () => location.reload(),
    keepThread: async (_thread: Thread) => false,
  };
}

/** The app works without: only the first visit's comfort, or one check for updates, is lost. */
const reportFailure = (problem: unknown) => console.warn('Service worker:', problem);

/** An event that happened once stays true: whoever listens later is told at once. */
function createSignal() {
  const listeners = new Set<() => void>();
  let fired = false;
  return {
    fire: () => {
      fired = true;
      for (const listener of listeners) listener();
    },
    listen: (listener: () => void) => {
      listeners.add(listener);
      if (fired) listener();
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Engines that were loaded on the first visit, before the service worker saw any request, must be stored too. Their
 * threads' entry scripts are known to the page; the rest of a thread's files follows from the build's list.
 */
function tellWhatIsLoaded(tell: (urls: string[]) => void): void {
  const told = new Set<string>();
  const observer = new PerformanceObserver((list) => {
    const urls = list
      .getEntries()
      .map(({ name }) => name)
      .filter((name) => name.includes('/threads/') && !told.has(name));
    for (const url of urls) told.add(url);
    if (urls.length > 0) tell(urls);
  });
  observer.observe({ type: 'resource', buffered: true });
  tell([]);
}

function checkWhenVisible(check: () => void): void {
  let last = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - last < checkEveryMs) return;
    last = performance.now();
    check();
  });
}
