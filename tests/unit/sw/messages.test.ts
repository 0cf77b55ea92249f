import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toServiceWorker } from '../../../src/sw/messages.ts';

test('the messages are read', () => {
  expect(toServiceWorker({ type: 'apply-update', more: 1 })).toEqual({ type: 'apply-update' });
  expect(toServiceWorker({ type: 'loaded', urls: ['a', 1, null] })).toEqual({ type: 'loaded', urls: ['a'] });
  expect(toServiceWorker({ type: 'keep', thread: 'wllama' })).toEqual({ type: 'keep', thread: 'wllama' });
});

test('anything else is ignored', () => {
  fc.assert(fc.property(fc.anything(), (data) => toServiceWorker(data) === undefined));
  expect(toServiceWorker({ type: 'loaded' })).toBeUndefined();
  expect(toServiceWorker({ type: 'keep', thread: 'constructor' })).toBeUndefined();
});
