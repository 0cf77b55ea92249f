import { describe, expect, it } from 'vitest';
import { Toasts } from '../../../../src/ui/shell/toasts.svelte.ts';

function setUp() {
  const due: { callback: () => void; ms: number }[] = [];
  return { due, toasts: new Toasts({ setTimeout: (callback, ms) => due.push({ callback, ms }) }) };
}

describe('Toasts', () => {
  it('takes a toast away after its time, an undo later than a plain word', () => {
    const { due, toasts } = setUp();
    toasts.say('Copied.');
    toasts.say('Deleted.', () => undefined);
    expect(due.map(({ ms }) => ms)).toEqual([4000, 10_000]);
    due[0]?.callback();
    expect(toasts.shown.map(({ text }) => text)).toEqual(['Deleted.']);
  });

  it('shows three at most', () => {
    const { toasts } = setUp();
    for (const text of ['a', 'b', 'c', 'd']) toasts.say(text);
    expect(toasts.shown.map(({ text }) => text)).toEqual(['b', 'c', 'd']);
  });
});
