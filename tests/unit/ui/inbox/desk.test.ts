import { describe, expect, it } from 'vitest';
import { Desk, neighbourOf } from '../../../../src/ui/inbox/desk.svelte.ts';
import { card } from './cards.ts';

function setUp(ids: string[]) {
  let order = ids;
  const focused: (string | undefined)[] = [];
  const handed: (string | undefined)[] = [];
  const desk = new Desk({
    order: () => order,
    focus: (id) => focused.push(id),
    handOn: (id) => handed.push(id),
  });
  return { desk, focused, handed, reorder: (next: string[]) => (order = next) };
}

describe('neighbourOf', () => {
  it('is the one after, else the one before, else none', () => {
    expect(neighbourOf(['a', 'b', 'c'], ['a'])).toBe('b');
    expect(neighbourOf(['a', 'b', 'c'], ['b'])).toBe('c');
    expect(neighbourOf(['a', 'b', 'c'], ['c'])).toBe('b');
    expect(neighbourOf(['a'], ['a'])).toBeUndefined();
  });

  it('skips those that leave together', () => {
    expect(neighbourOf(['a', 'b', 'c', 'd'], ['b', 'c'])).toBe('d');
    expect(neighbourOf(['a', 'b', 'c', 'd'], ['c', 'd'])).toBe('b');
    expect(neighbourOf(['a', 'b', 'c', 'd'], ['b', 'd'])).toBe('c');
    expect(neighbourOf(['a', 'b'], ['a', 'b'])).toBeUndefined();
  });
});

describe('the desk', () => {
  it('takes a decided card away at once, says so and hands the focus on', () => {
    const { desk, handed } = setUp(['a', 'b']);
    const leave = desk.begin(['a']);
    expect(desk.lying([card('a'), card('b')]).map(({ id }) => id)).toEqual(['a', 'b']);
    leave({ sentence: 'Approved: version 3.', version: 3 });
    expect(desk.lying([card('a'), card('b')]).map(({ id }) => id)).toEqual(['b']);
    expect(desk.said).toEqual({ sentence: 'Approved: version 3.', version: 3 });
    expect(handed).toEqual(['b']);
  });

  it('knows the next card also where the database was faster', () => {
    const { desk, handed, reorder } = setUp(['a', 'b', 'c']);
    const leave = desk.begin(['b']);
    reorder(['a', 'c']);
    leave({ sentence: 'Rejected.' });
    expect(handed).toEqual(['c']);
  });

  it('keeps what was refused', () => {
    const { desk, handed } = setUp(['a']);
    desk.begin(['a']);
    expect(desk.lying([card('a')])).toHaveLength(1);
    expect(desk.said).toBeUndefined();
    expect(handed).toEqual([]);
  });

  it('steps from card to card and stops at both ends', () => {
    const { desk, focused } = setUp(['a', 'b']);
    desk.step('a', 1);
    desk.step('b', 1);
    desk.step('b', -1);
    desk.step('a', -1);
    expect(focused).toEqual(['b', 'a']);
  });
});
