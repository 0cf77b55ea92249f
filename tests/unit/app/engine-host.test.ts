import { describe, expect, it } from 'vitest';
import { EngineHost } from '../../../src/app/engine-host.svelte.ts';
import { engineError } from '../../../src/domain/engine-error.ts';
import { failure, success } from '../../../src/domain/result.ts';
import {
  FakeEngine,
  FakeLeadership,
  fakeMarker,
  type Log,
  localModel,
  serverModel,
  settle,
} from './fakes.ts';

function setUp() {
  const log: Log = [];
  const engines = { wllama: new FakeEngine('wllama', log), server: new FakeEngine('server', log) };
  const leadership = new FakeLeadership();
  const crashMarker = fakeMarker();
  let hide: (leaving: boolean) => void = () => {};
  const host = new EngineHost({
    engine: async (name) => (name === 'server' ? engines.server : engines.wllama),
    leadership,
    crashMarker,
    onPageHide: (listener) => {
      hide = listener;
      return () => {};
    },
  });
  return { host, log, engines, leadership, crashMarker, hide: (leaving: boolean) => hide(leaving) };
}

const options = { title: 'Talk' };
const request = { messages: [], sampling: { temperature: 0, topP: 1 } };
const asking = () => ({ ...options, onDelta: () => {}, signal: new AbortController().signal });

describe('loading', () => {
  it('is single-flight, and tells everyone who waits', async () => {
    const { host, log, engines } = setUp();
    engines.wllama.quick = false;
    const seen: string[] = [];
    const first = host.ensure(localModel('a'), { ...options, onProgress: () => seen.push('first') });
    const second = host.ensure(localModel('a'), { ...options, onProgress: () => seen.push('second') });
    await settle();
    engines.wllama.loads[0]?.options.onProgress({ phase: 'read', fraction: 1 });
    engines.wllama.loads[0]?.end(success(undefined));
    expect((await first).ok && (await second).ok).toBe(true);
    expect(seen).toEqual(['first', 'second']);
    expect(log).toEqual(['load a']);
    await host.ensure(localModel('a'), options);
    expect(log).toEqual(['load a']);
  });

  it('gives up a load for a later one, and ends the model before', async () => {
    const { host, log, engines } = setUp();
    await host.ensure(serverModel, options);
    engines.wllama.quick = false;
    const first = host.ensure(localModel('a'), options);
    await settle();
    const second = host.ensure(localModel('b'), options);
    await settle();
    expect(await first).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(host.state).toMatchObject({ kind: 'loading', model: { id: 'b' } });
    engines.wllama.loads[1]?.end(success(undefined));
    await second;
    expect(host.state).toMatchObject({ kind: 'ready', model: { id: 'b' } });
    expect(log).toEqual(['load server', 'unload server', 'load a', 'load b']);
  });

  it('unloads a model that was loaded although it was given up', async () => {
    const { host, log, engines } = setUp();
    engines.wllama.quick = false;
    const loading = host.ensure(localModel('a'), options);
    await settle();
    engines.wllama.loads[0]?.end(success(undefined));
    host.cancelLoad();
    expect(await loading).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(host.state).toEqual({ kind: 'empty' });
    expect(log).toEqual(['load a', 'unload wllama']);
  });

  it('leaves a marker while a local model loads, unless the person leaves the page', async () => {
    const { host, engines, crashMarker, hide } = setUp();
    engines.wllama.quick = false;
    const loading = host.ensure(localModel('a'), options);
    await settle();
    expect(crashMarker.standing).toBe('a');
    hide(false);
    expect(crashMarker.standing).toBe('a');
    hide(true);
    expect(crashMarker.standing).toBeUndefined();
    engines.wllama.loads[0]?.end(failure(engineError('out-of-memory')));
    await loading;
    expect(host.state).toMatchObject({ kind: 'failed', error: { kind: 'out-of-memory' } });
    await host.ensure(serverModel, options);
    expect(crashMarker.standing).toBeUndefined();
  });

  it('clears the marker after a load, whether it failed or not', async () => {
    const { host, engines, crashMarker } = setUp();
    await host.ensure(localModel('a'), options);
    expect(crashMarker.standing).toBeUndefined();
    engines.wllama.load = () => Promise.reject(new Error('defect'));
    expect(await host.ensure(localModel('b'), options)).toMatchObject({
      ok: false,
      error: { kind: 'worker-lost' },
    });
    expect(crashMarker.standing).toBeUndefined();
  });

  it('says why an engine cannot run here, before it loads', async () => {
    const { host, log, engines } = setUp();
    engines.wllama.usable = false;
    const loaded = await host.ensure(localModel('a'), options);
    expect(loaded).toMatchObject({ ok: false, error: { kind: 'unsupported', sentence: 'Not here.' } });
    expect(log).toEqual([]);
  });
});

