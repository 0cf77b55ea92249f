import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel, Model } from '../../../../src/domain/model.ts';
import { testDevice } from '../../../fixtures/download-thread.ts';
import { fakeMlcEntry, writeFakeMlcModel } from '../../../fixtures/fake-mlc-model.ts';
import { faultyServer, type Fault } from '../../../fixtures/faulty-fetch.ts';
import { startModelServer, type ModelServer } from '../../../fixtures/model-server.ts';
import { tinyGguf } from '../../../fixtures/tiny-gguf.ts';

const mebibyte = 2 ** 20;
const origin = 'https://models.invalid';
const url = `${origin}/tiny.gguf`;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Access {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  close(): void;
}

describe('a GGUF file that went wrong on the device', () => {
  const size = 20 * mebibyte + 12_345;
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 2_654_435_761) >>> 24;
  bytes.set(tinyGguf());

  async function installed() {
    const faults: Fault[] = [];
    const server = faultyServer(() => faults.shift() ?? { kind: 'none' });
    server.files.set(url, bytes);
    const device = testDevice({ fetch: server.fetch });
    const entry: CatalogueModel = fakeMlcEntry(`${origin}/`, {
      id: 'Tiny',
      engine: 'wllama',
      bytes: size,
      source: { gguf: [url] },
    });
    const brought = await device.newThread().download(entry, [origin], device.onProgress);
    if (!brought.ok) throw new Error(brought.error.sentence);
    const before = server.sent();
    const models = await (await device.files.root()).getDirectoryHandle('models');
    const folder = await models.getDirectoryHandle('Tiny');
    const change = async (work: (access: Access) => void) => {
      const handle = (await folder.getFileHandle('tiny.gguf')) as unknown as {
        createSyncAccessHandle(): Promise<Access>;
      };
      const access = await handle.createSyncAccessHandle();
      work(access);
      access.close();
    };
    const model: Model = brought.value;
    return {
      device,
      server,
      faults,
      folder,
      change,
      verify: () => device.newThread().verify(model, device.onProgress),
      repair: () => device.newThread().repair(model, entry, [origin], device.onProgress),
      fetched: () => server.sent() - before,
      stored: async () =>
        sha256(
          new Uint8Array(await (await (await folder.getFileHandle('tiny.gguf')).getFile()).arrayBuffer()),
        ),
    };
  }

  it('is found whole where nothing went wrong, without the network', async () => {
    const { verify, fetched } = await installed();
    expect(await verify()).toEqual({ ok: true, value: { wrong: [], bytes: size } });
    expect(fetched()).toBe(0);
  });

  it.each([
    ['in the first block', [100], 8],
    ['in the last, partial block', [size - 1], 8],
    ['in two blocks', [9 * mebibyte, 17 * mebibyte], 16],
  ])('is told wrong, and only what is wrong is fetched again: %s', async (_title, places, mostMebibytes) => {
    const { change, verify, repair, fetched, stored } = await installed();
    await change((access) => {
      for (const at of places) access.write(new Uint8Array([(bytes[at] ?? 0) ^ 1]), { at });
    });
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: ['tiny.gguf'] } });
    expect(await repair()).toMatchObject({ ok: true });
    expect(await stored()).toBe(sha256(bytes));
    expect(fetched()).toBeLessThanOrEqual(mostMebibytes * mebibyte);
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: [] } });
  });

  it('is held to the hash that it had when it arrived, where the catalogue names none', async () => {
    const { change, repair, server } = await installed();
    const other = bytes.slice();
    other[size - 2] = (other[size - 2] ?? 0) ^ 1;
    server.files.set(url, other);
    await change((access) => access.write(new Uint8Array([(bytes[size - 1] ?? 0) ^ 1]), { at: size - 1 }));
    expect(await repair()).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
  });

  it('is fetched anew where it is cut off, gone, or where the server gives no parts', async () => {
    const world = await installed();
    const { change, verify, repair, stored, folder, faults } = world;
    await change((access) => access.truncate(5 * mebibyte));
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: ['tiny.gguf'] } });
    expect(await repair()).toMatchObject({ ok: true });
    expect(await stored()).toBe(sha256(bytes));
    await folder.removeEntry('tiny.gguf');
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: ['tiny.gguf'] } });
    expect(await repair()).toMatchObject({ ok: true });
    expect(await stored()).toBe(sha256(bytes));
    await change((access) => access.write(new Uint8Array([1, 2, 3]), { at: 9 * mebibyte }));
    faults.push({ kind: 'whole' });
    expect(await repair()).toMatchObject({ ok: true });
    expect(await stored()).toBe(sha256(bytes));
  });
});

describe('an MLC model that went wrong on the device', () => {
  let folder: string;
  let server: ModelServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assent-repair-'));
    server = await startModelServer(folder);
  });

  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('is told wrong file by file, and only those are fetched again', async () => {
    const written = await writeFakeMlcModel(folder);
    const device = testDevice();
    const entry = fakeMlcEntry(server.url);
    const { origin: allowed } = new URL(server.url);
    const brought = await device.newThread().download(entry, [allowed], device.onProgress);
    if (!brought.ok) throw new Error(brought.error.sentence);
    const verify = () => device.newThread().verify(brought.value, device.onProgress);
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: [] } });

    const cache = await device.caches.open('webllm/model');
    const [first = '', second = ''] = written.shards.map((path) => server.url + path);
    const good = await cache.match(first);
    await cache.put(first, new Response('other bytes', { headers: good?.headers ?? {} }));
    await cache.delete(second);
    expect(await verify()).toMatchObject({
      ok: true,
      value: { wrong: [first, second].map((path) => path.split('/').at(-1)) },
    });
    server.requests.length = 0;
    const repaired = await device.newThread().repair(brought.value, entry, [allowed], device.onProgress);
    expect(repaired).toMatchObject({ ok: true });
    expect(server.requests.toSorted()).toEqual(written.shards.slice(0, 2).toSorted());
    expect(await verify()).toMatchObject({ ok: true, value: { wrong: [] } });
  });
});
