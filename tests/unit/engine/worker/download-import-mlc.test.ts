import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Model } from '../../../../src/domain/model.ts';
import type { PickedFile } from '../../../../src/domain/ports.ts';
import { readCachedModel } from '../../../../src/engine/worker/webllm-cache.ts';
import { cachedPaths, testDevice } from '../../../fixtures/download-thread.ts';
import { writeFakeMlcModel } from '../../../fixtures/fake-mlc-model.ts';

let whole: Record<string, Uint8Array<ArrayBuffer>>;
let device: ReturnType<typeof testDevice>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assent-folder-'));
  await writeFakeMlcModel(folder);
  whole = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    whole[entry.name] = new Uint8Array(await readFile(join(entry.parentPath, entry.name)));
  }
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  device = testDevice();
});

type Content = Record<string, Uint8Array<ArrayBuffer> | string>;

const pick = (content: Content, folder = 'Fake-1B-q4f32_1-MLC'): PickedFile[] =>
  Object.entries(content).map(([name, bytes]) => ({
    path: join(folder, name),
    file: new File([bytes], basename(name)),
  }));
const bring = (content: Content, folder?: string) =>
  device.newThread().importFiles(pick(content, folder), device.onProgress);
const without = (...names: string[]): Content =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)));
const text = (name: string) => new TextDecoder().decode(whole[name]);

const brought = async (content: Content = whole): Promise<Model & { engine: 'webllm' }> => {
  const result = await bring(content);
  if (!result.ok || result.value.engine !== 'webllm') throw new Error(JSON.stringify(result));
  return result.value;
};

const nothing = { 'webllm/config': [], 'webllm/model': [], 'webllm/wasm': [] };

