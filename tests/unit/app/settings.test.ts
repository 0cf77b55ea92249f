import { describe, expect, it } from 'vitest';
import { AppearanceSetting } from '../../../src/app/appearance.svelte.ts';
import { memoryStores, settle } from './fakes.ts';

describe('the appearance', () => {
  it('is the system’s until another was chosen, and is shown at once', async () => {
    const { stores, settings } = memoryStores();
    const appearance = new AppearanceSetting(Promise.resolve(stores.settings));
    expect(appearance.current).toBe('system');
    await settle();
    const choosing = appearance.choose('dark');
    expect(appearance.current).toBe('dark');
    await choosing;
    await settle();
    expect(settings.value.appearance).toBe('dark');
    settings.set({ ...settings.value, appearance: 'light' });
    await settle();
    expect(appearance.current).toBe('light');
  });

  it('is taken back where it cannot be stored', async () => {
    const appearance = new AppearanceSetting(Promise.reject(new Error('closed')));
    await appearance.choose('dark');
    expect(appearance.current).toBe('system');
  });
});
