import { describe, expect, it } from 'vitest';
import { Learning } from '../../../src/app/learning.svelte.ts';
import { emptyView, fakeLearning, learnedRule } from './fake-learning.ts';
import { settle } from './fakes.ts';

function setUp() {
  const learned = fakeLearning();
  return { ...learned, learning: new Learning(Promise.resolve(learned.store)) };
}

const two = [learnedRule('a', 'Be brief'), learnedRule('b', 'Greet first')];

describe('what acts', () => {
  it('is nothing until it is read, then all that is active', async () => {
    const { learning, view } = setUp();
    view.set({ ...emptyView, version: 2, items: two });
    expect(learning.view).toBeUndefined();
    expect(learning.acting).toEqual({ version: 0, items: [] });
    await learning.ready();
    expect(learning.acting).toEqual({ version: 2, items: two });
    expect(learning.itemOf('b')?.text).toBe('Greet first');
    expect(learning.itemOf('c')).toBeUndefined();
  });

  it('leaves out what is suspended, and follows changes', async () => {
    const { learning, view } = setUp();
    await learning.ready();
    view.set({ ...emptyView, version: 2, items: two, suspended: ['a'] });
    await settle();
    expect(learning.acting.items.map(({ id }) => id)).toEqual(['b']);
    expect(learning.itemOf('a')?.text).toBe('Be brief');
  });

  it('is nothing while the ledger does not hold together', async () => {
    const { learning, view } = setUp();
    view.set({ ...emptyView, version: 2, items: two, broken: 'Entry 3 was changed.' });
    await learning.ready();
    expect(learning.acting).toEqual({ version: 0, items: [] });
    expect(learning.view?.items).toHaveLength(2);
  });
});

describe('a store that cannot be opened', () => {
  it('is ready nevertheless, says why and lets nothing act', async () => {
    const learning = new Learning(Promise.reject(new Error('no disk')));
    await learning.ready();
    expect(learning.view).toBeUndefined();
    expect(learning.problem).toEqual(expect.any(String));
    expect(learning.acting.items).toEqual([]);
  });
});

describe('the mode', () => {
  it('is learning until another one is read', async () => {
    const { learning } = setUp();
    expect(learning.mode).toBe('learn');
    await learning.ready();
    await learning.setMode('freeze');
    await settle();
    expect(learning.mode).toBe('freeze');
  });
});

describe('what is being worked on', () => {
  it('stands until that very work ends', () => {
    const { learning } = setUp();
    const endFirst = learning.work({ messageId: 'm1', what: 'reading' });
    const endSecond = learning.work({ messageId: 'm2', what: 'drafting' });
    endFirst();
    expect(learning.busyWith).toEqual({ messageId: 'm2', what: 'drafting' });
    endSecond();
    expect(learning.busyWith).toBeUndefined();
  });
});
