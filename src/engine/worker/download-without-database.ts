/**
 * Imported first by the downloader's entry: this thread talks to strangers, so it gets no way to the databases. The
 * property may stand on any prototype of the global object.
 */
for (
  let owner: object | null = globalThis;
  owner !== null;
  owner = Object.getPrototypeOf(owner) as object | null
) {
  Reflect.deleteProperty(owner, 'indexedDB');
}
Object.defineProperty(globalThis, 'indexedDB', { value: undefined, writable: false, configurable: false });

export {};
