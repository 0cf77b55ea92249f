import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerBridge, WorkerLost } from '../../../src/engine/worker-bridge.ts';
import { FakeWorker } from '../../fixtures/fake-worker.ts';

const workers: FakeWorker[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.terminate()));

const api = {
  add: (some: number, more: number) => some + more,
  wait: () => new Promise<never>(() => {}),
};

/** A lock that becomes free when the test says so. */
function fakeLocks() {
  const granted: (() => void)[] = [];
  return {
    request: (_: string, then: () => unknown) =>
      new Promise<void>((resolve) => granted.push(() => resolve(void then()))),
    free: () => granted.splice(0).forEach((grant) => grant()),
    waiting: () => granted.length,
  };
}

function setUp() {
  const locks = fakeLocks();
  const bridge = createWorkerBridge<typeof api>({
    startWorker: (_, name) => {
      const worker = new FakeWorker(api);
      workers.push(worker);
      expect(name).toBe('sums');
      return worker.asWorker();
    },
    url: 'sums.js',
    name: 'sums',
    locks: locks as unknown as LockManager,
  });
  return { bridge, locks };
}

describe('createWorkerBridge', () => {
  it('starts the worker with the first call, once', async () => {
    const { bridge } = setUp();
    expect([workers.length, bridge.running]).toEqual([0, false]);
    expect(
      await Promise.all([bridge.call((sums) => sums.add(1, 2)), bridge.call((sums) => sums.add(3, 4))]),
    ).toEqual([3, 7]);
    expect([workers.length, bridge.running]).toEqual([1, true]);
  });

  it.each([
    ['an error', () => workers[0]?.fail('out of memory'), 'sums: out of memory'],
    [
      'an unreadable message',
      () => workers[0]?.dispatchEvent(new Event('messageerror')),
      'sums: sent what cannot be read',
    ],
  ])('rejects every caller after %s, and starts anew', async (_, hurt, detail) => {
    const { bridge } = setUp();
    const calls = [bridge.call((sums) => sums.wait()), bridge.call((sums) => sums.wait())];
    hurt();
    for (const call of calls) {
      const problem: unknown = await call.catch((reason: unknown) => reason);
      expect(problem).toBeInstanceOf(WorkerLost);
      expect(problem).toMatchObject({ error: { kind: 'worker-lost', detail } });
    }
    expect(workers[0]?.terminated).toBe(true);
    expect(await bridge.call((sums) => sums.add(1, 1))).toBe(2);
    expect(workers.length).toBe(2);
  });

  it('notices a worker that is killed, by the lock that it held', async () => {
    const { bridge, locks } = setUp();
    const call = bridge.call((sums) => sums.wait());
    workers[0]?.say({ lifeline: 'lock-1' });
    expect(locks.waiting()).toBe(1);
    locks.free();
    await expect(call).rejects.toMatchObject({ error: { kind: 'worker-lost' } });
    expect(bridge.running).toBe(false);
  });

  it('does not blame the new worker for the death of the old one', async () => {
    const { bridge, locks } = setUp();
    const first = bridge.call((sums) => sums.wait());
    workers[0]?.say({ lifeline: 'lock-1' });
    bridge.stop();
    await expect(first).rejects.toBeInstanceOf(WorkerLost);
    const second = bridge.call((sums) => sums.add(2, 2));
    locks.free();
    expect(await second).toBe(4);
    expect(bridge.running).toBe(true);
  });

  it('stops at once, also when nothing runs', () => {
    const { bridge } = setUp();
    bridge.stop();
    expect(workers.length).toBe(0);
  });
});
