import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueModel } from '../../../../src/domain/model.ts';
import { testDevice } from '../../../fixtures/download-thread.ts';
import { fakeMlcEntry } from '../../../fixtures/fake-mlc-model.ts';
import { startModelServer, type ModelServer } from '../../../fixtures/model-server.ts';
import { tinyGguf, writeTinyGguf } from '../../../fixtures/tiny-gguf.ts';

let folder: string;
let server: ModelServer;
let entry: CatalogueModel;
let device: ReturnType<typeof testDevice>;
let bytes: Buffer<ArrayBuffer>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-gguf-'));
  await writeTinyGguf(join(folder, 'tiny.gguf'));
  bytes = Buffer.from(await readFile(join(folder, 'tiny.gguf')));
  server = await startModelServer(folder);
  const hash = createHash('sha256').update(bytes).digest('hex');
  entry = fakeMlcEntry(server.url, {
    id: 'Tiny-GGUF',
    name: 'Tiny',
    engine: 'wllama',
    bytes: bytes.length,
    source: { gguf: [`${server.url}tiny.gguf`] },
    sha256: { 'tiny.gguf': hash },
  });
  device = testDevice();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const download = (more: Partial<CatalogueModel> = {}) =>
  device.newThread().download({ ...entry, ...more }, [new URL(server.url).origin], device.onProgress);

const storedBytes = async (id: string, name: string) => {
  const models = await (await device.files.root()).getDirectoryHandle('models');
  const file = await (await (await models.getDirectoryHandle(id)).getFileHandle(name)).getFile();
  return Buffer.from(await file.arrayBuffer());
};

