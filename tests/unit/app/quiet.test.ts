import { expect, it } from 'vitest';
import { Quiet } from '../../../src/app/quiet.ts';

it('ends what was begun before the person typed, and nothing that is begun after', () => {
  const quiet = new Quiet();
  const before = quiet.signal();
  const alsoBefore = quiet.signal();
  expect(before.aborted).toBe(false);
  quiet.disturb();
  expect([before.aborted, alsoBefore.aborted]).toEqual([true, true]);
  const after = quiet.signal();
  expect(after.aborted).toBe(false);
  quiet.disturb();
  expect(after.aborted).toBe(true);
});
