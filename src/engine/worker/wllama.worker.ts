import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { expose } from 'comlink';
import { holdLifeline } from './lifeline.ts';
import { openModelFile } from './wllama-files.ts';
import { startWllama } from './wllama-runtime.ts';
import { createWllamaThread } from './wllama-thread.ts';

const thread = createWllamaThread({
  openFile: openModelFile(navigator.storage),
  startRuntime: () => startWllama(new URL(wasmUrl, self.location.href).href),
  now: () => performance.now(),
});

expose(thread);
holdLifeline({
  locks: navigator.locks,
  newId: () => crypto.randomUUID(),
  post: (message) => self.postMessage(message),
});
