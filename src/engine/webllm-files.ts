import type { WebllmSource } from '../domain/model.ts';

/** The three caches in which web-llm looks before it would go to the network. */
export const webllmCaches = { model: 'webllm/model', config: 'webllm/config', wasm: 'webllm/wasm' } as const;

/**
 * The folder that web-llm asks for, as its own `cleanModelUrl` (0.2.86) makes it of a record's `model`: without
 * `/resolve/<revision>/` it adds `resolve/main/`.
 */
export function modelFolderUrl(model: string): string {
  const folder = model.endsWith('/') ? model : `${model}/`;
  return new URL(/.+\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`).href;
}

/** No host has such a name (RFC 6761): what a model from disk is kept under never leads to the network. */
const importedOrigin = 'https://imported.invalid/';

/** Where in web-llm's caches the model of this id lies that came from a folder on disk. */
export function importedSource(id: string): WebllmSource {
  const folder = `${importedOrigin}${encodeURIComponent(id)}/`;
  return { model: `${folder}resolve/main/`, model_lib: `${folder}library.wasm` };
}
