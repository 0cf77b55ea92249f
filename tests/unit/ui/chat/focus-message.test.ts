import { describe, expect, it } from 'vitest';
import type { ChatRow } from '../../../../src/app/chat.svelte.ts';
import type { UserMessage } from '../../../../src/domain/conversation.ts';
import { successorOf } from '../../../../src/ui/chat/focus-message.ts';

const row = (id: string): ChatRow => ({
  kind: 'user',
  message: { id, role: 'user' } as UserMessage,
  siblings: { index: 0, count: 2 },
});
const divider: ChatRow = { kind: 'divider' };

describe('successorOf', () => {
  it('is the message in the same place', () => {
    expect(successorOf('b', [row('a'), row('b'), row('c')], [row('a'), row('d')])).toBe('d');
  });

  it('does not count the divider', () => {
    expect(successorOf('b', [row('a'), row('b')], [row('a'), divider, row('d')])).toBe('d');
    expect(successorOf('b', [row('a'), divider, row('b')], [row('a'), row('d')])).toBe('d');
  });

  it('is nothing for a message that was not there, or whose place is gone', () => {
    expect(successorOf('x', [row('a')], [row('a')])).toBeUndefined();
    expect(successorOf('b', [row('a'), row('b')], [row('a')])).toBeUndefined();
  });
});
