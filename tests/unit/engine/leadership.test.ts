import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLeadership } from '../../../src/engine/leadership.ts';

/** Web Locks as the standard has them, for one origin: exclusive locks, `ifAvailable`, `steal`. */
function fakeLocks() {
  let holder: { reject: (cause: Error) => void } | undefined;
  const request = async (_name: string, options: LockOptions, callback: (lock: Lock | null) => unknown) => {
    await Promise.resolve();
    if (holder !== undefined && options.ifAvailable === true) return callback(null);
    holder?.reject(new DOMException('stolen', 'AbortError'));
    const mine = { reject: (_cause: Error) => undefined as void };
    holder = mine;
    const stolen = new Promise<never>((_resolve, reject) => (mine.reject = reject));
    try {
      return await Promise.race([callback({ name: 'assent-engine', mode: 'exclusive' }), stolen]);
    } finally {
      if (holder === mine) holder = undefined;
    }
  };
  const query = () => Promise.resolve({ held: holder === undefined ? [] : [{ name: 'assent-engine' }] });
  return { request, query } as unknown as LockManager;
}

const channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

function tabs(count: number, name: string, answerMs: number) {
  const locks = fakeLocks();
  return Array.from({ length: count }, (_, index) => {
    const channel = new BroadcastChannel(name);
    channels.push(channel);
    return createLeadership({ locks, channel, tabId: `tab ${index}`, answerMs });
  });
}

function two(name: string, answerMs = 5000) {
  const [first, second] = tabs(2, name, answerMs);
  if (first === undefined || second === undefined) throw new Error('no tabs');
  return { first, second };
}

describe('createLeadership', () => {
  it('lets one tab lead', async () => {
    const { first, second } = two('one');
    expect(await first.claim('Lisbon trip')).toBe(true);
    expect(await second.claim('Other')).toBe(false);
    expect(await first.claim('Lisbon trip')).toBe(true);
  });

  it('says who leads, by the title that counts now', async () => {
    const { first, second } = two('titles');
    expect(await second.leader()).toBeUndefined();
    await first.claim('Lisbon trip');
    expect(await second.leader()).toBe('Lisbon trip');
    await first.claim('Porto trip');
    expect(await second.leader()).toBe('Porto trip');
    expect(await first.leader()).toBeUndefined();
  });

  it('says "another tab" where the leading one sleeps', async () => {
    const { first, second } = two('asleep', 200);
    await first.claim('Lisbon trip');
    channels[0]?.close();
    expect(await second.leader()).toBe('another tab');
  });

  it('hands over when told to, and the other learns of it', async () => {
    const { first, second } = two('steal');
    const lost = vi.fn();
    const neverLost = vi.fn();
    first.onLost(lost);
    second.onLost(neverLost);
    await first.claim('Lisbon trip');
    await second.takeOver('Mine');
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    expect(neverLost).not.toHaveBeenCalled();
    expect(await first.leader()).toBe('Mine');
    expect(await first.claim('Again')).toBe(false);
  });

  it('can go back and forth', async () => {
    const { first, second } = two('back');
    const lost = vi.fn();
    second.onLost(lost);
    await first.claim('One');
    await second.takeOver('Two');
    await first.takeOver('One');
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    expect(await second.leader()).toBe('One');
  });

  it('frees the place on release, without a word of loss', async () => {
    const { first, second } = two('release');
    const lost = vi.fn();
    first.onLost(lost);
    await first.claim('One');
    first.release();
    await vi.waitFor(async () => expect(await second.claim('Two')).toBe(true));
    expect(lost).not.toHaveBeenCalled();
  });

  it('no longer tells a listener that left', async () => {
    const { first, second } = two('left');
    const lost = vi.fn();
    first.onLost(lost)();
    await first.claim('One');
    await second.takeOver('Two');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lost).not.toHaveBeenCalled();
  });

  it('takes two claims at once for one', async () => {
    const { first, second } = two('twice');
    expect(await Promise.all([first.claim('A'), first.claim('B'), second.claim('C')])).toEqual([
      true,
      true,
      false,
    ]);
  });
});
