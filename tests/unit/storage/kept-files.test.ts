import { expect, it } from 'vitest';
import { modelPlaces } from '../../../src/engine/model-places.ts';
import type { Model } from '../../../src/domain/model.ts';
import { measureFiles } from '../../../src/storage/kept-files.ts';
import { memoryCaches } from '../../fixtures/memory-caches.ts';
import { memoryFiles } from '../../fixtures/memory-files.ts';

const file: Model = { id: 'a file', name: 'File', engine: 'wllama', context: 1, bytes: 1, files: [] };
const weights: Model = {
  id: 'weights',
  name: 'Weights',
  engine: 'webllm',
  context: 1,
  bytes: 1,
  vramBytes: 1,
  source: { model: 'https://models.test/weights', model_lib: 'https://models.test/weights.wasm' },
};

async function setUp(files: Record<string, number>, cached: Record<string, Record<string, Response>>) {
  const { root } = memoryFiles();
  for (const [path, bytes] of Object.entries(files)) {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    let folder = await root();
    for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true });
    const handle = await folder.getFileHandle(name, { create: true });
    const access = await (
      handle as unknown as {
        createSyncAccessHandle(): Promise<{
          write(bytes: Uint8Array, options: { at: number }): void;
          close(): void;
        }>;
      }
    ).createSyncAccessHandle();
    access.write(new Uint8Array(bytes), { at: 0 });
    access.close();
  }
  const caches = memoryCaches();
  for (const [name, responses] of Object.entries(cached)) {
    const cache = await caches.open(name);
    for (const [url, response] of Object.entries(responses)) await cache.put(url, response);
  }
  return measureFiles({ root, caches, profileId: 'me', modelOf: modelPlaces([file, weights]) });
}

const body = (bytes: number, headers: HeadersInit = {}) => new Response(new Uint8Array(bytes), { headers });

it('gives each file and each cached answer to what it belongs to', async () => {
  const measured = await setUp(
    {
      'models/a%20file/one.gguf': 1000,
      'models/a%20file/two.gguf': 500,
      'models/another/one.gguf.part': 70,
      'models/weights/download.json': 7,
      'workspace/me/files/notes/milk.md': 11,
      'workspace/me/trash/4': 13,
      'workspace/me/index-a.json': 17,
      'workspace/you/files/plan.txt': 19,
      sentinel: 23,
    },
    {
      'webllm/model': {
        'https://models.test/weights/resolve/main/shard.bin': body(2000),
        'https://models.test/other/resolve/main/shard.bin': body(300),
      },
      'webllm/wasm': { 'https://models.test/weights.wasm': body(40) },
      'assent-engines': { 'https://app.test/engine.wasm': body(600) },
      'workbox-precache-v2-https://app.test/': { 'https://app.test/index.js': body(80) },
      'assent-shared': { 'https://app.test/shared/1': body(3) },
    },
  );
  expect(measured).toEqual({
    models: { 'a file': 1500, weights: 2047 },
    unfinished: 370,
    files: 11,
    undo: 13,
    otherFiles: 19,
    app: 80,
    engines: 600,
    rest: 17 + 23 + 3,
  });
});

it('believes an announced length only where the body is kept as it was sent', async () => {
  const { app } = await setUp(
    {},
    {
      'workbox-precache': {
        'https://app.test/packed.js': body(90, { 'Content-Length': '30', 'Content-Encoding': 'gzip' }),
        'https://app.test/plain.js': body(10, { 'Content-Length': '10' }),
      },
    },
  );
  expect(app).toBe(100);
});

it('is all zero where nothing is', async () => {
  expect(await setUp({}, {})).toMatchObject({ models: {}, unfinished: 0, app: 0, rest: 0 });
});
