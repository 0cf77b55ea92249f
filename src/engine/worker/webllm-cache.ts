import { engineError, type EngineError } from '../../domain/engine-error.ts';
import type { PromptMessage } from '../../domain/generation.ts';
import type { WebllmSource } from '../../domain/model.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { modelFolderUrl, webllmCaches } from '../webllm-files.ts';
import { parseTensorCache, tokenizerFile } from './download-mlc-format.ts';

/** What has to be known of a model's `mlc-chat-config.json`. */
export interface CachedModel {
  /** In tokens; undefined where the model slides its window, so that no limit may be set. */
  contextWindow: number | undefined;
  isTemplated(role: PromptMessage['role']): boolean;
}

/**
 * Checks that all that web-llm will ask for is in its caches. It would go to the network for what is missing; this thread
 * may not, and the error would not say which file it was.
 */
export async function readCachedModel(
  caches: Pick<CacheStorage, 'open'>,
  source: WebllmSource,
): Promise<Result<CachedModel, EngineError>> {
  const base = modelFolderUrl(source.model);
  const [config, model, wasm] = await Promise.all([
    caches.open(webllmCaches.config),
    caches.open(webllmCaches.model),
    caches.open(webllmCaches.wasm),
  ]);
  const find = (cache: Cache, name: string) => cache.match(new URL(name, base).href);

  const configText = await (await find(config, 'mlc-chat-config.json'))?.text();
  if (configText === undefined) return missing('mlc-chat-config.json');
  const tokenizer = tokenizerFile(configText);
  if (!tokenizer.ok) return damaged(`mlc-chat-config.json: ${tokenizer.error}`);
  if ((await find(model, tokenizer.value)) === undefined) return missing(tokenizer.value);
  if ((await wasm.match(source.model_lib)) === undefined) return missing(source.model_lib);
  const listText = await (await find(model, 'tensor-cache.json'))?.text();
  if (listText === undefined) return missing('tensor-cache.json');
  const shards = parseTensorCache(listText);
  if (!shards.ok) return damaged(`tensor-cache.json: ${shards.error}`);
  for (const { name, bytes } of shards.value) {
    const shard = await find(model, name);
    if (shard === undefined) return missing(name);
    const length = shard.headers.get('Content-Length');
    if (length !== null && Number(length) !== bytes) return damaged(`${name}: ${length} of ${bytes} bytes`);
  }
  return success(readConfig(JSON.parse(configText)));
}

interface ChatConfig {
  context_window_size?: unknown;
  sliding_window_size?: unknown;
  conv_template?: { role_templates?: Record<string, unknown> };
  conv_config?: { role_templates?: Record<string, unknown> };
}

function readConfig(config: ChatConfig): CachedModel {
  const { context_window_size: context, sliding_window_size: sliding } = config;
  const slides = typeof sliding === 'number' && sliding !== -1;
  const templates = config.conv_config?.role_templates ?? config.conv_template?.role_templates;
  return {
    contextWindow: typeof context === 'number' && context > 0 && !slides ? context : undefined,
    isTemplated: (role) => role === 'system' || templates?.[role] !== undefined,
  };
}

const missing = (name: string) => failure(engineError('corrupt', undefined, `not in the caches: ${name}`));

const damaged = (detail: string) => failure(engineError('corrupt', undefined, detail));
