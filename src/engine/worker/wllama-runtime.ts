import type { Wllama } from '@wllama/wllama/esm/index.js';
import { createNativeLog, type NativeLog } from './wllama-log.ts';

/** What is used of `Wllama`: the edge that tests put a fake behind. */
export type WllamaEdge = Pick<Wllama, 'loadModel' | 'getLoadedContextInfo' | 'createChatCompletion' | 'exit'>;

export interface WllamaRuntime {
  edge: WllamaEdge;
  log: NativeLog;
}

/** Makes a fresh llama.cpp, for one model. `wasmUrl` is absolute and of this origin. */
export async function startWllama(wasmUrl: string): Promise<WllamaRuntime> {
  const { Wllama } = await import('@wllama/wllama/esm/index.js');
  const log = createNativeLog();
  const edge = new Wllama({ default: wasmUrl }, { logger: log.logger });
  // The build for older browsers would come from a public server.
  edge.setCompat(null);
  return { edge, log };
}
