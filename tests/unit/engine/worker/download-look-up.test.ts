import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDevice } from '../../../fixtures/download-thread.ts';
import { startModelServer, type ModelServer } from '../../../fixtures/model-server.ts';
import { tinyGguf, tinyGgufParts } from '../../../fixtures/tiny-gguf.ts';

let folder: string;
let server: ModelServer;
let device: ReturnType<typeof testDevice>;
const bytes = tinyGguf();
const parts = tinyGgufParts(2);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assent-address-'));
  await writeFile(join(folder, 'tiny.gguf'), bytes);
  await writeFile(join(folder, 'page.gguf'), '<!doctype html>');
  for (const [place, part] of parts.entries())
    await writeFile(join(folder, `cut-0000${place + 1}-of-00002.gguf`), part);
  server = await startModelServer(folder);
  device = testDevice();
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const allowed = () => [new URL(server.url).origin];
const lookUp = (name: string) => device.newThread().lookUp(`${server.url}${name}`, allowed());

describe('adding a model by its address', () => {
  it('tells its name, size and context, stores nothing, and can then be downloaded', async () => {
    const found = await lookUp('tiny.gguf');
    expect(found).toMatchObject({
      ok: true,
      value: {
        id: expect.stringMatching(/^added-Tiny-test-model-[0-9a-f]{12}$/),
        name: 'Tiny test model',
        bytes: bytes.length,
        context: 2048,
      },
    });
    expect(await lookUp('tiny.gguf')).toEqual(found);
    expect(device.files.paths()).toEqual(['models/']);
    if (!found.ok) return;
    const brought = await device.newThread().download(found.value, allowed(), device.onProgress);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(brought).toMatchObject({ ok: true, value: { files: [{ name: 'tiny.gguf', sha256 }] } });
  });

  it('finds all parts of a split model', async () => {
    const found = await lookUp('cut-00002-of-00002.gguf');
    const total = parts.reduce((sum, { length }) => sum + length, 0);
    expect(found).toMatchObject({ ok: true, value: { name: 'Tiny test model', bytes: total } });
    if (!found.ok) return;
    const brought = await device.newThread().download(found.value, allowed(), device.onProgress);
    expect(brought).toMatchObject({
      value: { files: [{ name: 'cut-00001-of-00002.gguf' }, { name: 'cut-00002-of-00002.gguf' }] },
    });
  });

  it('says where this copy may fetch from, without asking the other host', async () => {
    const result = await device
      .newThread()
      .lookUp('https://elsewhere.example/a.gguf', ['https://hub.example']);
    expect(result).toMatchObject({
      error: { kind: 'unsupported', sentence: 'This copy may fetch models only from hub.example.' },
    });
  });

  it.each([
    ['missing', 'is no longer at its address'],
    ['forbidden', 'without signing in, or before its licence is accepted there'],
    ['broken', 'answered with an error'],
    ['short', 'does not say how large'],
  ] as const)('says in one sentence what is wrong with a file that is %s', async (kind, sentence) => {
    server.fail('tiny.gguf', kind === 'short' ? { kind, after: 1e9 } : { kind });
    expect(await lookUp('tiny.gguf')).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining(sentence) },
    });
  });

  it('refuses what is no model file', async () => {
    expect(await lookUp('page.gguf')).toMatchObject({
      error: { kind: 'corrupt', sentence: '“page.gguf” is not a GGUF model file.' },
    });
    expect(await lookUp('page.html')).toMatchObject({ error: { kind: 'unsupported' } });
  });
});
