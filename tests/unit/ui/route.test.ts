import { describe, expect, it } from 'vitest';
import { chatRoute, hashToRoute, routeToHash } from '../../../src/ui/route.ts';

describe('hashToRoute', () => {
  it('reads every screen', () => {
    for (const screen of ['inbox', 'memory', 'insights', 'models', 'settings', 'files'] as const) {
      expect(hashToRoute(`#/${screen}`)).toEqual({ screen });
    }
  });

  it('reads a conversation and a message in it', () => {
    expect(hashToRoute('#/chat')).toEqual(chatRoute(null));
    expect(hashToRoute('#/chat/c1')).toEqual(chatRoute('c1'));
    expect(hashToRoute('#/chat/c1/m2')).toEqual(chatRoute('c1', 'm2'));
  });

  it('reads what on a screen it leads to', () => {
    expect(hashToRoute('#/memory?item=i1')).toEqual({ screen: 'memory', item: 'i1' });
    expect(hashToRoute('#/inbox?item=a%20b%2Fc')).toEqual({ screen: 'inbox', item: 'a b/c' });
    for (const hash of ['#/memory?', '#/memory?item=', '#/memory?else=i1']) {
      expect(hashToRoute(hash)).toEqual({ screen: 'memory' });
    }
    expect(hashToRoute('#/chat/c1?item=i1')).toEqual(chatRoute('c1'));
  });

  it('reads a file, with its slashes or without', () => {
    const milk = { screen: 'files', item: 'notes/milk.md' };
    expect(hashToRoute('#/files/notes%2Fmilk.md')).toEqual(milk);
    expect(hashToRoute('#/files/notes/milk.md')).toEqual(milk);
    expect(hashToRoute('#/files/a%3Fb%23c')).toEqual({ screen: 'files', item: 'a?b#c' });
    for (const hash of ['#/files/', '#/files/%E0%A4%A'])
      expect(hashToRoute(hash)).toEqual({ screen: 'files' });
  });

  it('takes anything else as a new chat', () => {
    for (const hash of [
      '',
      '#',
      '#/',
      '#main',
      '#/nowhere/c1',
      '#/chat/%E0%A4%A',
      '#/toString',
      '#/constructor',
    ]) {
      expect(hashToRoute(hash)).toEqual(chatRoute(null));
    }
  });

  it('reads back what routeToHash wrote', () => {
    for (const route of [
      chatRoute('a b/c'),
      chatRoute('c1', 'm/2'),
      chatRoute(null),
      { screen: 'models' } as const,
      { screen: 'memory', item: 'a&b=c %' } as const,
      { screen: 'files' } as const,
      { screen: 'files', item: 'notes/100 % & a?b#c.md' } as const,
    ]) {
      expect(hashToRoute(routeToHash(route))).toEqual(route);
    }
  });
});
