import { describe, expect, it } from 'vitest';
import { cardAction } from '../../../../src/ui/inbox/card-keys.ts';

describe('single keys on a card', () => {
  it('have their actions', () => {
    expect(['Enter', 'e', 'r', 'j', 'k'].map(cardAction)).toEqual([
      'details',
      'edit',
      'reject',
      'next',
      'previous',
    ]);
  });

  it('never approve, whatever is pressed', () => {
    const printable = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code));
    const named = ['Enter', ' ', 'Escape', 'Tab', 'ArrowDown', 'constructor', 'toString', '__proto__'];
    const actions = new Set([...printable, ...named].map(cardAction));
    expect([...actions].filter(Boolean).sort()).toEqual(['details', 'edit', 'next', 'previous', 'reject']);
    expect(cardAction('a')).toBeUndefined();
    expect(cardAction('constructor')).toBeUndefined();
  });
});
