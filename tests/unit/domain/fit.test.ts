import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fitOf, recommend as recommendEntry } from '../../../src/domain/fit.ts';
import type { CatalogueModel, DeviceFacts } from '../../../src/domain/model.ts';
import { desktop, strongGpu as gpu } from '../../fixtures/device-facts.ts';

const laptop: DeviceFacts = { ...desktop, memory: 8 * 2 ** 30, storageFree: 50e9 };
const phone: DeviceFacts = { ...laptop, memory: undefined, cores: 6, memoryTight: true };

const iphone: DeviceFacts = { ...phone, ios: true };

const webllm: CatalogueModel = {
  id: 'Some-1B-q4f16_1-MLC',
  name: 'Some 1B',
  engine: 'webllm',
  bytes: 700e6,
  vramBytes: 900e6,
  context: 4096,
  license: 'MIT',
  languages: ['en'],
  requires: ['shader-f16'],
  source: { model: 'https://example.com/m/', model_lib: 'https://example.com/m.wasm' },
  note: '',
};
const wllama: CatalogueModel = {
  ...webllm,
  id: 'some-1b-gguf',
  engine: 'wllama',
  bytes: 400e6,
  requires: [],
  source: { gguf: ['https://example.com/m.gguf'] },
};

describe('fitOf', () => {
  it.each<[string, CatalogueModel, DeviceFacts, string, RegExp]>([
    ['a model that suits', webllm, laptop, 'good', /^Runs well here\.$/],
    ['no WebGPU', webllm, { ...laptop, gpu: undefined }, 'no', /WebGPU/],
    [
      'no 16-bit shaders',
      webllm,
      { ...laptop, gpu: { ...gpu, f16: false } },
      'no',
      /^Will not run, because .*16-bit shaders\): choose the 32-bit/,
    ],
    [
      '16-bit only by its id',
      { ...webllm, requires: [] },
      { ...laptop, gpu: { ...gpu, f16: false } },
      'no',
      /16-bit/,
    ],
    [
      '16-bit only as declared',
      { ...webllm, id: 'plain' },
      { ...laptop, gpu: { ...gpu, f16: false } },
      'no',
      /16-bit/,
    ],
    [
      'the 32-bit twin',
      { ...webllm, id: 'Some-1B-q4f32_1-MLC', requires: [] },
      { ...laptop, gpu: { ...gpu, f16: false } },
      'good',
      /Runs well/,
    ],
    [
      'too little workgroup storage',
      webllm,
      { ...laptop, gpu: { ...gpu, maxComputeWorkgroupStorageSize: 32767 } },
      'no',
      /stronger graphics/,
    ],
    [
      'too few storage buffers',
      webllm,
      { ...laptop, gpu: { ...gpu, maxStorageBuffersPerShaderStage: 9 } },
      'no',
      /stronger graphics/,
    ],
    ['a software adapter', webllm, { ...laptop, gpu: { ...gpu, fallback: true } }, 'slow', /very slow/],
    [
      'a full disk',
      webllm,
      { ...laptop, storageFree: 100e6 },
      'no',
      /^Will not run, because it needs 700 MB of storage and only 100 MB is free/,
    ],
    ['storage that the browser hides', webllm, { ...laptop, storageFree: undefined }, 'good', /Runs well/],
    ['a phone, small model', webllm, phone, 'good', /Runs well/],
    [
      'a phone, larger model',
      { ...webllm, vramBytes: 1.4e9 },
      phone,
      'tight',
      /^Tight: needs about 1\.4 GB of memory, and phones may close the page\.$/,
    ],
    ['a phone, far too large', { ...webllm, vramBytes: 3.5e9 }, phone, 'no', /too much for a phone/],
    [
      'a phone that tells its memory',
      { ...webllm, vramBytes: 1.4e9 },
      { ...phone, memory: 12e9 },
      'good',
      /Runs well/,
    ],
    [
      'a small computer',
      { ...webllm, vramBytes: 2e9 },
      { ...laptop, memory: 4 * 2 ** 30 },
      'tight',
      /close other programs/,
    ],
    [
      'far too small a computer',
      { ...webllm, vramBytes: 3.6e9 },
      { ...laptop, memory: 4 * 2 ** 30 },
      'no',
      /more than this device/,
    ],
    ['memory at what browsers report at most', { ...webllm, vramBytes: 8e9 }, laptop, 'tight', /8\.0 GB/],
    ['the processor', wllama, { ...laptop, gpu: undefined }, 'good', /^Runs well here, on the processor\.$/],
    ['the processor, larger model', { ...wllama, bytes: 1.1e9 }, laptop, 'slow', /slower than/],
    [
      'the processor without threads',
      wllama,
      { ...laptop, crossOriginIsolated: false },
      'slow',
      /few processor cores/,
    ],
    ['one file over 2 GB', { ...wllama, bytes: 2.3e9 }, laptop, 'no', /larger than the 2 GB/],
    [
      'the same in two files',
      { ...wllama, bytes: 2.3e9, source: { gguf: ['a', 'b'] } },
      laptop,
      'slow',
      /slower than/,
    ],
    ['an iPhone, small model', webllm, iphone, 'good', /Runs well/],
    ['an iPhone, larger model', { ...webllm, vramBytes: 1.4e9 }, iphone, 'tight', /^Tight: .*1\.4 GB/],
    [
      'an iPhone, over what it allows a page',
      { ...webllm, vramBytes: 1.6e9 },
      { ...iphone, memory: 12e9 },
      'no',
      /^Will not run, because it needs about 1\.6 GB of memory, and iPhones and iPads close a page near 1\.5 GB\.$/,
    ],
    ['an Adreno', webllm, { ...phone, gpu: { ...gpu, adreno: true } }, 'tight', /^Tight: .*Adreno.*safer/],
    ['an Adreno, without it', wllama, { ...phone, gpu: { ...gpu, adreno: true } }, 'good', /processor/],
    ['Firefox', webllm, { ...laptop, firefox: true }, 'tight', /^Tight: Firefox .*check this device/],
    ['Firefox without WebGPU', webllm, { ...laptop, firefox: true, gpu: undefined }, 'no', /WebGPU/],
  ])('judges %s', (_name, model, device, level, sentence) => {
    const fit = fitOf(model, device);
    expect(fit.level).toBe(level);
    expect(fit.sentence).toMatch(sentence);
    expect(fit.sentence).toMatch(/^[A-Z][^\n]*\.$/);
  });
});

