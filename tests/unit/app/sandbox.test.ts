import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Learning } from '../../../src/app/learning.svelte.ts';
import { Quiet } from '../../../src/app/quiet.ts';
import { Sandbox, type SandboxDeps } from '../../../src/app/sandbox.svelte.ts';
import { probesId, type RunSummary } from '../../../src/domain/sandbox/record.ts';
import { emptyView, fakeLearning, learnedRule } from './fake-learning.ts';
import { serverModel } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The guardrails were never tried with the one rule that acts: they are due. */
async function setUp({ sends }: { sends: boolean }) {
  const ran: string[] = [];
  const inUse = { model: serverModel, sends };
  const learned = fakeLearning();
  learned.view.set({ ...emptyView, items: [learnedRule('r', 'Greet first.')] });
  const runsOf = async () =>
    ran.map(() => ({ binding: { model: inUse.model.id, state: '' } })) as unknown as RunSummary[];
  const store = Promise.resolve({ ...learned.store, runsOf });
  const learning = new Learning(store);
  await learning.ready();
  const ready = () => ({ kind: 'ready', model: inUse.model });
  const deps = {
    store,
    learning,
    models: {
      get active() {
        return ready();
      },
    },
    host: {
      get state() {
        return ready();
      },
    },
    quiet: new Quiet(),
    clock: () => 0,
    sha256: (text: string) => text,
    tools: { ready: async () => ({}), lines: [] },
    conversation: () => undefined,
    busy: () => false,
    sends: async () => inUse.sends,
    rest: async () => undefined,
    report: (problem: unknown) => expect.fail(String(problem)),
    loadRuns: async () => ({
      suiteHash: () => 'suite',
      run: async ({ id }: { id: string }) => (ran.push(id), { id: 'run', ended: true }),
    }),
  };
  return { sandbox: new Sandbox(deps as unknown as SandboxDeps), ran, inUse };
}

describe('what is due', () => {
  it('is tested once nothing happened for a while', async () => {
    const { sandbox, ran } = await setUp({ sends: false });
    sandbox.wake();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ran).toEqual([probesId]);
  });

  it('waits for the person’s word where the model in use is on another device', async () => {
    const { sandbox, ran } = await setUp({ sends: true });
    sandbox.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran).toEqual([]);
    sandbox.testNow(probesId);
    await vi.advanceTimersByTimeAsync(0);
    expect(ran).toEqual([probesId]);
  });
});

it('does not send to another device what was asked for with a model on this one', async () => {
  const { sandbox, ran, inUse } = await setUp({ sends: false });
  sandbox.testNow(probesId);
  inUse.model = { ...serverModel, id: 'away' } as typeof serverModel;
  inUse.sends = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ran).toEqual([]);
  expect(sandbox.wanted).toEqual([]);
});
