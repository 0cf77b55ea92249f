import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PickedFile } from '../../../../src/domain/ports.ts';
import { testDevice } from '../../../fixtures/download-thread.ts';
import { tinyGguf, tinyGgufParts } from '../../../fixtures/tiny-gguf.ts';

let device: ReturnType<typeof testDevice>;

beforeEach(() => {
  device = testDevice();
});

const parts = tinyGgufParts(3);
const nameOf = (place: number, stem = 'tiny') => `${stem}-0000${place + 1}-of-00003.gguf`;
const part = (place: number, stem?: string): PickedFile => {
  const name = nameOf(place, stem);
  return { path: name, file: new File([parts[place] ?? ''], name) };
};
const bring = (...files: PickedFile[]) => device.newThread().importFiles(files, device.onProgress);
const sha256 = (bytes: Uint8Array = new Uint8Array()) => createHash('sha256').update(bytes).digest('hex');
const litter = (path: string): PickedFile => ({ path, file: new File(['x'], path) });

describe('importing a split GGUF model', () => {
  it('keeps all parts, in order, under names that the runtime sorts by', async () => {
    const result = await bring(part(2), part(0), part(1));
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: expect.stringMatching(/^imported-tiny-test-model-[0-9a-f]{12}$/),
        name: 'Tiny test model',
        context: 2048,
        engine: 'wllama',
        bytes: parts.reduce((sum, { length }) => sum + length, 0),
        files: parts.map((bytes, place) => ({
          name: nameOf(place, 'model'),
          bytes: bytes.length,
          sha256: sha256(bytes),
        })),
      },
    });
    const files = device.files.paths().filter((path) => path.endsWith('.gguf'));
    expect(files).toHaveLength(3);
    expect(device.progress.at(-1)?.fraction).toBeLessThanOrEqual(1);
  });

  it('has the same id whatever the order, and another one for other parts', async () => {
    const [one, other] = [await bring(part(0), part(1), part(2)), await bring(part(1), part(2), part(0))];
    expect(one).toEqual(other);
    const whole = await bring({ path: 'x.gguf', file: new File([tinyGguf()], 'x.gguf') });
    if (!one.ok || !whole.ok) throw new Error('refused');
    expect(whole.value.id).not.toBe(one.value.id);
  });

  it('says which part is missing, double or foreign, and stores nothing', async () => {
    expect(await bring(part(0), part(2))).toMatchObject({
      error: { kind: 'unsupported', sentence: expect.stringContaining('part 2 is missing') },
    });
    expect(await bring(part(0), part(1), part(1), part(2))).toMatchObject({
      error: { sentence: expect.stringContaining('both part 2 of 3') },
    });
    expect(await bring(part(0), part(1, 'other'), part(2))).toMatchObject({
      error: { sentence: expect.stringContaining('of another model') },
    });
    expect(device.files.paths()).toEqual(['models/']);
  });

  it('stores nothing where a part is damaged or the disk is full', async () => {
    const cut = new File([(parts[2] ?? new Uint8Array()).slice(0, -5000)], nameOf(2));
    expect(await bring(part(0), part(1), { path: cut.name, file: cut })).toMatchObject({
      error: { kind: 'corrupt', sentence: expect.stringContaining('incomplete') },
    });
    device = testDevice({ room: (parts[0]?.length ?? 0) + 100_000 });
    expect(await bring(part(0), part(1), part(2))).toMatchObject({ error: { kind: 'quota' } });
    expect(device.files.paths()).toEqual(['models/']);
  });
});

describe('a folder', () => {
  it('may hold a GGUF file beside its description and what systems leave there', async () => {
    const file = new File([tinyGguf()], 'tiny.gguf');
    const picked = [litter('f/.DS_Store'), litter('f/README.md'), { path: 'f/tiny.gguf', file }];
    expect(await bring(...picked)).toMatchObject({ ok: true, value: { engine: 'wllama' } });
  });

  it('without a model is refused in one sentence', async () => {
    expect(await bring(litter('f/a.jpg'), litter('f/b.jpg'))).toMatchObject({
      error: { sentence: 'There is no model in this: neither a GGUF file nor “mlc-chat-config.json”.' },
    });
    expect(await bring(litter('f/.git'))).toMatchObject({
      error: { sentence: 'There is no file in this.' },
    });
    expect(await bring(...Array.from({ length: 5001 }, (_, place) => litter(`f/${place}`)))).toMatchObject({
      error: { sentence: 'This folder holds too many files to be one model.' },
    });
  });
});
