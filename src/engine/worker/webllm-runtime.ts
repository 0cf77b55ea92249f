import type { AppConfig, InitProgressCallback, MLCEngine } from '@mlc-ai/web-llm';

/** What is used of `MLCEngine`: the edge that tests put a fake behind. */
export interface WebllmEdge extends Pick<MLCEngine, 'interruptGenerate' | 'getMessage' | 'chatCompletion'> {
  reload(modelId: string): Promise<void>;
}

export type StartWebllm = (appConfig: AppConfig, onProgress: InitProgressCallback) => Promise<WebllmEdge>;

export const startWebllm: StartWebllm = async (appConfig, initProgressCallback) => {
  const { MLCEngine } = await import('@mlc-ai/web-llm');
  return new MLCEngine({ appConfig, initProgressCallback, logLevel: 'WARN' });
};

/**
 * Answers this thread's requests from the caches alone. web-llm fetches a compiled library whose address contains
 * `localhost` past its own cache, which would fail offline.
 */
export function answerFromCaches(scope: Pick<WindowOrWorkerGlobalScope, 'fetch' | 'caches'>): void {
  const original = scope.fetch.bind(scope);
  scope.fetch = async (input, init) => {
    const { url } = new Request(input, init);
    // Parts of the library carry their code as data addresses.
    if (!url.startsWith('http')) return original(input, init);
    const stored = await scope.caches.match(url);
    if (stored === undefined) throw new TypeError(`Failed to fetch: not in the caches: ${url}`);
    return stored;
  };
}
