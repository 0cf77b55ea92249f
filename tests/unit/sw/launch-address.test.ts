import { expect, test } from 'vitest';
import { readLaunch, withoutLaunch } from '../../../src/sw/launch-address.ts';

const base = 'https://assent.example/app/';

test.each([
  ['', { route: undefined, newChat: false, sharedId: undefined }],
  ['#/models', { route: '#/models', newChat: false, sharedId: undefined }],
  ['?new#/chat', { route: '#/chat', newChat: true, sharedId: undefined }],
  ['?shared=a%2Fb#/chat', { route: '#/chat', newChat: false, sharedId: 'a/b' }],
  ['#elsewhere', { route: undefined, newChat: false, sharedId: undefined }],
])('%j asks for this', (address, expected) => {
  expect(readLaunch(base + address)).toEqual(expected);
});

test('a reload starts nothing again', () => {
  expect(withoutLaunch(`${base}?new#/chat`)).toBe(`${base}#/chat`);
  expect(withoutLaunch(`${base}?shared=1&keep=2#/chat`)).toBe(`${base}?keep=2#/chat`);
  expect(withoutLaunch(`${base}#/inbox`)).toBe(`${base}#/inbox`);
});
