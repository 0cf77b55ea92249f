/**
 * Imported first by the cage's entry: the thread keeps nothing that reaches storage, other threads or the network, should
 * code ever get out of QuickJS. The policy of the thread says the same of the network.
 */
const powers = [
  ...['indexedDB', 'caches', 'webkitRequestFileSystem', 'webkitRequestFileSystemSync'],
  ...['fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource'],
  ...['importScripts', 'Worker', 'SharedWorker', 'BroadcastChannel', 'Notification'],
];

const navigatorPowers = [
  'storage',
  'storageBuckets',
  'locks',
  'serviceWorker',
  'usb',
  'hid',
  'serial',
  'gpu',
];

/** The property may stand on any prototype of its holder. */
function removeFrom(holder: object, name: string): void {
  for (
    let owner: object | null = holder;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    Reflect.deleteProperty(owner, name);
  }
  Object.defineProperty(holder, name, { value: undefined, writable: false, configurable: false });
}

for (const name of powers) removeFrom(globalThis, name);
for (const name of navigatorPowers) removeFrom(navigator, name);

export {};
