import { describe, expect, it } from 'vitest';
import { KeptReadings, oneAfterTheOther } from '../../../../src/ui/memory/kept-readings.ts';

describe('kept readings', () => {
  it('read once for each key, and again after they were cleared', async () => {
    const read: string[] = [];
    const kept = new KeptReadings(async (key: string) => void read.push(key));
    await Promise.all([kept.of('a'), kept.of('a'), kept.of('b')]);
    kept.clear();
    await kept.of('a');
    expect(read).toEqual(['a', 'b', 'a']);
  });

  it('do not keep a failure', async () => {
    let times = 0;
    const kept = new KeptReadings(async (_key: string) => {
      times += 1;
      if (times === 1) throw new Error('not now');
      return times;
    });
    await expect(kept.of('a')).rejects.toThrow('not now');
    expect(await kept.of('a')).toBe(2);
  });
});

it('never does two at a time, and goes on after a failure', async () => {
  let running = 0;
  let most = 0;
  const work = oneAfterTheOther(async (key: number) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (key === 1) throw new Error('one');
    return key;
  });
  const results = await Promise.allSettled([work(1), work(2), work(3)]);
  expect(most).toBe(1);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});