describe('leading', () => {
  it('is needed for a model that runs here, and not for a server', async () => {
    const { host, leadership, log } = setUp();
    leadership.other = 'Elsewhere';
    expect(await host.ensure(localModel('a'), options)).toMatchObject({
      ok: false,
      error: {
        kind: 'busy-other-tab',
        sentence: 'Another tab (“Elsewhere”) is running the model. Take over to use it here.',
      },
    });
    expect(log).toEqual([]);
    expect((await host.ensure(serverModel, options)).ok).toBe(true);
    await host.takeOver('Talk');
    expect((await host.ensure(localModel('a'), options)).ok).toBe(true);
  });

  it('is given back when the model runs elsewhere', async () => {
    const { host, leadership } = setUp();
    await host.ensure(localModel('a'), options);
    expect(leadership.leads).toBe(true);
    await host.ensure(serverModel, options);
    expect(leadership.leads).toBe(false);
  });

  it('unloads and says so when another tab takes over, in a load as in an answer', async () => {
    const { host, engines, leadership, log } = setUp();
    engines.wllama.quick = false;
    const loading = host.ensure(localModel('a'), options);
    await settle();
    await leadership.lose('Elsewhere');
    expect(await loading).toMatchObject({ ok: false, error: { kind: 'busy-other-tab' } });
    expect(host.state).toMatchObject({ kind: 'failed', error: { kind: 'busy-other-tab' } });

    engines.wllama.quick = true;
    await host.takeOver('Talk');
    const answering = host.generate(localModel('a'), request, asking());
    await settle();
    await leadership.lose('Elsewhere');
    expect(await answering).toMatchObject({ ok: false, error: { kind: 'busy-other-tab' } });
    expect(log.at(-1)).toBe('unload wllama');
  });

  it('does not matter to a server', async () => {
    const { host, engines, leadership } = setUp();
    const answering = host.generate(serverModel, request, asking());
    await settle();
    await leadership.lose('Elsewhere');
    expect(host.state.kind).toBe('ready');
    await engines.server.answer('Hi');
    expect((await answering).ok).toBe(true);
  });
});

describe('generating', () => {
  it('ends when another model is loaded', async () => {
    const { host } = setUp();
    const answering = host.generate(localModel('a'), request, asking());
    await settle();
    await host.ensure(serverModel, options);
    expect(await answering).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(host.state).toMatchObject({ kind: 'ready', model: { id: 'server' } });
  });

  it.each(['gpu-lost', 'worker-lost', 'out-of-memory'] as const)(
    'unloads after %s, and loads again when needed',
    async (kind) => {
      const { host, engines, log } = setUp();
      const answering = host.generate(localModel('a'), request, asking());
      await settle();
      await engines.wllama.fail(engineError(kind));
      expect(await answering).toMatchObject({ ok: false, error: { kind } });
      expect(host.state).toMatchObject({ kind: 'failed', model: { id: 'a' }, error: { kind } });
      await host.ensure(localModel('a'), options);
      expect(log).toEqual(['load a', 'generate', 'unload wllama', 'load a']);
    },
  );

  it('leaves the model loaded after an error of the request', async () => {
    const { host, engines } = setUp();
    const answering = host.generate(localModel('a'), request, asking());
    await settle();
    await engines.wllama.fail(engineError('context-overflow'));
    await answering;
    expect(host.state.kind).toBe('ready');
  });

  it('frees everything on unload', async () => {
    const { host, leadership, log } = setUp();
    const answering = host.generate(localModel('a'), request, asking());
    await settle();
    await host.unload();
    expect(await answering).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(log.at(-1)).toBe('unload wllama');
    expect(leadership.leads).toBe(false);
    expect(host.state).toEqual({ kind: 'empty' });
  });
});
