import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Learning } from '../../../src/app/learning.svelte.ts';
import { Quiet } from '../../../src/app/quiet.ts';
import { Sandbox, type SandboxDeps } from '../../../src/app/sandbox.svelte.ts';
import type { InstalledModel } from '../../../src/domain/model.ts';
import { probesId, type RunSummary } from '../../../src/domain/sandbox/record.ts';
import { emptyView, fakeLearning, learnedRule } from './fake-learning.ts';
import { serverModel } from './fakes.ts';

const away = { ...serverModel, id: 'away', address: 'https://models.example/v1' } as InstalledModel;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The guardrails were never tried with the one rule that acts: they are due. */
async function setUp(model: InstalledModel) {
  const ran: string[] = [];
  const inUse = { model };
  const rest: { before(): unknown } = { before: () => {} };
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
    tools: { ready: async () => ({}), linesFor: () => [] },
    conversation: () => undefined,
    busy: () => false,
    rest: async () => void rest.before(),
    report: (problem: unknown) => expect.fail(String(problem)),
    loadRuns: async () => ({
      suiteHash: () => 'suite',
      run: async ({ id }: { id: string }) => (ran.push(id), { id: 'run', ended: true }),
    }),
  };
  return { sandbox: new Sandbox(deps as unknown as SandboxDeps), ran, inUse, rest };
}

describe('what is due', () => {
  it('is tested once nothing happened for a while', async () => {
    const { sandbox, ran } = await setUp(serverModel);
    sandbox.wake();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(ran).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ran).toEqual([probesId]);
  });

  it('waits for the person’s word where the model in use is on another device', async () => {
    const { sandbox, ran } = await setUp(away);
    sandbox.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ran).toEqual([]);
    sandbox.testNow(probesId);
    await vi.advanceTimersByTimeAsync(0);
    expect(ran).toEqual([probesId]);
  });
});

it('does not send to another device what was asked for with a model on this one', async () => {
  const { sandbox, ran, inUse } = await setUp(serverModel);
  sandbox.testNow(probesId);
  inUse.model = away;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ran).toEqual([]);
  expect(sandbox.wanted).toEqual([]);
});

it('begins no test of its own with another model than it was chosen for', async () => {
  const { sandbox, ran, inUse, rest } = await setUp(serverModel);
  rest.before = () => (inUse.model = away);
  sandbox.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ran).toEqual([]);
});
