import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../src/domain/conversation.ts';
import { groupByDay } from '../../../../src/ui/chat/conversation-days.ts';

const at = (id: string, ...time: [number, number, number, number?]): Conversation => {
  const updatedAt = new Date(...(time as [number, number, number, number])).getTime();
  return { id, title: id, renamed: false, createdAt: updatedAt, updatedAt, leafId: null, deletedAt: null };
};

const named = (days: ReturnType<typeof groupByDay>) =>
  days.map(({ name, conversations }) => [name, conversations.map(({ id }) => id)]);

describe('groupByDay', () => {
  // A Thursday.
  const now = new Date(2026, 4, 14, 0, 30).getTime();
  const rows = [
    at('a', 2026, 4, 14, 0),
    at('b', 2026, 4, 13, 23),
    at('c', 2026, 4, 13, 1),
    at('d', 2026, 4, 11, 12),
    at('e', 2026, 4, 10, 12),
    at('f', 2026, 4, 4, 12),
    at('g', 2026, 4, 3, 12),
    at('h', 2026, 2, 2, 9),
  ];

  it('puts conversations under the day of their last message', () => {
    expect(named(groupByDay(rows, now, { weekStart: 1 }))).toEqual([
      ['Today', ['a']],
      ['Yesterday', ['b', 'c']],
      ['Monday', ['d']],
      ['Last week', ['e', 'f']],
      ['May 2026', ['g']],
      ['March 2026', ['h']],
    ]);
  });

  it('begins the week where the person does', () => {
    expect(named(groupByDay(rows, now, { weekStart: 0 })).slice(2)).toEqual([
      ['Monday', ['d']],
      ['Sunday', ['e']],
      ['Last week', ['f', 'g']],
      ['March 2026', ['h']],
    ]);
    expect(named(groupByDay(rows, now, { weekStart: 4 })).slice(1, 3)).toEqual([
      ['Yesterday', ['b', 'c']],
      ['Last week', ['d', 'e']],
    ]);
  });

  it('takes a clock that ran backwards as today', () => {
    const noon = new Date(2026, 4, 14, 12).getTime();
    expect(groupByDay([at('a', 2026, 4, 20, 0)], noon, { weekStart: 1 })[0]?.name).toBe('Today');
  });
});
