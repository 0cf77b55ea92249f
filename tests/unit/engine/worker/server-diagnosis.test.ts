import { describe, expect, it } from 'vitest';
import { createDiagnosis, type DiagnosisDeps } from '../../../../src/engine/worker/server-diagnosis.ts';

const url = 'http://localhost:1/v1/models';

interface World {
  /** What a `no-cors` request meets. */
  probe?: 'answers' | 'fails';
  reports?: 'none' | 'silent' | 'embedder-block' | 'embedder-block-before';
  violation?: string;
  permissions?: Record<string, string>;
  pageOnLoopback?: boolean;
}

function diagnosisIn(world: World) {
  let embedderBlock: (url: string) => void = () => undefined;
  const deps: DiagnosisDeps = {
    fetch: () => {
      if (world.reports === 'embedder-block') embedderBlock(url);
      return world.probe === 'answers'
        ? Promise.resolve(new Response())
        : Promise.reject(new TypeError('Failed'));
    },
    onPolicyViolation: (listener) => {
      if (world.violation !== undefined) listener(world.violation);
    },
    onEmbedderBlock: (listener) => {
      embedderBlock = listener;
      if (world.reports === 'embedder-block-before') listener(url);
      return world.reports !== 'none';
    },
    permission: (name) => {
      const state = world.permissions?.[name];
      return state === undefined ? Promise.reject(new TypeError('unknown name')) : Promise.resolve(state);
    },
    pageOnLoopback: world.pageOnLoopback ?? false,
    pause: () => Promise.resolve(),
  };
  return createDiagnosis(deps);
}

describe('causeOf', () => {
  it.each<[string, World, string]>([
    ['nothing answers', { reports: 'silent' }, 'refused'],
    ['nothing answers, and the browser reports nothing', { reports: 'none' }, 'cors-or-refused'],
    ['a server answers a no-cors request', { probe: 'answers', reports: 'none' }, 'cors'],
    ['an answer was hidden by the embedder policy', { reports: 'embedder-block' }, 'cors'],
    ['an old report is no proof', { reports: 'embedder-block-before' }, 'refused'],
    [
      'our own policy refused it',
      { violation: url, permissions: { 'loopback-network': 'denied' } },
      'policy',
    ],
    ['our own policy refused another', { violation: 'http://localhost:2/', reports: 'silent' }, 'refused'],
    ['the browser refused', { permissions: { 'loopback-network': 'denied' } }, 'permission'],
    [
      'the browser refused, by the older name',
      { permissions: { 'local-network-access': 'denied' } },
      'permission',
    ],
    ['the question was closed', { permissions: { 'loopback-network': 'prompt' } }, 'permission'],
    [
      'no question is asked of a local page',
      { permissions: { 'loopback-network': 'prompt' }, pageOnLoopback: true, reports: 'silent' },
      'refused',
    ],
    ['leave was given', { permissions: { 'loopback-network': 'granted' }, reports: 'silent' }, 'refused'],
  ])('%s', async (_name, world, cause) => {
    expect(await diagnosisIn(world).causeOf(url)).toBe(cause);
  });
});

describe('mayAsk', () => {
  it.each<[World, boolean]>([
    [{ permissions: { 'loopback-network': 'prompt' } }, true],
    [{ permissions: { 'loopback-network': 'prompt' }, pageOnLoopback: true }, false],
    [{ permissions: { 'loopback-network': 'granted' } }, false],
    [{}, false],
  ])('%j: %s', async (world, expected) => {
    expect(await diagnosisIn(world).mayAsk()).toBe(expected);
  });
});
