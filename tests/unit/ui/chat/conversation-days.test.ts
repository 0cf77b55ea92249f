import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../src/domain/conversation.ts';
import { groupByDay } from '../../../../src/ui/chat/conversation-days.ts';

const at = (id: string, ...time: [number, number, number, number?]): Conversation => {
  const updatedAt = new Date(...(time as [number, number, number, number])).getTime();
  return { id, title: id, renamed: false, createdAt: updatedAt, updatedAt, leafId: null, deletedAt: null };
};

describe('groupByDay', () => {
  it('puts conversations under the day of their last message', () => {
    const now = new Date(2026, 4, 14, 0, 30).getTime();
    const days = groupByDay(
      [
        at('a', 2026, 4, 14, 0),
        at('b', 2026, 4, 13, 23),
        at('c', 2026, 4, 13, 1),
        at('d', 2026, 4, 10, 12),
        at('e', 2026, 2, 2, 9),
      ],
      now,
    );
    expect(days.map(({ name, conversations }) => [name, conversations.map(({ id }) => id)])).toEqual([
      ['Today', ['a']],
      ['Yesterday', ['b', 'c']],
      ['Sunday', ['d']],
      ['March 2026', ['e']],
    ]);
  });

  it('takes a clock that ran backwards as today', () => {
    const now = new Date(2026, 4, 14, 12).getTime();
    expect(groupByDay([at('a', 2026, 4, 20, 0)], now)[0]?.name).toBe('Today');
  });
});
