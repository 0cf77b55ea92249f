import { describe, expect, it } from 'vitest';
import { Learning } from '../../../src/app/learning.svelte.ts';
import { ToolOffers } from '../../../src/app/tool-offers.svelte.ts';
import type { ToolOrder } from '../../../src/app/tool-maker.ts';
import type { EngineHost } from '../../../src/app/engine-host.svelte.ts';
import { failure, success, type Result } from '../../../src/domain/result.ts';
import type { ToolTurn } from '../../../src/domain/tools/manual-turns.ts';
import { answer, question } from '../../fixtures/storage.ts';
import { fakeLearning } from './fake-learning.ts';
import { localModel, memoryStores, settle } from './fakes.ts';

const turnOf = (place: number, expression: string): ToolTurn => ({
  question: question(`q${place}`, 'c', expression, place),
  answer: {
    ...answer(`a${place}`, 'c', `q${place}`, place + 1),
    shown: '1',
    state: { kind: 'done', finish: 'stop' },
    instant: { interpretation: expression, reckons: true },
  },
});

async function world(expressions: readonly string[], isReady = true) {
  const turns = expressions.map((expression, place) => turnOf(place, expression));
  const learned = fakeLearning();
  const { stores, settings } = memoryStores();
  const orders: ToolOrder[] = [];
  const state = { busy: false, made: success('It waits.') as Result<string, string>, said: [] as string[] };
  const learning = new Learning(Promise.resolve(learned.store));
  await learning.ready();
  const ready: EngineHost['state'] = { kind: 'ready', model: localModel('a') };
  const offers = new ToolOffers({
    stores: Promise.resolve({
      conversations: { toolTurns: async () => turns },
      settings: stores.settings,
    }),
    learning,
    host: { state: isReady ? ready : { kind: 'empty' } },
    loadNoticer: async () => ({ isHighStakes: (text) => text.startsWith('66') }),
    loadMaker: async () => ({
      make: async (order) => {
        orders.push(order);
        return state.made;
      },
    }),
    chat: {
      turnOf: (id) => {
        const turn = turns.find((one) => one.answer.id === id);
        return turn && { ...turn, closed: false };
      },
      turn: { kind: 'idle' },
      get isStoring() {
        return state.busy;
      },
    },
    clock: () => 1000,
    notes: { say: (sentence) => void state.said.push(sentence) },
  });
  const look = async (place = turns.length - 1) => {
    await offers.look(`a${place}`);
    await settle();
    return offers.offerFor(`a${place}`);
  };
  return { offers, look, state, settings, orders, view: learned.view };
}

const vat = ['1 * 1.23', '2 * 1.23', '3 * 1.23'];

describe('a tool is offered', () => {
  it('where the same was worked out three times, beneath the newest answer', async () => {
    const { look, offers } = await world(vat);
    expect((await look())?.words).toContain('three times');
    expect(offers.offerFor('a1')).toBeUndefined();
  });

  it('once: what was declined is kept and not asked about again', async () => {
    const { look, offers, settings } = await world(vat);
    await look();
    await offers.decline();
    expect(offers.offerFor('a2')).toBeUndefined();
    expect(settings.value.askedNeeds).toEqual(['calculate: # * #']);
    expect(await look()).toBeUndefined();
  });

  it('not while a turn is under way, learning stands still or pauses, or no model is ready', async () => {
    expect(await (await world(vat, false)).look()).toBeUndefined();
    const busy = await world(vat);
    busy.state.busy = true;
    expect(await busy.look()).toBeUndefined();
    for (const change of [{ mode: 'freeze' }, { mode: 'observe' }, { pausedUntil: 5000 }] as const) {
      const { look, view } = await world(vat);
      view.set({ ...view.value, ...change });
      await settle();
      expect(await look()).toBeUndefined();
    }
  });

  it('no longer once learning is frozen', async () => {
    const { look, offers, view } = await world(vat);
    expect(await look()).toBeDefined();
    view.set({ ...view.value, mode: 'freeze' });
    await settle();
    expect(offers.offerFor('a2')).toBeUndefined();
  });

  it('not beneath a turn that is no part of it, and not for what is never learned from', async () => {
    expect(await (await world([...vat, '1 + 1'])).look()).toBeUndefined();
    expect(await (await world(['66 * 1.23', ...vat.slice(1)])).look()).toBeUndefined();
  });
});

describe('a draft', () => {
  it('is ordered with what was really done, and the need is not asked about again', async () => {
    const { look, offers, orders, state, settings } = await world(vat);
    await look();
    await offers.draft();
    expect(orders[0]?.origin).toBe('inferred');
    expect(orders[0]?.evidence.map(({ messageId, quote }) => [messageId, quote])).toEqual(
      vat.map((quote, place) => [`q${place}`, quote]),
    );
    expect(orders[0]?.wish).toContain('1. 1 * 1.23 gives 1');
    expect(state.said).toEqual(['It waits.']);
    expect(settings.value.askedNeeds).toHaveLength(1);
    expect(offers.offerFor('a2')).toBeUndefined();
  });

  it('that comes to nothing says why, and can be tried again', async () => {
    const { look, offers, state, settings } = await world(vat);
    await look();
    state.made = failure('It was no tool.');
    await offers.draft();
    expect(offers.offerFor('a2')?.state).toEqual({ kind: 'open', problem: 'It was no tool.' });
    expect(settings.value.askedNeeds).toEqual([]);
    state.made = success('It waits.');
    await offers.draft();
    expect(offers.offerFor('a2')).toBeUndefined();
  });
});
