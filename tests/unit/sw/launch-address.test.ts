import { expect, test } from 'vitest';
import { readLaunch, withoutLaunch } from '../../../src/sw/launch-address.ts';

const base = 'https://assent.example/app/';

test.each([
  ['', {}],
  ['#/models', { route: '#/models' }],
  ['?new#/chat', { route: '#/chat', newChat: true }],
  ['?shared=a%2Fb#/chat', { route: '#/chat', sharedId: 'a/b' }],
  ['?unshared#/chat', { route: '#/chat', unshared: true }],
  ['?reminder=r%2F1#/chat', { route: '#/chat', reminder: 'r/1' }],
  ['#elsewhere', {}],
])('%j asks for this', (address, expected) => {
  const nothing = {
    route: undefined,
    newChat: false,
    sharedId: undefined,
    unshared: false,
    reminder: undefined,
  };
  expect(readLaunch(base + address)).toEqual({ ...nothing, ...expected });
});

test('a reload starts nothing again', () => {
  expect(withoutLaunch(`${base}?new#/chat`)).toBe(`${base}#/chat`);
  expect(withoutLaunch(`${base}?shared=1&keep=2#/chat`)).toBe(`${base}?keep=2#/chat`);
  expect(withoutLaunch(`${base}?unshared#/chat`)).toBe(`${base}#/chat`);
  expect(withoutLaunch(`${base}?reminder=r1#/chat`)).toBe(`${base}#/chat`);
  expect(withoutLaunch(`${base}#/inbox`)).toBe(`${base}#/inbox`);
});
