import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';

/** In milliseconds. */
const patienceMs = 30_000;

/** Fetches QuickJS from this origin, about 500 KB. Throws where it cannot be had. */
export async function loadCageWasm(): Promise<ArrayBuffer> {
  const response = await fetch(wasmUrl, { signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`QuickJS: ${response.status}`);
  return response.arrayBuffer();
}