const recommend = (models: CatalogueModel[], device: DeviceFacts) =>
  recommendEntry(models.map((model) => ({ model, fit: fitOf(model, device) })))?.model;

describe('recommend', () => {
  const { models } = JSON.parse(readFileSync('public/models.json', 'utf8')) as { models: CatalogueModel[] };
  const pick = (device: DeviceFacts) => recommend(models, device);

  it('picks the largest that suits and is soon there', () => {
    const best = pick(laptop);
    if (best === undefined) throw new Error('nothing was recommended');
    expect(best.engine).toBe('webllm');
    expect(best.bytes).toBeLessThan(1.2e9);
    const better = models.filter(
      (model) => model.engine === 'webllm' && model.bytes <= 1.2e9 && model.bytes > best.bytes,
    );
    expect(better.filter((model) => fitOf(model, laptop).level === 'good')).toEqual([]);
  });

  it('prefers the twin that takes less memory, and the other where it must', () => {
    expect(pick(laptop)?.id).toMatch(/f16/);
    expect(pick({ ...laptop, gpu: { ...gpu, f16: false } })?.id).toMatch(/f32/);
  });

  it('stays on the processor without a graphics processor, or with a software one', () => {
    expect(pick({ ...laptop, gpu: undefined })?.engine).toBe('wllama');
    expect(pick({ ...laptop, gpu: { ...gpu, fallback: true } })?.engine).toBe('wllama');
  });

  it('picks something small for a phone', () => {
    const best = pick(phone);
    expect(best && fitOf(best, phone).level).toBe('good');
    expect(best?.vramBytes).toBeLessThan(1.2e9);
  });

  it('picks one that answers soon where all are slow', () => {
    const best = pick({ ...laptop, gpu: undefined, cores: 2 });
    expect(best?.engine).toBe('wllama');
    expect(best?.bytes).toBeLessThan(0.5e9);
  });

  it('falls back to the smallest that is slow, then to the smallest that is tight', () => {
    const slow = [wllama, { ...wllama, id: 'larger', vramBytes: 2e9 }];
    const old = { ...laptop, gpu: undefined, cores: 2 };
    expect(recommend(slow, old)?.id).toBe(wllama.id);
    expect(recommend([{ ...webllm, vramBytes: 1.4e9 }], phone)).toBeDefined();
  });

  it('prefers a model for the processor where graphics are known to fail', () => {
    expect(pick({ ...laptop, firefox: true })?.engine).toBe('wllama');
    expect(pick({ ...phone, gpu: { ...gpu, adreno: true } })?.engine).toBe('wllama');
  });

  it('follows the engine that proved quicker', () => {
    const entries = models.map((model) => ({ model, fit: fitOf(model, laptop) }));
    expect(recommendEntry(entries, 'wllama')?.model.engine).toBe('wllama');
    expect(recommendEntry(entries, 'webllm')?.model.engine).toBe('webllm');
  });

  it('recommends nothing where nothing can run', () => {
    expect(pick({ ...laptop, storageFree: 1e6 })).toBeUndefined();
    expect(recommend([], laptop)).toBeUndefined();
  });
});
