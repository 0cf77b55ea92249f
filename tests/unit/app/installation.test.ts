import { expect, test } from 'vitest';
import { Installation } from '../../../src/app/installation.svelte.ts';
import type { InstallOffer } from '../../../src/domain/ports-platform.ts';

function setUp(first: InstallOffer) {
  let offer = first;
  let dismissed = false;
  let changed = () => {};
  const installation = new Installation({
    offer: () => offer,
    onChange: (listener) => {
      changed = listener;
      return () => {};
    },
    prompt: async () => {
      offer = 'installed';
    },
    isDismissed: () => dismissed,
    dismiss: () => {
      dismissed = true;
    },
  });
  const become = (next: InstallOffer) => {
    offer = next;
    changed();
  };
  return { installation, become };
}

test('shows what the browser offers, as soon as it does', () => {
  const { installation, become } = setUp('none');
  expect(installation.state).toBe('none');
  become('can-prompt');
  expect(installation.state).toBe('can-prompt');
});

test('asking may install', async () => {
  const { installation } = setUp('can-prompt');
  await installation.prompt();
  expect(installation.state).toBe('installed');
});

test('a dismissed offer does not come back, but an installed app is one', () => {
  const { installation, become } = setUp('ios-hint');
  installation.dismiss();
  expect(installation.state).toBe('none');
  become('can-prompt');
  expect(installation.state).toBe('none');
  become('installed');
  expect(installation.state).toBe('installed');
});
