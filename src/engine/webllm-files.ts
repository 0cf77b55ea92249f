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
