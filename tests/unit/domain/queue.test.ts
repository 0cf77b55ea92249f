import { expect, it } from 'vitest';
import { createQueue } from '../../../src/domain/queue.ts';

it('begins each task once the one before has ended, and hands on what came of each', async () => {
  const inTurn = createQueue();
  const log: string[] = [];
  const task = (name: string, fails = false) =>
    inTurn(async () => {
      log.push(name);
      await Promise.resolve();
      log.push(`${name} ended`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(log).toEqual(['a', 'a ended', 'b', 'b ended', 'c', 'c ended']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(results[2]).toEqual({ status: 'fulfilled', value: 'c' });
});
