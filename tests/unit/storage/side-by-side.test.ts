import { expect, test } from 'vitest';
import { sideBySide } from '../../../src/storage/side-by-side.ts';

const numbers = Array.from({ length: 100 }, (_, at) => at);
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

test('gives the values in the order of the items, with never more than sixteen under way', async () => {
  let running = 0;
  let most = 0;
  const values = await sideBySide(numbers, async (number) => {
    most = Math.max(most, ++running);
    await turns((number * 7) % 13);
    running--;
    return number * 2;
  });
  expect(values).toEqual(numbers.map((number) => number * 2));
  expect(most).toBe(16);
  expect(await sideBySide([], async () => 1)).toEqual([]);
});

test('rejects with the first failure, begins nothing after it, and leaves nothing running', async () => {
  let begun = 0;
  let running = 0;
  const all = sideBySide(numbers, async (number) => {
    begun++;
    running++;
    await turns(number === 3 ? 1 : 20);
    running--;
    if (number === 3 || number === 5) throw new Error(`number ${number}`);
  });
  await expect(all).rejects.toThrow('number 3');
  expect(begun).toBe(16);
  expect(running).toBe(0);
});
