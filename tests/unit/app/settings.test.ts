import { describe, expect, it } from 'vitest';
import { AppearanceSetting } from '../../../src/app/appearance.svelte.ts';
import { StorageUse } from '../../../src/app/storage-use.svelte.ts';
import { success } from '../../../src/domain/result.ts';
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

describe('the use of storage', () => {
  const device = {
    facts: () => Promise.reject(new Error('not asked')),
    storage: async () => ({ used: 1, quota: 10, persisted: false }),
    persist: async () => true,
  };

  it('is read when asked for', async () => {
    const storage = new StorageUse({
      device,
      eraseEverything: async () => success(undefined),
      quiet: async () => {},
    });
    expect(storage.use).toBeUndefined();
    expect(await storage.persist()).toBe(true);
    expect(storage.use).toEqual({ used: 1, quota: 10, persisted: false });
  });

  it('stops what runs before everything is deleted', async () => {
    const order: string[] = [];
    const storage = new StorageUse({
      device,
      quiet: async () => void order.push('quiet'),
      eraseEverything: async () => {
        order.push('erase');
        return success(undefined);
      },
    });
    expect(await storage.erase()).toEqual(success(undefined));
    expect(order).toEqual(['quiet', 'erase']);
    const failing = new StorageUse({
      device,
      quiet: async () => {},
      eraseEverything: () => Promise.reject(new Error()),
    });
    expect(await failing.erase()).toMatchObject({ ok: false });
  });
});
