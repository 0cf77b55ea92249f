import './download-without-database.ts';
import { expose } from 'comlink';
import { watchPolicy } from './download-policy.ts';
import { createDownloadThread } from './download-thread.ts';
import { waitForNetwork } from './download-wait.ts';
import { holdLifeline } from './lifeline.ts';

const { deviceMemory } = navigator as WorkerNavigator & { deviceMemory?: number };

expose(
  createDownloadThread({
    fetch: (input, init) => fetch(input, init),
    caches,
    root: () => navigator.storage.getDirectory(),
    estimate: () => navigator.storage.estimate(),
    now: () => performance.now(),
    random: () => Math.random(),
    wait: waitForNetwork,
    memory: deviceMemory === undefined ? undefined : deviceMemory * 2 ** 30,
    takePolicyViolation: watchPolicy(self),
    whileHeld: (folderName, work) =>
      navigator.locks.request(`assent-model-${folderName}`, { ifAvailable: true }, (lock) => {
        if (lock) return work();
        throw new DOMException('another tab works on this model', 'NoModificationAllowedError');
      }),
  }),
);
holdLifeline({
  locks: navigator.locks,
  newId: () => crypto.randomUUID(),
  post: (message) => self.postMessage(message),
});
