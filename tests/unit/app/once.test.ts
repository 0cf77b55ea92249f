import { expect, test, vi } from 'vitest';
import { once } from '../../../src/app/once.ts';

test('one value is made for all who ask', async () => {
  const make = vi.fn(async () => ({}));
  const read = once(make);
  expect(make).not.toHaveBeenCalled();
  const [one, other] = await Promise.all([read(), read()]);
  expect(one).toBe(other);
  expect(make).toHaveBeenCalledTimes(1);
});

test('a failure is told to all who asked, and then tried again', async () => {
  const make = vi.fn(async () => 'here').mockRejectedValueOnce(new Error('offline'));
  const read = once(make);
  const first = [read(), read()];
  for (const asked of first) await expect(asked).rejects.toThrow('offline');
  expect(await read()).toBe('here');
  expect(make).toHaveBeenCalledTimes(2);
});
