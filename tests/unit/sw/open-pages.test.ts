import { expect, test } from 'vitest';
import { holdPageLock, isOtherVersionOpen } from '../../../src/sw/open-pages.ts';

const locks = (...names: string[]) =>
  ({ query: async () => ({ held: names.map((name) => ({ name })) }) }) as unknown as LockManager;
const isNew = (url: string) => url === 'https://assent.example/assets/index-B.js';
const page = (version: string) => `assent-page:https://assent.example/assets/index-${version}.js`;

test.each([
  ['no page', [], false],
  ['pages of this version', [page('B'), page('B')], false],
  ['a page of another version', [page('B'), page('A')], true],
  ['locks of others', ['assent-leader', 'https://assent.example/assets/index-A.js'], false],
])('%s', async (_, names, expected) => {
  expect(await isOtherVersionOpen(locks(...names), isNew)).toBe(expected);
});

test.each([
  ['refused', { request: () => Promise.reject(new DOMException('', 'SecurityError')) }],
  ['missing', undefined],
])('a page opens where locks are %s', async (_, refusing) => {
  holdPageLock(refusing, 'index-A.js');
  // An unhandled rejection would fail the run.
  await new Promise((resolve) => setTimeout(resolve));
});
