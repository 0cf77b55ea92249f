import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel } from '../../../../src/domain/model.ts';
import { cachedPaths, testDevice } from '../../../fixtures/download-thread.ts';
import { fakeMlcEntry, writeFakeMlcModel, type FakeMlcModel } from '../../../fixtures/fake-mlc-model.ts';
import { startModelServer, type ModelServer } from '../../../fixtures/model-server.ts';

let folder: string;
let server: ModelServer;
let model: FakeMlcModel;
let entry: CatalogueModel;
let device: ReturnType<typeof testDevice>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-mlc-'));
  model = await writeFakeMlcModel(folder);
  server = await startModelServer(folder);
  entry = fakeMlcEntry(server.url);
  device = testDevice();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const download = (more: Partial<CatalogueModel> = {}, allowed = [new URL(server.url).origin]) =>
  device.newThread().download({ ...entry, ...more }, allowed, device.onProgress);

const shards = ['resolve/main/params_shard_0.bin', 'resolve/main/params_shard_1.bin'];
const whole = {
  'webllm/config': ['resolve/main/mlc-chat-config.json'],
  'webllm/model': [...shards, 'resolve/main/tensor-cache.json', 'resolve/main/tokenizer.json'],
  'webllm/wasm': ['library.wasm'],
};

describe('downloading an MLC model', () => {
  it('fills the caches of web-llm with what was served', async () => {
    const result = await download();
    expect(result).toEqual({
      ok: true,
      value: {
        id: entry.id,
        name: 'Fake 1B',
        context: 2048,
        engine: 'webllm',
        bytes: model.bytes,
        vramBytes: 1_000_000,
        source: entry.source,
      },
    });
    expect(await cachedPaths(device.caches, server.url)).toEqual(whole);
    const cache = await device.caches.open('webllm/model');
    const stored = await cache.match(new Request(`${server.url}${shards[0]}`));
    expect(stored?.status).toBe(200);
    expect(Buffer.from((await stored?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(
      await readFile(join(folder, shards[0] ?? '')),
    );
    await device.recorded(entry.id);
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('tells progress in bytes, forward only, up to the whole', async () => {
    await download({ bytes: 400_000 });
    const fractions = device.progress.map(({ fraction }) => fraction ?? -1);
    expect(fractions).toEqual([...fractions].sort((one, other) => one - other));
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    expect(device.progress.at(-1)?.bytes?.done).toBeGreaterThan(400_000);
  });

  it('finds the list of weights under its older name', async () => {
    const main = join(folder, 'resolve/main');
    await rename(join(main, 'tensor-cache.json'), join(main, 'ndarray-cache.json'));
    expect(await download()).toMatchObject({ ok: true });
    expect(await cachedPaths(device.caches, server.url)).toEqual(whole);
  });

  it.each([
    ['missing', { kind: 'missing' }, 'network', /“params_shard_1\.bin” is no longer at its address on 127/],
    ['forbidden', { kind: 'forbidden' }, 'network', /without signing in/],
    ['a server error', { kind: 'broken' }, 'network', /answered with an error/],
    ['cut', { kind: 'cut', after: 100_000, ranges: false }, 'network', /broke off/],
    ['too short', { kind: 'short', after: 100_000, ranges: false }, 'network', /broke off/],
    ['damaged', { kind: 'damaged' }, 'corrupt', /arrived damaged/],
  ] as const)(
    'says so when a shard is %s, and the next try goes on from there',
    async (_case, mishap, kind, sentence) => {
      server.fail(shards[1] ?? '', mishap);
      expect(await download()).toMatchObject({
        ok: false,
        error: { kind, sentence: expect.stringMatching(sentence) },
      });
      const left = await cachedPaths(device.caches, server.url);
      expect(left['webllm/model']).not.toContain(shards[1]);
      expect(await device.newThread().unfinished()).toMatchObject([{ model: entry }]);

      server.heal();
      server.requests.length = 0;
      expect(await download()).toMatchObject({ ok: true, value: { bytes: model.bytes } });
      expect(server.requests).not.toContain(shards[0]);
      expect(await cachedPaths(device.caches, server.url)).toEqual(whole);
    },
  );

  it('does not trust what was stored against another hash', async () => {
    await download();
    const bytes = await readFile(join(folder, shards[0] ?? ''));
    const right = createHash('sha256').update(bytes).digest('hex');
    server.requests.length = 0;
    expect(await download({ sha256: { 'params_shard_0.bin': right } })).toMatchObject({ ok: true });
    expect(server.requests).toContain(shards[0]);
    const wrong = await download({ sha256: { 'params_shard_0.bin': '0'.repeat(64) } });
    expect(wrong).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', detail: expect.stringContaining(right) },
    });
  });

  it('checks the library against the catalogue', async () => {
    const result = await download({ sha256: { 'library.wasm': '0'.repeat(64) } });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', sentence: expect.stringContaining('library.wasm') },
    });
  });

  it('refuses an address that this copy may not fetch from', async () => {
    const result = await download({}, ['https://huggingface.co', 'https://*.hf.co']);
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'unsupported', sentence: 'This copy may fetch models only from huggingface.co, hf.co.' },
    });
    expect(server.requests).toEqual([]);
  });

  it('refuses a redirect to a host that is not listed', async () => {
    const elsewhere = await startModelServer(folder);
    server.fail(shards[0] ?? '', { kind: 'redirect', to: `${elsewhere.url}${shards[0]}` });
    expect(await download()).toMatchObject({
      ok: false,
      error: { kind: 'unsupported', sentence: expect.stringContaining('only from 127.0.0.1') },
    });
    expect(await download({}, ['http://127.0.0.1:*'])).toMatchObject({ ok: true });
    await elsewhere.close();
  });

  it('knows a refusal by the policy from a broken connection', async () => {
    const fetch = async () => Promise.reject(new TypeError('Failed to fetch'));
    device = testDevice({ fetch, takePolicyViolation: async () => true });
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'unsupported' } });
    device = testDevice({ fetch });
    expect(await download()).toMatchObject({
      ok: false,
      error: { kind: 'network', sentence: expect.stringMatching(/^127\.0\.0\.1:\d+ could not be reached/) },
    });
  });

  it('says how much room is missing before it fetches anything', async () => {
    device = testDevice({ estimate: async () => ({ quota: 1_000e6, usage: 700e6 }) });
    expect(await download({ bytes: 900e6 })).toMatchObject({
      ok: false,
      error: {
        kind: 'quota',
        sentence: expect.stringContaining('“Fake 1B” needs 900 MB of storage, and 300 MB are free.'),
      },
    });
    expect(server.requests).toEqual([]);
  });

  it('says so when the disk fills up on the way, and goes on once there is room', async () => {
    device = testDevice({ room: 350_000 });
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'quota' } });
    expect((await cachedPaths(device.caches, server.url))['webllm/model']).not.toContain(shards[1]);
    device.files.setRoom(Number.POSITIVE_INFINITY);
    expect(await download()).toMatchObject({ ok: true });
    await device.recorded(entry.id);
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('stops when told, and is there to be gone on with or removed', async () => {
    server.fail(shards[0] ?? '', { kind: 'stuck' });
    const thread = device.newThread();
    const running = thread.download(entry, [new URL(server.url).origin], (progress) => {
      if ((progress.bytes?.done ?? 0) > 100_000) thread.stop();
    });
    expect(await running).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(await device.newThread().unfinished()).toMatchObject([{ model: entry, paused: true }]);
    await device.newThread().remove(entry, []);
    expect(device.files.paths()).toEqual(['models/']);
    expect(await cachedPaths(device.caches, server.url)).toEqual({
      'webllm/config': [],
      'webllm/model': [],
      'webllm/wasm': [],
    });
  });

  it('does not work on a model that another tab is fetching', async () => {
    device.held.add(entry.id);
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'busy-other-tab' } });
  });

  it.each([
    ['mlc-chat-config.json', '<!doctype html>'],
    ['tensor-cache.json', JSON.stringify({ records: [{ dataPath: '../../x', nbytes: 1 }] })],
  ])('refuses a %s that it cannot understand', async (name, text) => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(folder, 'resolve/main', name), text);
    expect(await download()).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', sentence: expect.stringContaining(name) },
    });
    // It is not found in the cache the next time.
    server.requests.length = 0;
    await download();
    expect(server.requests).toContain(`resolve/main/${name}`);
  });
});

describe('removing an MLC model', () => {
  it('takes its own files only, and asks no network', async () => {
    const result = await download();
    if (!result.ok) throw new Error(result.error.sentence);
    const other = {
      ...result.value,
      id: 'other',
      source: { model: `${server.url}other/`, model_lib: `${server.url}library.wasm` },
    };
    const cache = await device.caches.open('webllm/model');
    await cache.put(`${server.url}other/resolve/main/tensor-cache.json`, new Response('{}'));
    server.requests.length = 0;

    await device.newThread().remove(result.value, [{ ...other, engine: 'webllm', vramBytes: 1, bytes: 1 }]);
    expect(await cachedPaths(device.caches, server.url)).toEqual({
      'webllm/config': [],
      'webllm/model': ['other/resolve/main/tensor-cache.json'],
      'webllm/wasm': ['library.wasm'],
    });
    await device.newThread().remove(result.value, []);
    expect((await cachedPaths(device.caches, server.url))['webllm/wasm']).toEqual([]);
    expect(server.requests).toEqual([]);
  });
});
