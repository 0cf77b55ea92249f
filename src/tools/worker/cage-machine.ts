import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSWASMModule } from 'quickjs-emscripten-core';
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

type Variant = Parameters<typeof newVariant>[0] & { type: 'sync' };

/** Named outright, not through the package's own lazy imports: the thread is one file. */
const variant = {
  type: 'sync',
  importFFI: () => Promise.resolve(QuickJSFFI),
  importModuleLoader: () => Promise.resolve(startModule),
} as Variant;

/** Passed on as it is. Else an abort would write what the program did into the console. */
const silent: object = { print: () => undefined, printErr: () => undefined };

/** Throws where the bytes are no QuickJS, or the device has no memory for it. */
export async function startMachine(wasm: ArrayBuffer | WebAssembly.Module): Promise<CageMachine> {
  const memory = new WebAssembly.Memory(memoryPages);
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, {
      ...(wasm instanceof WebAssembly.Module ? { wasmModule: wasm } : { wasmBinary: wasm }),
      wasmMemory: memory,
      emscriptenModule: silent,
    }),
  );
  return { quickjs, memory };
}

/** Whether all that it may have is in use. Memory never shrinks. */
export const isFull = ({ memory }: CageMachine): boolean => memory.buffer.byteLength > heapBytes;
