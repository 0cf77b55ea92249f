import { describe, expect, it } from 'vitest';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { Completion } from '../../../src/domain/generation.ts';
import type { DeviceChecker, DeviceCheckOptions } from '../../../src/domain/ports-device.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { catalogueModel, createWorld, localModel, settle } from './fakes.ts';

const paces = { processor: { bytesPerSecond: 4e9, tokenMs: 0 } };

const started = async (check: DeviceChecker['check'], options: Parameters<typeof createWorld>[0] = {}) => {
  const world = createWorld({ ...options, checker: { check } });
  await world.app.start();
  const deviceCheck = await world.app.deviceCheck.load();
  await settle();
  return { ...world, deviceCheck };
};

/** Ends like the real one when it is stopped, and never otherwise. */
const lasting = ({ onTrial, signal }: DeviceCheckOptions) => {
  onTrial('processor', 0);
  return new Promise<Awaited<ReturnType<DeviceChecker['check']>>>((resolve) =>
    signal.addEventListener('abort', () => resolve(failure(engineError('aborted')))),
  );
};

describe('a check', () => {
  it('is kept with its date, and can be repeated', async () => {
    let round = 0;
    const { deviceCheck, memory, clock } = await started(async () =>
      success({ processor: { bytesPerSecond: ++round * 1e9, tokenMs: 0 } }),
    );
    expect(deviceCheck).toMatchObject({ known: true, record: undefined });
    await deviceCheck.run();
    await settle();
    expect(deviceCheck.record).toEqual({
      at: clock.now,
      paces: { processor: { bytesPerSecond: 1e9, tokenMs: 0 } },
    });
    await deviceCheck.run();
    expect(memory.settings.value.deviceCheck?.paces.processor?.bytesPerSecond).toBe(2e9);
    expect(deviceCheck.state).toEqual({ kind: 'idle' });
  });

  it('says what it does, runs once at a time, and can be stopped', async () => {
    let calls = 0;
    const { deviceCheck, memory } = await started((options) => {
      calls += 1;
      return lasting(options);
    });
    const running = deviceCheck.run();
    await deviceCheck.run();
    expect(calls).toBe(1);
    expect(deviceCheck.state).toEqual({ kind: 'running', trial: 'processor', fraction: 0 });
    deviceCheck.stop();
    await running;
    expect(deviceCheck.state).toEqual({ kind: 'idle' });
    expect(memory.settings.value.deviceCheck).toBeNull();
  });

  it('tells why it failed, and what was known before stays', async () => {
    const answers = [success(paces), failure(engineError('worker-lost', 'It broke.'))];
    const { deviceCheck } = await started(async () => answers.shift() ?? success({}));
    await deviceCheck.run();
    await deviceCheck.run();
    await settle();
    expect(deviceCheck.state).toEqual({ kind: 'failed', sentence: 'It broke.' });
    expect(deviceCheck.record?.paces).toEqual(paces);
  });

  it('tells the speed of each entry and of what is here', async () => {
    const model = { ...catalogueModel('c', 400e6), engine: 'wllama' as const };
    const { deviceCheck, app } = await started(async () => success(paces), {
      catalogue: [model],
      installed: [localModel('a', 800e6)],
    });
    const { catalogue } = app.models;
    const entries = catalogue.kind === 'ready' ? catalogue.entries : [];
    expect(deviceCheck.judge(entries)).toBe(entries);
    await deviceCheck.run();
    await settle();
    expect(deviceCheck.judge(entries)[0]?.fit.sentence).toBe('Runs well here: about 8 words a second.');
    expect(deviceCheck.quicker).toBe('wllama');
    expect(deviceCheck.expected(localModel('a', 800e6))).toBeCloseTo(5);
  });
});

describe('real answers', () => {
  const answer = (tokensPerSecond: number): Completion => ({
    raw: 'x',
    text: 'x',
    finish: 'stop',
    usage: { computed: 1, reused: 0, completion: 20, estimated: false },
    timings: { firstTokenMs: 1, tokensPerSecond },
  });

  it('leave their speed, each building on the one before', async () => {
    const { deviceCheck } = await started(lasting);
    await Promise.all([deviceCheck.note('a', answer(10)), deviceCheck.note('a', answer(20))]);
    await settle();
    expect(deviceCheck.real('a')).toBe(13);
    expect(deviceCheck.real('b')).toBeUndefined();
  });
});
