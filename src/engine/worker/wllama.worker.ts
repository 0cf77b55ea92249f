import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import { expose } from 'comlink';
import { gpuBandwidth } from './gpu-bandwidth.ts';
import { holdLifeline } from './lifeline.ts';
import { openModelFile } from './wllama-files.ts';
import { createDeviceMeasure } from './wllama-measure.ts';
import { startWllama } from './wllama-runtime.ts';
import { createWllamaThread } from './wllama-thread.ts';

const startRuntime = () => startWllama(new URL(wasmUrl, self.location.href).href);
const now = () => performance.now();
const thread = createWllamaThread({
  openFile: openModelFile(navigator.storage),
  startRuntime,
  now,
});

const measure = createDeviceMeasure({ startRuntime, gpuBandwidth: () => gpuBandwidth(navigator.gpu, now) });

expose({ ...thread, ...measure });
holdLifeline({
  locks: navigator.locks,
  newId: () => crypto.randomUUID(),
  post: (message) => self.postMessage(message),
});
