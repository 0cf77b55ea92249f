import { QuickJSWASMModule } from 'quickjs-emscripten-core';
import startModule from '@jitl/quickjs-wasmfile-release-sync/emscripten-module';
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi';

/** QuickJS, and the memory that it lives in. */
export interface CageMachine {
  quickjs: QuickJSWASMModule;
  memory: WebAssembly.Memory;
}

/** In pages of 64 KiB: what the module asks for at least, and 64 MiB, which nothing inside can exceed. */
const memoryPages = { initial: 256, maximum: 1024 };

/** Of the memory in bytes. A full one ends here, where QuickJS still can say so. */
export const heapBytes = 48 * 1024 * 1024;

/** Else an abort would write what the program did into the console. */
const silent = { print: () => undefined, printErr: () => undefined };

/**
 * Throws where the bytes are no QuickJS, or the device has no memory for it. Put together by hand: the package's own way
 * imports a second file, and the thread's policy lets it load none.
 */
export async function startMachine(wasm: ArrayBuffer | WebAssembly.Module): Promise<CageMachine> {
  const memory = new WebAssembly.Memory(memoryPages);
  const compiled = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  const started = await new Promise<Awaited<ReturnType<typeof startModule>>>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, use: (instance: WebAssembly.Instance) => void) =>
      void WebAssembly.instantiate(compiled, imports).then(use).catch(reject);
    const options: object = { ...silent, instantiateWasm, wasmMemory: memory };
    startModule(options).then(resolve, reject);
  });
  started.type = 'sync';
  return { quickjs: new QuickJSWASMModule(started, new QuickJSFFI(started)), memory };
}

/** Whether all that it may have is in use. Memory never shrinks. */
export const isFull = ({ memory }: CageMachine): boolean => memory.buffer.byteLength > heapBytes;
