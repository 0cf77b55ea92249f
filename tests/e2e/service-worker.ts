import type { BrowserContext, Page } from '@playwright/test';

/** Waits until the service worker answers for this page. */
export async function underServiceWorker(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** Every address in one of the page's caches, or in all whose names begin so. */
export function cachedAddresses(page: Page, cacheName: string): Promise<string[]> {
  return page.evaluate(async (prefix) => {
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map(({ url }) => url);
  }, cacheName);
}

/** Lets a test start a thread as the app does: through the page's own policy, which it hands out here. Call before `goto`. */
export async function exposePolicy(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): object };
    };
    const create = trustedTypes.createPolicy.bind(trustedTypes);
    trustedTypes.createPolicy = (name, rules) => {
      const policy = create(name, rules);
      if (name === 'assent') Object.assign(window, { assentPolicy: policy });
      return policy;
    };
  });
}

/** Registering the service worker waits until the returned function is called. Call before `goto`. */
export async function holdRegistration(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const container = navigator.serviceWorker;
    const register = container.register.bind(container);
    const released = new Promise<void>((resolve) => Object.assign(window, { releaseRegistration: resolve }));
    container.register = async (...parts) => {
      await released;
      return register(...parts);
    };
  });
  return () =>
    page.evaluate(() => (window as unknown as { releaseRegistration(): void }).releaseRegistration());
}

/** Starts a thread from its file, and gives its handle. */
export async function startThread(page: Page, path: string) {
  const started = page.waitForEvent('worker', (worker) => worker.url().endsWith(path));
  await page.evaluate((url) => {
    const { assentPolicy } = window as unknown as { assentPolicy: { createScriptURL(url: string): string } };
    const worker = new Worker(assentPolicy.createScriptURL(new URL(url, location.href).href), {
      type: 'module',
    });
    // Nothing else keeps it alive.
    Object.assign(window, { [url]: worker });
  }, path);
  return started;
}
