import { expose } from 'comlink';
import { holdLifeline } from './lifeline.ts';
import { watchGpu } from './webllm-gpu.ts';
import { answerFromCaches, startWebllm } from './webllm-runtime.ts';
import { createWebllmThread } from './webllm-thread.ts';

answerFromCaches(self);

const thread = createWebllmThread({
  caches,
  start: startWebllm,
  gpuProblem: watchGpu(navigator.gpu),
  now: () => performance.now(),
});

expose(thread);
holdLifeline({
  locks: navigator.locks,
  newId: () => crypto.randomUUID(),
  post: (message) => self.postMessage(message),
});
