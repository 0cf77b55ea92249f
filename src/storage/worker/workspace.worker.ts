import { expose } from 'comlink';
import { createWorkspaceThread } from '../workspace-thread.ts';

expose(
  createWorkspaceThread({
    root: () => navigator.storage.getDirectory(),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    locks: navigator.locks,
    pause: () => new Promise((resolve) => setTimeout(resolve, 100)),
  }),
);
