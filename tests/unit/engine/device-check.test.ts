import { describe, expect, it } from 'vitest';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { Trial } from '../../../src/domain/expected-speed.ts';
import type { DeviceFacts } from '../../../src/domain/model.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { createDeviceChecker } from '../../../src/engine/device-check.ts';
import { desktop, strongGpu as gpu } from '../../fixtures/device-facts.ts';
import { FakeWorker } from '../../fixtures/fake-worker.ts';

const pace = { bytesPerSecond: 1e9, tokenMs: 1 };

function setUp(
  facts: DeviceFacts,
  measure: (trial: Trial, threads: number) => unknown = () => success(pace),
) {
  const asked: [Trial, number][] = [];
  const told: [Trial, number][] = [];
  const controller = new AbortController();
  const checker = createDeviceChecker({
    startWorker: () =>
      new FakeWorker({
        measure: (trial: Trial, threads: number) => {
          asked.push([trial, threads]);
          return measure(trial, threads);
        },
      }).asWorker(),
    device: { facts: () => Promise.resolve(facts) },
    workerUrl: 'wllama.js',
  });
  const check = () =>
    checker.check({
      onTrial: (trial, fraction) => void told.push([trial, fraction]),
      signal: controller.signal,
    });
  return { check, asked, told, controller };
}

describe('a device check', () => {
  it('tries each place, in threads as a model would have them, and says how far it is', async () => {
    const { check, asked, told } = setUp(desktop);
    expect(await check()).toEqual(success({ processor: pace, 'graphics-file': pace, graphics: pace }));
    expect(asked).toEqual([
      ['processor', 4],
      ['graphics-file', 4],
      ['graphics', 4],
    ]);
    expect(told.map(([trial, fraction]) => [trial, Math.round(fraction * 100)])).toEqual([
      ['processor', 0],
      ['graphics-file', 33],
      ['graphics', 67],
    ]);
  });

  it.each<[string, DeviceFacts, Trial[]]>([
    ['no graphics', { ...desktop, gpu: undefined }, ['processor']],
    ['no 16-bit shaders', { ...desktop, gpu: { ...gpu, f16: false } }, ['processor', 'graphics']],
    ['a software adapter', { ...desktop, gpu: { ...gpu, f16: false, fallback: true } }, ['processor']],
    ['Firefox', { ...desktop, firefox: true }, ['processor', 'graphics']],
    [
      'graphics that web-llm cannot use',
      { ...desktop, gpu: { ...gpu, maxStorageBuffersPerShaderStage: 8 } },
      ['processor', 'graphics-file'],
    ],
  ])('leaves out what cannot be with %s', async (_name, facts, trials) => {
    const { check, asked } = setUp(facts);
    await check();
    expect(asked.map(([trial]) => trial)).toEqual(trials);
  });

  it('keeps what succeeded', async () => {
    const { check } = setUp(desktop, (trial) =>
      trial === 'processor' ? success(pace) : failure(engineError('gpu-lost')),
    );
    expect(await check()).toEqual(success({ processor: pace }));
  });

  it('fails in words where nothing succeeded, and says so where its part is not here', async () => {
    const broken = setUp(desktop, () => failure(engineError('corrupt')));
    expect(await broken.check()).toMatchObject({
      error: { sentence: 'This device could not be measured. Try again.' },
    });
    const away = setUp(desktop, () => failure(engineError('network', 'Connect once.')));
    expect(await away.check()).toMatchObject({ error: { sentence: 'Connect once.' } });
  });

  it('ends at once when it is stopped', async () => {
    const { check, asked, controller } = setUp(desktop, () => {
      queueMicrotask(() => controller.abort());
      return new Promise(() => {});
    });
    expect(await check()).toMatchObject({ error: { kind: 'aborted' } });
    expect(asked).toHaveLength(1);
  });
});
