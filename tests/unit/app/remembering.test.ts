import { expect, test } from 'vitest';
import { remembering } from '../../../src/app/remembering.ts';

test('works again only once an argument is another one', () => {
  let worked = 0;
  const pair = remembering((first: string, second: string | undefined) => {
    worked += 1;
    return { first, second };
  });
  const once = pair('a', undefined);
  expect(pair('a', undefined)).toBe(once);
  expect(worked).toBe(1);
  expect(pair('a', 'b')).toEqual({ first: 'a', second: 'b' });
  expect(pair('a', undefined)).not.toBe(once);
  expect(worked).toBe(3);
});
