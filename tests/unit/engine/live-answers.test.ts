import { describe, expect, it } from 'vitest';
import { createLiveAnswers } from '../../../src/engine/live-answers.ts';

/** Web Locks of one origin, as far as this adapter uses them. */
function fakeLocks() {
  const held = new Map<string, Promise<unknown>>();
  return {
    request: async (name: string, work: () => Promise<unknown>) => {
      const done = work();
      held.set(name, done);
      await done;
      held.delete(name);
    },
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
  } as unknown as LockManager;
}

describe('answers that are being written', () => {
  it('are seen from every tab until they end', async () => {
    const locks = fakeLocks();
    const here = createLiveAnswers(locks);
    const elsewhere = createLiveAnswers(locks);
    const release = here.hold('a');
    elsewhere.hold('b');
    expect((await here.all()).sort()).toEqual(['a', 'b']);
    release();
    await Promise.resolve().then(() => Promise.resolve());
    expect(await elsewhere.all()).toEqual(['b']);
  });

  it('are not mistaken for other locks', async () => {
    const locks = fakeLocks();
    void locks.request('assent-engine', () => new Promise(() => {}));
    expect(await createLiveAnswers(locks).all()).toEqual([]);
  });

  it('can be written where locks are refused or missing', async () => {
    const refusing = {
      request: () => Promise.reject(new DOMException('', 'SecurityError')),
      query: async () => ({}),
    } as unknown as LockManager;
    for (const locks of [refusing, undefined]) {
      const answers = createLiveAnswers(locks);
      answers.hold('a')();
      expect(await answers.all()).toEqual([]);
    }
  });
});
