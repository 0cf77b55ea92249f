import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestGgufBytes, readGgufHeader, readGgufStart } from '../../../src/engine/gguf.ts';
import { tinyGguf } from '../../fixtures/tiny-gguf.ts';

const small = () => tinyGguf({ context: 256 });

const check = (bytes: BlobPart) => readGgufHeader(new Blob([bytes]), 'model.gguf');

/** A file of any size that costs nothing: only its start has bytes. */
function sparse(bytes: Uint8Array<ArrayBuffer>, size: number): Blob {
  const blob = new Blob([bytes]);
  return { size, slice: (from: number, to: number) => blob.slice(from, to) } as Blob;
}

async function sentenceOf(bytes: BlobPart): Promise<string> {
  const result = await check(bytes);
  return result.ok ? 'no error' : `${result.error.kind}: ${result.error.sentence}`;
}

describe('readGgufStart', () => {
  it('reads the name and the context from the first bytes alone', async () => {
    const { buffer } = tinyGguf({ context: 512, name: 'Begun' });
    const told = { name: 'Begun', contextLength: 512 };
    expect(readGgufStart(buffer.slice(0, 2000))).toEqual(told);
    expect(readGgufStart(buffer)).toEqual(told);
    expect(readGgufStart(buffer.slice(0, 30))).toEqual({ name: undefined, contextLength: undefined });
    expect(readGgufStart(new TextEncoder().encode('<!doctype html>').buffer)).toBeUndefined();
  });
});

describe('readGgufHeader', () => {
  it('reads what the header says, and finds the file whole to the byte', async () => {
    expect(await check(small())).toEqual({
      ok: true,
      value: {
        name: 'Tiny test model',
        contextLength: 256,
        split: undefined,
        tensors: 12,
      },
    });
  });

  it('refuses what is no GGUF', async () => {
    expect(await sentenceOf('<!doctype html><title>404</title>')).toBe(
      'corrupt: “model.gguf” is not a GGUF model file.',
    );
    expect(await sentenceOf('')).toBe('corrupt: “model.gguf” is not a GGUF model file.');
    expect(await sentenceOf('GG')).toBe('corrupt: “model.gguf” is not a GGUF model file.');
  });

  it('says how large a cut file should have been', async () => {
    const bytes = small();
    expect(await sentenceOf(bytes.slice(0, -1))).toBe(
      `corrupt: “model.gguf” is incomplete: it should be at least ${bytes.byteLength.toLocaleString('en')} bytes` +
        ` but is ${(bytes.byteLength - 1).toLocaleString('en')} bytes.`,
    );
    expect(await sentenceOf(bytes.slice(0, 1000))).toBe(
      'corrupt: “model.gguf” is incomplete: it ends before its header does.',
    );
  });

  it('refuses one file over 2 GB, and takes the largest one', async () => {
    const over = await readGgufHeader(sparse(small(), largestGgufBytes + 1), 'big.gguf');
    expect(over).toMatchObject({
      ok: false,
      error: {
        kind: 'unsupported',
        sentence: '“big.gguf” is too large: it is 2,147,483,648 bytes, and one file may have 2 GB at most.',
      },
    });
    expect(await readGgufHeader(sparse(small(), largestGgufBytes), 'big.gguf')).toMatchObject({ ok: true });
  });

  it.each([
    [1, 'unsupported: “model.gguf” has an outdated format (GGUF version 1). Look for a newer copy.'],
    [4, 'unsupported: “model.gguf” has an unknown GGUF version (4).'],
    [0x03000000, 'unsupported: “model.gguf” was made for another kind of processor.'],
  ])('refuses version %i', async (version, expected) => {
    const bytes = small();
    new DataView(bytes.buffer).setUint32(4, version, true);
    expect(await sentenceOf(bytes)).toBe(expected);
  });

  it('refuses counts that no file has, without reading on', async () => {
    for (const offset of [8, 16]) {
      const bytes = small();
      new DataView(bytes.buffer).setBigUint64(offset, 2n ** 60n, true);
      expect(await sentenceOf(bytes)).toBe('corrupt: “model.gguf” is damaged.');
    }
  });

  it('names a part of a split model', async () => {
    const part = tinyGguf({ extra: { 'split.no': 1, 'split.count': 3 } });
    expect(await check(part)).toMatchObject({ ok: true, value: { split: { part: 2, parts: 3 } } });
  });

  it('refuses an addition that is no model of its own', async () => {
    expect(await sentenceOf(tinyGguf({ extra: { 'general.type': 'adapter' } }))).toBe(
      'unsupported: “model.gguf” holds only an addition to a model, not a model that can answer.',
    );
  });

  it('refuses every truncation', async () => {
    const bytes = small();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.byteLength - 1 }), async (length) => {
        const result = await check(bytes.slice(0, length));
        expect(result).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
      }),
      { numRuns: 300 },
    );
  });

  it('answers for any bytes and any damage, quickly', async () => {
    const valid = small();
    const garbage = fc.uint8Array({ maxLength: 2000 });
    const behindMagic = garbage.map((rest) => new Uint8Array([0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0, ...rest]));
    const damaged = fc
      .array(fc.tuple(fc.integer({ min: 4, max: 4000 }), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((changes) => {
        const bytes = valid.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(garbage, behindMagic, damaged), async (bytes) => {
        const started = performance.now();
        const result = await check(bytes as Uint8Array<ArrayBuffer>);
        if (!result.ok) expect(['corrupt', 'unsupported']).toContain(result.error.kind);
        expect(performance.now() - started).toBeLessThan(1000);
      }),
      { numRuns: 500 },
    );
  });
});