describe('downloading a GGUF model', () => {
  it('stores the file under its own name', async () => {
    expect(await download()).toEqual({
      ok: true,
      value: {
        id: 'Tiny-GGUF',
        name: 'Tiny',
        context: 2048,
        engine: 'wllama',
        bytes: bytes.length,
        files: [{ name: 'tiny.gguf', bytes: bytes.length, sha256: entry.sha256?.['tiny.gguf'] }],
      },
    });
    await device.recorded('Tiny-GGUF');
    expect(device.files.paths()).toEqual([
      'models/',
      'models/Tiny-GGUF/',
      'models/Tiny-GGUF/tiny.gguf.sums',
      'models/Tiny-GGUF/tiny.gguf',
    ]);
    expect((await storedBytes('Tiny-GGUF', 'tiny.gguf')).equals(bytes)).toBe(true);
  });

  it.each([
    ['damaged', { kind: 'damaged' }, 'corrupt'],
    ['missing', { kind: 'missing' }, 'network'],
  ] as const)('keeps nothing of a file that is %s', async (_case, mishap, kind) => {
    server.fail('tiny.gguf', mishap);
    expect(await download()).toMatchObject({ ok: false, error: { kind } });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('gives up on a server that falls silent', async () => {
    device = testDevice({ silenceMs: 100 });
    server.fail('tiny.gguf', { kind: 'stuck' });
    const sentence = `${new URL(server.url).host} fell silent. Try again.`;
    expect(await download()).toMatchObject({ ok: false, error: { kind: 'network', sentence } });
    server.heal();
    expect(await download()).toMatchObject({ ok: true });
  });

  it('gives up on a server that never answers', async () => {
    const unanswered = (_: unknown, init?: RequestInit) =>
      new Promise<never>((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      );
    device = testDevice({ silenceMs: 100, fetch: unanswered });
    const result = await download();
    expect(result).toMatchObject({ error: { sentence: expect.stringContaining('fell silent') } });
  });

  it('looks into the file where the catalogue knows no hash', async () => {
    await writeFile(join(folder, 'tiny.gguf'), '<!doctype html>');
    const result = await download({ sha256: {} });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', sentence: expect.stringContaining('not a GGUF') },
    });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('uses again what an earlier try stored, once its bytes are checked', async () => {
    await download();
    server.requests.length = 0;
    expect(await download()).toMatchObject({ ok: true });
    expect(server.requests).toEqual([]);
    expect(device.progress.some(({ phase }) => phase === 'verify')).toBe(true);
    expect(await download({ sha256: { 'tiny.gguf': '0'.repeat(64) } })).toMatchObject({ ok: false });
    expect(server.requests).toEqual(['tiny.gguf']);
  });

  it('sweeps away what a killed import left', async () => {
    const models = await (await device.files.root()).getDirectoryHandle('models', { create: true });
    for (const name of ['killed', 'whole', 'busy']) {
      const stale = await models.getDirectoryHandle(name, { create: true });
      await stale.getFileHandle('a.part', { create: true });
      if (name === 'whole') await stale.getFileHandle('b.gguf', { create: true });
    }
    device.held.add('busy');
    await download();
    await device.recorded('Tiny-GGUF');
    expect(device.files.paths()).toEqual([
      'models/',
      'models/whole/',
      'models/whole/b.gguf',
      'models/busy/',
      'models/busy/a.part',
      'models/Tiny-GGUF/',
      'models/Tiny-GGUF/tiny.gguf.sums',
      'models/Tiny-GGUF/tiny.gguf',
    ]);
  });

  it('is removed with its folder, also twice', async () => {
    const result = await download();
    if (!result.ok) throw new Error(result.error.sentence);
    await device.newThread().remove(result.value, []);
    await device.newThread().remove(result.value, []);
    expect(device.files.paths()).toEqual(['models/']);
  });
});

describe('importing a file', () => {
  const importFile = (file: File) =>
    device.newThread().importFiles([{ path: file.name, file }], device.onProgress);
  const tinyFile = (name = 'tiny.gguf') => new File([bytes], name);

  it('copies it, names it by its header and bounds its context', async () => {
    const large = new File([tinyGguf({ context: 32_768, name: 'Größe  one\n' })], 'x.gguf');
    const result = await importFile(large);
    expect(result).toMatchObject({
      ok: true,
      value: {
        name: 'Größe one',
        context: 4096,
        engine: 'wllama',
        bytes: large.size,
        files: [{ name: 'model.gguf' }],
      },
    });
    if (!result.ok) return;
    expect(result.value.id).toMatch(/^imported-gro-e-one-[0-9a-f]{12}$/);
    expect(device.progress.at(0)).toMatchObject({ phase: 'read', fraction: 0 });
  });

  it('keeps the bytes, and gives the same file the same id', async () => {
    const [one, other] = [await importFile(tinyFile()), await importFile(tinyFile('again.gguf'))];
    if (!one.ok || !other.ok) throw new Error('refused');
    expect(other.value.id).toBe(one.value.id);
    expect((await storedBytes(one.value.id, 'model.gguf')).equals(bytes)).toBe(true);
    expect(device.files.paths().filter((path) => path.endsWith('.gguf'))).toHaveLength(1);
  });

  it('refuses what is no model, or only the start of one', async () => {
    expect(await importFile(new File(['hello'], 'holiday.gguf'))).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', sentence: '“holiday.gguf” is not a GGUF model file.' },
    });
    const path = join(folder, 'cut.gguf');
    await writeFile(path, bytes);
    await truncate(path, bytes.length - 1000);
    const cut = new File([await readFile(path)], 'cut.gguf');
    expect(await importFile(cut)).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', sentence: expect.stringContaining('incomplete') },
    });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('refuses what this device cannot hold', async () => {
    device = testDevice({ memory: 100_000 });
    expect(await importFile(tinyFile())).toMatchObject({
      ok: false,
      error: { kind: 'out-of-memory', sentence: expect.stringContaining('too large for this device') },
    });
    device = testDevice({ estimate: async () => ({ quota: 10, usage: 0 }) });
    expect(await importFile(tinyFile())).toMatchObject({ ok: false, error: { kind: 'quota' } });
    device = testDevice({ room: 10_000 });
    expect(await importFile(tinyFile())).toMatchObject({ ok: false, error: { kind: 'quota' } });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('stops when told', async () => {
    const thread = device.newThread();
    thread.stop();
    expect(await thread.importFiles([{ path: 'x', file: tinyFile() }], device.onProgress)).toMatchObject({
      error: { kind: 'aborted' },
    });
  });
});
