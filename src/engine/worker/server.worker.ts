import { expose } from 'comlink';
import { isLoopback } from '../../domain/server-address.ts';
import { serverLimits } from '../server-wire.ts';
import { holdLifeline } from './lifeline.ts';
import { createServerThread } from './server-client.ts';
import { createDiagnosis } from './server-diagnosis.ts';
import { onEmbedderBlock, onPolicyViolation } from './server-reports.ts';

declare const self: DedicatedWorkerGlobalScope;

const thread = createServerThread({
  fetch: (input, init) => self.fetch(input, init),
  now: () => performance.now(),
  limits: serverLimits,
  diagnosis: createDiagnosis({
    fetch: (input, init) => self.fetch(input, init),
    onPolicyViolation: (listener) => onPolicyViolation(self, listener),
    onEmbedderBlock: (listener) => onEmbedderBlock(self, listener),
    permission: async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
    pageOnLoopback: isLoopback(self.location.hostname),
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }),
  pageOrigin: self.location.origin,
});

expose(thread, self);
holdLifeline({
  locks: navigator.locks,
  newId: () => crypto.randomUUID(),
  post: (message) => self.postMessage(message),
});
