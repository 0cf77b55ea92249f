import { describe, expect, it } from 'vitest';
import { readGgufHeader } from '../../../../src/engine/gguf.ts';
import { microModel } from '../../../../src/engine/worker/micro-model.ts';
import { createDeviceMeasure } from '../../../../src/engine/worker/wllama-measure.ts';
import { FakeWllama, type FakePlace } from '../../../fixtures/fake-wllama.ts';

function setUp(places: { cpu: FakePlace[]; gpu: FakePlace[] }) {
  const started: FakeWllama[] = [];
  const measure = createDeviceMeasure({
    startRuntime: async () => {
      const at = started.length;
      const of = (list: FakePlace[]) => list[at] ?? list.at(-1) ?? { tokens: [] };
      const fake = new FakeWllama({ cpu: of(places.cpu), gpu: of(places.gpu) });
      started.push(fake);
      return fake.asRuntime();
    },
    gpuBandwidth: async () => 100e9,
  });
  return { measure, started };
}

const quick = { tokens: ['a', 'b'], tokensPerSecond: 100 };
const slow = { tokens: ['a', 'b'], tokensPerSecond: 50 };

describe('the micro model', () => {
  it('is a whole GGUF file of about 16 MB per layer', async () => {
    const [one, three] = [microModel(1), microModel(3)];
    const header = await readGgufHeader(one.file, 'micro.gguf');
    expect(header).toMatchObject({ ok: true, value: { name: 'Device check', contextLength: 1024 } });
    expect(one.weightBytes).toBe(one.file.size);
    expect(one.weightBytes).toBeLessThan(18e6);
    expect((three.weightBytes - one.weightBytes) / 2).toBeCloseTo(16e6, -6);
  });

  it('is the same each time', async () => {
    const [one, other] = await Promise.all([microModel(1).file.bytes(), microModel(1).file.bytes()]);
    expect(Buffer.compare(one, other)).toBe(0);
  });
});

describe('a trial', () => {
  it('measures two sizes on the processor, and frees both', async () => {
    const { measure, started } = setUp({ cpu: [quick, slow], gpu: [] });
    const made = await measure.measure('processor', 3);
    const bytes = microModel(3).weightBytes - microModel(1).weightBytes;
    expect(made).toMatchObject({ ok: true, value: { bytesPerSecond: bytes / 0.01 } });
    expect(started.map(({ exited, place, loaded }) => [exited, place, loaded?.n_threads])).toEqual([
      [true, 'cpu', 3],
      [true, 'cpu', 3],
    ]);
    // Practice before what counts, and longer for a quicker device.
    expect(started[0]?.requests.map(({ max_tokens }) => max_tokens)).toEqual([4, 20, 30, 30, 30]);
  });

  it('measures them on the graphics processor', async () => {
    const { measure, started } = setUp({ cpu: [], gpu: [quick, slow] });
    expect((await measure.measure('graphics-file', 2)).ok).toBe(true);
    expect(started.map(({ place }) => place)).toEqual(['gpu', 'gpu']);
  });

  it('fails as data, and frees what it took', async () => {
    const { measure, started } = setUp({ cpu: [], gpu: [{ tokens: [], loadError: { message: 'no' } }] });
    expect(await measure.measure('graphics-file', 2)).toMatchObject({ ok: false });
    expect(started.map(({ exited }) => exited)).toEqual([true]);
  });

  it('takes the pace of the graphics processor as it is', async () => {
    const { measure, started } = setUp({ cpu: [], gpu: [] });
    expect(await measure.measure('graphics', 1)).toEqual({
      ok: true,
      value: { bytesPerSecond: 100e9, tokenMs: 0 },
    });
    expect(started).toEqual([]);
  });
});
