import { describe, expect, it } from 'vitest';
import type { DeviceFacts, Model } from '../../../src/domain/model.ts';
import { createGpuVerdicts } from '../../../src/engine/wllama-gpu-verdicts.ts';
import { createWllamaEngine } from '../../../src/engine/wllama.ts';
import { desktop, strongGpu as gpu } from '../../fixtures/device-facts.ts';
import { FakeWorker } from '../../fixtures/fake-worker.ts';

const onGpu = { ok: true, value: { place: 'gpu' } };

function setUp(change: Partial<DeviceFacts>, loaded: unknown = onGpu, wasm = true) {
  const facts: DeviceFacts = { ...desktop, ...change };
  const stored = new Map<string, string>();
  const verdicts = createGpuVerdicts({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  const seen: { request: Record<string, unknown>; verdict: string | undefined }[] = [];
  const engine = createWllamaEngine({
    startWorker: () =>
      new FakeWorker({
        load: (request: Record<string, unknown>) => {
          seen.push({ request, verdict: verdicts.read(key) });
          return loaded;
        },
      }).asWorker(),
    device: { facts: () => Promise.resolve(facts) },
    verdicts,
    // Node 20 has no 64-bit memory.
    validateWasm: () => wasm,
  });
  return { engine, verdicts, seen };
}

const key = 'tiny on acme one';
const files = [{ name: 'tiny.gguf', bytes: 1 }];
const model: Model = { id: 'tiny', name: 'Tiny', engine: 'wllama', context: 512, bytes: 1, files };
const options = { onProgress: () => {}, signal: new AbortController().signal };

describe('createWllamaEngine', () => {
  it('says so where WebAssembly cannot do what llama.cpp needs', async () => {
    const { engine, seen } = setUp({}, onGpu, false);
    expect((await engine.probe()).usable).toBe(false);
    expect(await engine.load(model, options)).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    expect(seen).toEqual([]);
  });

  it.each([
    [{ cores: 8 }, 4],
    [{ cores: 2 }, 1],
    [{ cores: 64 }, 8],
    [{ cores: 8, crossOriginIsolated: false }, 1],
  ])('on %o uses %i threads', async (change, threads) => {
    const { engine, seen } = setUp({ ...change, gpu: undefined });
    await engine.load(model, options);
    expect(seen[0]?.request).toEqual({ modelId: 'tiny', files, context: 512, threads, gpu: 'no' });
    await engine.unload();
  });

  it('tries an unknown graphics processor once, and remembers the verdict', async () => {
    const { engine, verdicts, seen } = setUp({});
    await engine.load(model, options);
    // What the next start would find if the page died in the test.
    expect(seen[0]).toMatchObject({ request: { gpu: 'try' }, verdict: 'cpu' });
    expect(verdicts.read(key)).toBe('gpu');
    await engine.load(model, options);
    expect(seen[1]?.request['gpu']).toBe('yes');
    await engine.unload();
  });

  it('keeps to the processor once that proved better', async () => {
    const { engine, seen } = setUp({}, { ok: true, value: { place: 'cpu' } });
    await engine.load(model, options);
    await engine.load(model, options);
    expect(seen.map(({ request }) => request['gpu'])).toEqual(['try', 'no']);
    await engine.unload();
  });

  it('draws no conclusion from a load that failed for another reason', async () => {
    const corrupt = { ok: false, error: { kind: 'corrupt', sentence: '' } };
    const { engine, verdicts } = setUp({}, corrupt);
    expect(await engine.load(model, options)).toMatchObject(corrupt);
    expect(verdicts.read(key)).toBeUndefined();
  });

  it('does not try a graphics processor without 16-bit floats', async () => {
    const { engine, seen, verdicts } = setUp({ gpu: { ...gpu, f16: false } });
    await engine.load(model, options);
    expect([seen[0]?.request['gpu'], verdicts.read(key)]).toEqual(['no', undefined]);
    await engine.unload();
  });

  it('says on how many cores it runs', async () => {
    expect(await setUp({}).engine.probe()).toEqual({
      usable: true,
      sentence: 'Runs on 4 cores of the processor.',
    });
  });

  it.each(['gpu-lost', 'out-of-memory'] as const)('goes to the processor after %s there', async (kind) => {
    const broken = { ok: false, error: { kind, sentence: '' } };
    const { engine, seen } = setUp({}, broken);
    expect(await engine.load(model, options)).toMatchObject(broken);
    await engine.load(model, options);
    expect(seen.map(({ request }) => request['gpu'])).toEqual(['try', 'no']);
  });
});
