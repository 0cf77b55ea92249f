import { expect, it } from 'vitest';
import { kept } from '../../../../src/ui/kit/kept.ts';

it('is a promise until it is here, and then the thing itself', async () => {
  let loads = 0;
  const part = kept(async () => ++loads);
  const first = part();
  expect(first).toBeInstanceOf(Promise);
  expect(part()).toBe(first);
  expect(await first).toBe(1);
  expect(part()).toBe(1);
});

it('is loaded again after a failure', async () => {
  let loads = 0;
  const part = kept(async () => {
    if (++loads === 1) throw new Error('offline');
    return loads;
  });
  await expect(part()).rejects.toThrow('offline');
  expect(await part()).toBe(2);
});
