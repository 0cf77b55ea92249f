import { describe, expect, it, vi } from 'vitest';
import { Memory } from '../../../src/app/memory.svelte.ts';
import type { VersionSummary } from '../../../src/domain/ports-learning.ts';
import { fakeLearning } from './fake-learning.ts';
import { settle, Source } from './fakes.ts';

const tap = { action: 'retire', subjectHash: 'h', nonce: 'n' } as const;
const draft = { kind: 'rule', scope: 'always', text: 'Be brief' } as const;
const version = (number: number): VersionSummary => ({
  number,
  at: number,
  cause: number === 0 ? 'started' : 'approved',
  stateHash: `h${number}`,
});

function setUp() {
  const { store } = fakeLearning();
  return { store, memory: new Memory(Promise.resolve(store)) };
}

describe('the versions', () => {
  it('are read once someone follows them, once only, and stay up to date', async () => {
    const { store, memory } = setUp();
    const source = new Source([version(0)]);
    const versions = vi.spyOn(store, 'versions').mockReturnValue(source.live((value) => value));
    await settle();
    expect(memory.versions).toEqual([]);
    expect(versions).not.toHaveBeenCalled();
    memory.follow();
    memory.follow();
    await settle();
    expect(memory.versions).toEqual([version(0)]);
    expect(versions).toHaveBeenCalledTimes(1);
    source.set([version(1), version(0)]);
    await settle();
    expect(memory.versions.map(({ number }) => number)).toEqual([1, 0]);
  });
});

describe('changes', () => {
  it('never happen without a tap that the store accepts', async () => {
    const { memory } = setUp();
    const refused = { ok: false, error: { kind: 'no-tap' } };
    expect(await memory.add(draft, undefined)).toMatchObject(refused);
    expect(await memory.retire(['a'], undefined)).toMatchObject(refused);
    expect(await memory.restore(0, undefined)).toMatchObject(refused);
    expect(await memory.forget(['a'], undefined)).toMatchObject(refused);
  });

  it('pass on exactly what was asked for', async () => {
    const { store, memory } = setUp();
    const spies = {
      add: vi.spyOn(store, 'add'),
      retire: vi.spyOn(store, 'retire'),
      restore: vi.spyOn(store, 'restore'),
      forget: vi.spyOn(store, 'forget'),
      screen: vi.spyOn(store, 'screen'),
    };
    expect(await memory.add(draft, tap, ['old'])).toEqual({ ok: true, value: { version: 1 } });
    await memory.retire(['a', 'b'], tap);
    await memory.restore(3, tap);
    await memory.forget(['c'], tap);
    expect(await memory.screen(draft)).toEqual({ verdict: 'clear', findings: [] });
    expect(spies.add).toHaveBeenCalledWith(draft, tap, ['old'], { reason: '' });
    expect(spies.retire).toHaveBeenCalledWith(['a', 'b'], tap);
    expect(spies.restore).toHaveBeenCalledWith(3, tap);
    expect(spies.forget).toHaveBeenCalledWith(['c'], tap);
    expect(spies.screen).toHaveBeenCalledWith(draft);
  });
});

describe('looking back', () => {
  it('asks the store for the version, the item, the conversation and the check', async () => {
    const { store, memory } = setUp();
    const found = { ...version(2), items: [], forgotten: 1 };
    vi.spyOn(store, 'version').mockImplementation(async (number) => (number === 2 ? found : undefined));
    const history = vi.spyOn(store, 'history');
    const learnedFrom = vi.spyOn(store, 'learnedFrom');
    expect(await memory.version(2)).toEqual(found);
    expect(await memory.version(9)).toBeUndefined();
    expect(await memory.history('a')).toBeUndefined();
    expect(await memory.learnedFrom('c1')).toEqual([]);
    expect((await memory.verify()).problems).toEqual([]);
    expect(history).toHaveBeenCalledWith('a');
    expect(learnedFrom).toHaveBeenCalledWith('c1');
  });
});