describe('importing a folder in MLC format', () => {
  it('fills the caches under an address that leads nowhere, where web-llm finds all of it', async () => {
    const model = await brought();
    expect(model).toMatchObject({
      id: expect.stringMatching(/^imported-fake-1b-q4f32-1-mlc-\d+$/),
      name: 'Fake-1B-q4f32_1-MLC',
      context: 2048,
      bytes: Object.values(whole).reduce((sum, { length }) => sum + length, 0),
      source: { model: `https://imported.invalid/${model.id}/resolve/main/` },
    });
    expect(await cachedPaths(device.caches, model.source.model)).toEqual({
      'webllm/config': ['mlc-chat-config.json'],
      'webllm/model': ['params_shard_0.bin', 'params_shard_1.bin', 'tensor-cache.json', 'tokenizer.json'],
      'webllm/wasm': [model.source.model_lib],
    });
    expect(await readCachedModel(device.caches, model.source)).toMatchObject({ ok: true });
    const fractions = device.progress.map(({ fraction }) => fraction ?? -1);
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  });

  it('takes the list under its older name, the library from beside the model, and what else is published with it', async () => {
    const { 'library.wasm': library = '', ...inModel } = without('tensor-cache.json');
    const content = {
      'library.wasm': library,
      'resolve/main/ndarray-cache.json': text('tensor-cache.json'),
      'resolve/main/README.md': '# A model',
      'resolve/main/tokenizer_config.json': '{}',
      '.gitattributes': 'x',
      ...Object.fromEntries(Object.entries(inModel).map(([name, bytes]) => [`resolve/main/${name}`, bytes])),
    };
    const model = await brought(content);
    expect(model.name).toBe('Fake-1B-q4f32_1-MLC');
    expect(await readCachedModel(device.caches, model.source)).toMatchObject({ ok: true });
  });

  it('gives the same folder the same id, and has 16-bit numbers in it exactly where they are needed', async () => {
    const one = await brought();
    expect((await brought()).id).toBe(one.id);
    const f16 = { ...whole, 'mlc-chat-config.json': text('mlc-chat-config.json').replace('q4f32', 'q4f16') };
    expect((await brought(f16)).id).toMatch(/^imported-fake-1b-q4f32-1-mlc-f16-\d+$/);
    const named = await bring(whole, 'Other-q4f16_1');
    expect(named).toMatchObject({ value: { id: expect.not.stringContaining('f16') } });
  });

  it('is removed whole', async () => {
    const model = await brought();
    await device.newThread().remove(model, []);
    expect(await cachedPaths(device.caches, '')).toEqual(nothing);
    expect(device.files.paths()).toEqual(['models/']);
  });

  const ending = (bytes: Uint8Array<ArrayBuffer> = new Uint8Array()) => {
    const changed = bytes.slice();
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    return changed;
  };
  it.each<[string, () => Content, string]>([
    ['a missing shard', () => without('params_shard_1.bin'), 'This folder lacks “params_shard_1.bin”.'],
    [
      'a missing library and tokenizer',
      () => without('library.wasm', 'tokenizer.json'),
      'This folder lacks “tokenizer.json” and the compiled library (.wasm).',
    ],
    [
      'a missing list',
      () => without('tensor-cache.json', 'params_shard_0.bin', 'params_shard_1.bin'),
      'This folder lacks “tensor-cache.json”.',
    ],
    [
      'a missing configuration',
      () => without('mlc-chat-config.json'),
      'This folder lacks “mlc-chat-config.json”.',
    ],
    [
      'two libraries',
      () => ({ ...whole, 'second.wasm': '\0asm' }),
      '“second.wasm” is not of this model: take out what does not belong to it.',
    ],
    [
      'files of something else',
      () => ({ ...whole, 'params_shard_7.bin': 'x', 'cat.jpg': 'x' }),
      '“params_shard_7.bin” and “cat.jpg” are not of this model: take out what does not belong to it.',
    ],
    [
      'missing and foreign files',
      () => ({ ...without('params_shard_0.bin'), 'params_shard_9.bin': 'x' }),
      'This folder lacks “params_shard_0.bin”, and “params_shard_9.bin” is not of this model.',
    ],
    [
      'two models',
      () => ({ ...whole, 'other/mlc-chat-config.json': '{}' }),
      'This folder holds more than one model. Choose the folder of one.',
    ],
    [
      'a shard that is cut off',
      () => ({ ...whole, 'params_shard_0.bin': 'short' }),
      '“params_shard_0.bin” is damaged or of another model: it has 5 bytes instead of 300000.',
    ],
    [
      'a shard with a changed byte',
      () => ({ ...whole, 'params_shard_1.bin': ending(whole['params_shard_1.bin']) }),
      '“params_shard_1.bin” is damaged: its bytes are not those of its list.',
    ],
    ['no library', () => ({ ...whole, 'library.wasm': '<html>' }), '“library.wasm” is no compiled library.'],
    [
      'a configuration of something else',
      () => ({ ...whole, 'mlc-chat-config.json': '{"hello": 1}' }),
      '“mlc-chat-config.json” of this model cannot be understood.',
    ],
    [
      'a list that leads out of the folder',
      () => ({
        ...whole,
        'tensor-cache.json': text('tensor-cache.json').replace('params_shard_0', '../../x'),
      }),
      '“tensor-cache.json” of this model cannot be understood.',
    ],
  ])('says in one sentence what is wrong with %s, and stores nothing', async (_case, content, sentence) => {
    expect(await bring(content())).toMatchObject({ ok: false, error: { sentence } });
    expect(await cachedPaths(device.caches, '')).toEqual(nothing);
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('stores nothing where the storage is full or it is stopped, and leaves what was here before', async () => {
    const { caches } = device;
    let room = 3;
    const open: CacheStorage['open'] = async (name) => {
      const cache = await caches.open(name);
      const put: Cache['put'] = async (key, response) => {
        room -= 1;
        if (room < 0) throw new DOMException('full', 'QuotaExceededError');
        await cache.put(key, response);
      };
      return { ...cache, put } as Cache;
    };
    const full = testDevice({ caches: { ...caches, open } as CacheStorage });
    const bringTo = (there: typeof device) => there.newThread().importFiles(pick(whole), there.onProgress);
    expect(await bringTo(full)).toMatchObject({ error: { kind: 'quota' } });
    expect(await cachedPaths(caches, '')).toEqual(nothing);
    expect(full.files.paths()).toEqual(['models/']);

    const model = await brought();
    room = 3;
    expect(await bringTo(full)).toMatchObject({ error: { kind: 'quota' } });
    expect(await readCachedModel(caches, model.source)).toMatchObject({ ok: true });
    device = testDevice({ estimate: async () => ({ quota: 10, usage: 0 }) });
    expect(await bring(whole)).toMatchObject({ error: { kind: 'quota' } });
    const thread = device.newThread();
    thread.stop();
    expect(await thread.importFiles(pick(whole), device.onProgress)).toMatchObject({
      error: { kind: 'aborted' },
    });
  });
});
