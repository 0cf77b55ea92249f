import { expect, test } from 'vitest';
import { AppUpdate } from '../../../src/app/app-update.svelte.ts';

function setUp(answering: boolean) {
  const happened: string[] = [];
  let ready = () => {};
  let replaced = () => {};
  const update = new AppUpdate({
    port: {
      onReady: (listener) => {
        ready = listener;
        return () => {};
      },
      onReplaced: (listener) => {
        replaced = listener;
        return () => {};
      },
      apply: () => happened.push('apply'),
      reload: () => happened.push('reload'),
    },
    busy: () => answering,
  });
  return { update, happened, ready: () => ready(), replaced: () => replaced() };
}

test('a waiting version is offered and not applied', () => {
  const { update, happened, ready } = setUp(false);
  expect(update.state).toBe('none');
  ready();
  expect(update.state).toBe('ready');
  expect(happened).toEqual([]);
});

test('a click applies it at once when nothing is being written', () => {
  const { update, happened, ready } = setUp(false);
  update.apply();
  expect(happened).toEqual([]);
  ready();
  update.apply();
  expect(happened).toEqual(['apply']);
});

// What happens when the answer ends is an effect, which only a browser runs: see tests/e2e/update.spec.ts.
test('during an answer a click is remembered and nothing happens yet', () => {
  const { update, happened, ready } = setUp(true);
  ready();
  update.apply();
  update.apply();
  expect([update.state, ...happened]).toEqual(['waiting-for-answer']);
});

test('a page whose version was replaced reloads, but not during an answer', () => {
  const idle = setUp(false);
  idle.replaced();
  expect(idle.happened).toEqual(['reload']);
  const answering = setUp(true);
  answering.replaced();
  expect([answering.update.state, ...answering.happened]).toEqual(['waiting-for-answer']);
});
