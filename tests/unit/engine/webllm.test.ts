import { describe, expect, it } from 'vitest';
import type { DeviceFacts, GpuFacts, Model } from '../../../src/domain/model.ts';
import { createWebllmEngine } from '../../../src/engine/webllm.ts';
import { desktop, strongGpu as gpu } from '../../fixtures/device-facts.ts';
import { FakeWorker } from '../../fixtures/fake-worker.ts';

function setUp(change: Partial<GpuFacts> | 'none' = {}) {
  const facts: DeviceFacts = {
    ...desktop,
    gpu: change === 'none' ? undefined : { ...gpu, ...change },
  };
  const requests: unknown[] = [];
  const engine = createWebllmEngine({
    startWorker: () =>
      new FakeWorker({
        load: (request: unknown) => {
          requests.push(request);
          return { ok: true };
        },
      }).asWorker(),
    device: { facts: () => Promise.resolve(facts) },
  });
  return { engine, requests };
}

const source = { model: 'https://models.invalid/m/', model_lib: 'https://models.invalid/m.wasm' };
const model = (id: string): Model => ({
  id,
  name: id,
  engine: 'webllm',
  context: 4096,
  bytes: 1,
  vramBytes: 1,
  source,
});
const options = { onProgress: () => {}, signal: new AbortController().signal };

describe('createWebllmEngine', () => {
  it('hands the worker what it needs', async () => {
    const { engine, requests } = setUp();
    expect(await engine.load(model('Qwen3-0.6B-q4f16_1-MLC'), options)).toEqual({
      ok: true,
      value: undefined,
    });
    expect(requests).toEqual([{ modelId: 'Qwen3-0.6B-q4f16_1-MLC', source, context: 4096 }]);
    await engine.unload();
  });

  it('names the 32-bit twin where 16-bit numbers are missing, and starts no worker', async () => {
    const { engine, requests } = setUp({ f16: false });
    expect(await engine.load(model('Qwen3-0.6B-q4f16_1-MLC'), options)).toMatchObject({
      ok: false,
      error: {
        kind: 'unsupported',
        sentence:
          'This graphics processor lacks 16-bit numbers, which this model needs. Choose its 32-bit version (“Qwen3-0.6B-q4f32_1-MLC”).',
      },
    });
    expect(requests).toEqual([]);
    expect(await engine.load(model('Qwen3-0.6B-q4f32_1-MLC'), options)).toMatchObject({ ok: true });
    await engine.unload();
  });

  it.each([
    ['no WebGPU', 'none' as const],
    ['little workgroup storage', { maxComputeWorkgroupStorageSize: 16384 }],
    ['8 storage buffers', { maxStorageBuffersPerShaderStage: 8 }],
    ['small buffers', { maxBufferSize: 2 ** 27 }],
  ])('is not usable with %s', async (_, change) => {
    const { engine } = setUp(change);
    expect((await engine.probe()).usable).toBe(false);
    const result = await engine.load(model('Qwen3-0.6B-q4f32_1-MLC'), options);
    expect(result).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
  });

  it('warns of a software adapter', async () => {
    expect(await setUp({ fallback: true }).engine.probe()).toMatchObject({ usable: true });
    expect((await setUp({ fallback: true }).engine.probe()).sentence).toContain('very slowly');
  });
});
