import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Learning } from '../../../src/app/learning.svelte.ts';
import { Noticing, type Noticer } from '../../../src/app/noticing.ts';
import { Quiet } from '../../../src/app/quiet.ts';
import type { Candidate, Noticed } from '../../../src/domain/noticing/candidate.ts';
import type { UnreadTurn } from '../../../src/domain/ports-learning.ts';
import { fakeLearning } from './fake-learning.ts';
import type { Log } from './fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const metric: Candidate = {
  item: 'preference',
  kind: 'standing',
  slot: 'units',
  value: 'metric',
  scope: 'always',
  polarity: 'for',
  explicit: true,
  quote: 'always metric',
};

const turn = (revision: number, text = 'always metric', change: Partial<UnreadTurn> = {}): UnreadTurn => ({
  revision,
  conversationId: `c${revision}`,
  messageId: `m${revision}`,
  text,
  foreign: [],
  previousAssistant: undefined,
  foreignTexts: [],
  closed: false,
  ...change,
});

function world(notice: (text: string) => Noticed = () => ({ kind: 'candidates', candidates: [metric] })) {
  const log: Log = [];
  const learned = fakeLearning(log);
  const store = Promise.resolve(learned.store);
  const state = { busy: false };
  const quiet = new Quiet();
  const noticer: Noticer = {
    notice: ({ text }) => notice(text),
    isHighStakes: () => false,
    agreeing: (earlier, { evidence }) =>
      earlier.find((other) => other.evidence.conversationId !== evidence.conversationId),
  };
  const noticing = new Noticing({
    store,
    learning: new Learning(store),
    quiet,
    loadNoticer: async () => noticer,
    whenIdle: (callback) => {
      const timer = setTimeout(callback);
      return () => clearTimeout(timer);
    },
    busy: () => state.busy,
    report: (problem) => void log.push(`problem ${String(problem)}`),
  });
  const run = () => vi.runAllTimersAsync();
  return { log, ...learned, noticing, quiet, state, run };
}

describe('noticing', () => {
  it('proposes what was said outright, with its words and their place', async () => {
    const { noticing, unread, proposed, log, run } = world();
    unread.push(turn(1));
    noticing.wake();
    await run();
    expect(proposed).toEqual([
      {
        kind: 'preference',
        scope: 'always',
        slot: 'units',
        text: 'metric',
        origin: 'said',
        said: 'standing',
        evidence: [{ conversationId: 'c1', messageId: 'm1', quote: 'always metric' }],
      },
    ]);
    expect(log).toEqual(['propose metric', 'read 1']);
  });

  it('takes nothing from what was answered at once', async () => {
    const { noticing, unread, proposed, log, run } = world();
    unread.push(turn(1, '17 times 23', { answeredAtOnce: true }));
    noticing.wake();
    await run();
    expect(proposed).toEqual([]);
    expect(log).toEqual(['read 1']);
  });

  it('reads all that waits, a few turns at a time', async () => {
    const { noticing, unread, proposed, run } = world();
    for (let revision = 1; revision <= 9; revision++) unread.push(turn(revision));
    noticing.wake();
    await run();
    expect(proposed).toHaveLength(9);
    expect(unread).toEqual([]);
  });

  it('waits while a turn is under way', async () => {
    const { noticing, unread, proposed, state, run } = world();
    unread.push(turn(1));
    state.busy = true;
    noticing.wake();
    await run();
    expect(proposed).toEqual([]);
    expect(unread).toHaveLength(1);
    state.busy = false;
    noticing.wake();
    await run();
    expect(proposed).toHaveLength(1);
  });

  it('proposes nothing while learning is frozen or observing, and never comes back to what was said then', async () => {
    for (const mode of ['freeze', 'observe'] as const) {
      const { noticing, unread, proposed, view, run } = world();
      view.set({ ...view.value, mode });
      unread.push(turn(1));
      noticing.wake();
      await run();
      view.set({ ...view.value, mode: 'learn' });
      noticing.wake();
      await run();
      expect(proposed).toEqual([]);
      expect(unread).toEqual([]);
    }
  });

  it('stands still while the ledger is broken', async () => {
    const { noticing, unread, proposed, view, run } = world();
    view.set({ ...view.value, broken: 'It does not hold together.' });
    unread.push(turn(1));
    noticing.wake();
    await run();
    expect(proposed).toEqual([]);
    expect(unread).toHaveLength(1);
  });

  it('closes a conversation of high stakes, and reads nothing in a closed one', async () => {
    const { noticing, unread, proposed, log, run } = world((text) =>
      text === 'insulin'
        ? { kind: 'nothing', reason: 'high-stakes' }
        : { kind: 'candidates', candidates: [metric] },
    );
    unread.push(turn(1, 'insulin'), turn(2, 'always metric', { closed: true }));
    noticing.wake();
    await run();
    expect(log).toEqual(['close c1', 'read 1', 'read 2']);
    expect(proposed).toEqual([]);
  });

  it('keeps a choice until a second conversation shows the same', async () => {
    const implicit = { ...metric, explicit: false, kind: 'choice' as const };
    const { noticing, unread, proposed, observations, run } = world(() => ({
      kind: 'candidates',
      candidates: [implicit],
    }));
    unread.push(turn(1), turn(2, 'again', { conversationId: 'c1' }));
    noticing.wake();
    await run();
    expect(proposed).toEqual([]);
    expect(observations).toHaveLength(2);
    unread.push(turn(3));
    noticing.wake();
    await run();
    expect(proposed).toHaveLength(1);
    expect(proposed[0]).toMatchObject({ origin: 'inferred' });
    expect(proposed[0]?.evidence.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c3']);
  });

  it('gives way to typing, and goes on afterwards', async () => {
    const { noticing, unread, proposed, quiet, run } = world((text) => {
      if (text === 'first') quiet.disturb();
      return { kind: 'candidates', candidates: [metric] };
    });
    unread.push(turn(1, 'first'), turn(2));
    noticing.wake();
    await vi.advanceTimersToNextTimerAsync();
    expect(proposed).toHaveLength(1);
    await run();
    expect(proposed).toHaveLength(2);
  });
});
