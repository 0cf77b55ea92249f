import type { Remote } from 'comlink';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Model } from '../../../src/domain/model.ts';
import type { GenerateRequest } from '../../../src/domain/generation.ts';
import { createServerEngineOver } from '../../../src/engine/server.ts';
import { serverLimits, type ServerThread } from '../../../src/engine/server-wire.ts';
import { WorkerLost, type WorkerBridge } from '../../../src/engine/worker-bridge.ts';
import { createServerThread } from '../../../src/engine/worker/server-client.ts';
import { startScriptedServer, type ScriptedServer } from '../../fixtures/scripted-server.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer({ context: 4096 });
});
afterEach(() => server.close());

/** The real thread in this process, behind a bridge that can be killed. */
function bridgeToThread() {
  const thread = createServerThread({
    fetch: (input, init) => fetch(input, init),
    now: () => performance.now(),
    limits: serverLimits,
    diagnosis: { causeOf: () => Promise.resolve('refused'), mayAsk: () => Promise.resolve(false) },
    pageOrigin: 'https://assent.example',
  }) as unknown as Remote<ServerThread>;
  const waiting = new Set<(reason: unknown) => void>();
  const kill = () => {
    for (const reject of waiting) reject(new WorkerLost('server: killed'));
    waiting.clear();
  };
  const bridge: WorkerBridge<ServerThread> = {
    call: (ask) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        void ask(thread).then(resolve, reject);
      }),
    stop: kill,
    running: true,
  };
  return { bridge, kill };
}

const modelAt = (address: string, modelName = 'scripted'): Model => ({
  engine: 'server',
  id: 'server',
  name: modelName,
  context: 4096,
  address,
  modelName,
});

const ask = (text: string): GenerateRequest => ({
  messages: [{ role: 'user', content: text }],
  sampling: { temperature: 0.5, topP: 1 },
});

const never = () => new AbortController().signal;
const loadOptions = (signal = never()) => ({ onProgress: () => undefined, signal });

async function loaded() {
  const { bridge, kill } = bridgeToThread();
  const engine = createServerEngineOver(bridge, []);
  expect(await engine.load(modelAt(server.url), loadOptions())).toEqual({ ok: true, value: undefined });
  return { engine, kill };
}

describe('connect', () => {
  it('makes a model of an address as it was typed', async () => {
    const engine = createServerEngineOver(bridgeToThread().bridge, []);
    expect(await engine.connect(` 127.0.0.1:${server.port}/ `, '', never())).toEqual({
      ok: true,
      value: {
        engine: 'server',
        id: `server:${server.url}/v1#scripted`,
        name: 'scripted',
        context: 4096,
        address: `${server.url}/v1`,
        modelName: 'scripted',
      },
    });
  });

  it('refuses what is no address, and what is not on this device, before any call', async () => {
    const engine = createServerEngineOver(bridgeToThread().bridge, []);
    for (const address of ['nonsense', 'https://api.example.com']) {
      const refused = await engine.connect(address, '', never());
      expect(refused).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    }
    expect(server.paths).toEqual([]);
  });

  it('can be stopped', async () => {
    server.behave('hang');
    const engine = createServerEngineOver(bridgeToThread().bridge, []);
    const connected = engine.connect(server.url, '', AbortSignal.timeout(50));
    expect(await connected).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  });
});

describe('load', () => {
  it('fails where the model is gone, and leaves nothing loaded', async () => {
    const { engine } = await loaded();
    const gone = await engine.load(modelAt(server.url, 'gone'), loadOptions());
    expect(gone).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    const answer = await engine.generate(ask('Hello'), { onDelta: () => undefined, signal: never() });
    expect(answer).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('No server') as string },
    });
    expect(server.requests).toEqual([]);
  });

  it('gives way to a later load', async () => {
    server.behave('hang');
    const engine = createServerEngineOver(bridgeToThread().bridge, []);
    const first = engine.load(modelAt(server.url), loadOptions());
    await expect.poll(() => server.paths.length).toBe(1);
    server.behave(undefined);
    const second = engine.load(modelAt(server.url), loadOptions());
    expect(await first).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(await second).toEqual({ ok: true, value: undefined });
  });

  it('is not for models of other engines', async () => {
    const engine = createServerEngineOver(bridgeToThread().bridge, []);
    const other: Model = { engine: 'browser', id: 'b', name: 'b', context: 1 };
    expect(await engine.load(other, loadOptions())).toMatchObject({
      ok: false,
      error: { kind: 'unsupported' },
    });
  });
});

describe('generate', () => {
  it('streams to the caller and tells how far the prompt is read', async () => {
    const { engine } = await loaded();
    let heard = '';
    const read: number[] = [];
    const answer = await engine.generate(ask('Hello'), {
      onDelta: (text) => (heard += text),
      onPrefill: (fraction) => read.push(fraction),
      signal: never(),
    });
    expect(answer).toMatchObject({ ok: true, value: { text: 'You said: Hello', raw: heard } });
    expect(read.at(-1)).toBe(1);
  });

  it('runs requests one by one', async () => {
    const { engine } = await loaded();
    const order: string[] = [];
    const say = (text: string) =>
      engine.generate(ask(text), { onDelta: () => order.push(text), signal: never() });
    await Promise.all([say('scenario:long tokens=20 rate=100'), say('second')]);
    expect(order.at(-1)).toBe('second');
    expect(order.lastIndexOf('scenario:long tokens=20 rate=100')).toBeLessThan(order.indexOf('second'));
  });

  it('does not send a request that was stopped while it waited', async () => {
    const { engine } = await loaded();
    const first = engine.generate(ask('scenario:long tokens=20 rate=100'), {
      onDelta: () => undefined,
      signal: never(),
    });
    const second = engine.generate(ask('second'), {
      onDelta: () => undefined,
      signal: AbortSignal.timeout(20),
    });
    expect(await second).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect((await first).ok).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('stops by its signal, and can be asked again', async () => {
    const { engine } = await loaded();
    const stop = new AbortController();
    const stopped = await engine.generate(ask('scenario:slow'), {
      onDelta: () => stop.abort(),
      signal: stop.signal,
    });
    expect(stopped).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    await expect.poll(() => server.aborted.length).toBe(1);
    const next = await engine.generate(ask('Hello'), { onDelta: () => undefined, signal: never() });
    expect(next.ok).toBe(true);
  });

  it('says that the thread died, and goes on with a new one', async () => {
    const { engine, kill } = await loaded();
    const lost = await engine.generate(ask('scenario:slow'), { onDelta: kill, signal: never() });
    expect(lost).toMatchObject({ ok: false, error: { kind: 'worker-lost' } });
    const next = await engine.generate(ask('Hello'), { onDelta: () => undefined, signal: never() });
    expect(next.ok).toBe(true);
  });

  it('ends with the engine', async () => {
    const { engine } = await loaded();
    const answer = engine.generate(ask('scenario:hang'), { onDelta: () => undefined, signal: never() });
    await expect.poll(() => server.requests.length).toBe(1);
    await engine.unload();
    await engine.unload();
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  });
});
