import { proxy } from 'comlink';
import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Completion, GenerateRequest } from '../domain/generation.ts';
import type { Engine, GenerateOptions, ServerConnector } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { parseServerAddress, type ServerAddress } from '../domain/server-address.ts';
import type { ServerFacts, ServerThread } from './server-wire.ts';
import type { StartWorker } from './start-worker.ts';
import { createWorkerBridge, WorkerLost, type WorkerBridge } from './worker-bridge.ts';
import workerUrl from './worker/server.worker.ts?worker&url';

export interface ServerEngineDeps {
  startWorker: StartWorker;
  /** Origins beside loopback that the deployer allows, as the thread's policy does. */
  allowedOrigins: readonly string[];
}

/** An OpenAI-compatible server that the person connects. All requests leave from the thread `server`. */
export function createServerEngine(deps: ServerEngineDeps): Engine & ServerConnector {
  const bridge = createWorkerBridge<ServerThread>({
    startWorker: deps.startWorker,
    url: workerUrl,
    name: 'server',
  });
  return createServerEngineOver(bridge, deps.allowedOrigins);
}

interface Target {
  address: ServerAddress;
  facts: ServerFacts;
}

export function createServerEngineOver(
  bridge: WorkerBridge<ServerThread>,
  allowedOrigins: readonly string[],
): Engine & ServerConnector {
  let target: Target | undefined;
  let calls = 0;
  let loading = new AbortController();
  let generating = new AbortController();
  /** Resolves when the answer before this one has ended. */
  let free: Promise<unknown> = Promise.resolve();

  /** One call to the thread, that `signal` ends. */
  const call = async <Value>(
    signal: AbortSignal,
    ask: (
      id: number,
      remote: Parameters<Parameters<typeof bridge.call>[0]>[0],
    ) => PromiseLike<Result<Value, EngineError>>,
  ): Promise<Result<Value, EngineError>> => {
    if (signal.aborted) return failure(engineError('aborted'));
    const id = ++calls;
    const stop = () => void bridge.call((remote) => remote.stop(id)).catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await bridge.call((remote) => ask(id, remote));
    } catch (problem) {
      if (problem instanceof WorkerLost)
        return failure(signal.aborted ? engineError('aborted') : problem.error);
      throw problem;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  const inspect = async (
    text: string,
    modelName: string,
    signal: AbortSignal,
  ): Promise<Result<Target, EngineError>> => {
    const address = parseServerAddress(text, allowedOrigins);
    if (!address.ok) return failure(engineError('unsupported', address.error));
    const facts = await call(signal, (id, remote) => remote.inspect(id, address.value, modelName.trim()));
    return facts.ok ? success({ address: address.value, facts: facts.value }) : facts;
  };

  const generateNow = async (
    request: GenerateRequest,
    { onDelta, onPrefill }: GenerateOptions,
    signal: AbortSignal,
  ): Promise<Result<Completion, EngineError>> => {
    if (target === undefined)
      return failure(engineError('worker-lost', 'No server is connected. Connect one and try again.'));
    const { address, facts } = target;
    const { modelName, tellsPrefill, callsTools } = facts;
    const { tools, ...rest } = request;
    const asked = { ...rest, ...(callsTools && tools !== undefined && tools.length > 0 && { tools }) };
    return call(signal, (id, remote) =>
      remote.generate(
        id,
        { ...asked, address, modelName, tellsPrefill },
        proxy((update) => {
          if (update.kind === 'delta') onDelta(update.text);
          else onPrefill?.(update.fraction);
        }),
      ),
    );
  };

  return {
    name: 'server',
    probe: () =>
      Promise.resolve({
        usable: true,
        sentence: 'Connects to a model server on this device, such as Ollama or llama.cpp.',
      }),

    async connect(address, modelName, signal) {
      const found = await inspect(address, modelName, signal);
      if (!found.ok) return found;
      const { base } = found.value.address;
      const { context, modelName: name } = found.value.facts;
      return success({
        engine: 'server',
        id: `server:${base}#${name}`,
        name,
        context,
        address: base,
        modelName: name,
      });
    },

    async load(model, { onProgress, signal }) {
      if (model.engine !== 'server') return failure(engineError('unsupported'));
      loading.abort();
      loading = new AbortController();
      target = undefined;
      onProgress({ phase: 'waiting', fraction: undefined });
      const mine = loading;
      const found = await inspect(model.address, model.modelName, AbortSignal.any([signal, mine.signal]));
      if (mine.signal.aborted) return failure(engineError('aborted'));
      if (!found.ok) return found;
      target = found.value;
      return success(undefined);
    },

    generate(request, options) {
      const signal = AbortSignal.any([options.signal, generating.signal]);
      const turn = free.then(() => generateNow(request, options, signal));
      free = turn.catch(() => undefined);
      return turn;
    },

    unload() {
      target = undefined;
      loading.abort();
      generating.abort();
      generating = new AbortController();
      bridge.stop();
      return Promise.resolve();
    },
  };
}
