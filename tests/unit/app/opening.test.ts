import { describe, expect, it } from 'vitest';
import { type OpenedStorage, Opening } from '../../../src/app/opening.svelte.ts';
import { LiveValue } from '../../../src/app/live-value.svelte.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';
import { memoryStores, settle, Source } from './fakes.ts';

const { stores } = memoryStores();
const ready: OpenedStorage = { kind: 'ready', storage: stores };

describe('opening the storage', () => {
  it('hands out the stores once they are open', async () => {
    const opening = new Opening(Promise.resolve(ready));
    expect(opening.state).toEqual({ kind: 'opening' });
    expect(await opening.stores).toBe(stores);
    expect(opening.state).toEqual({ kind: 'open' });
    opening.closed('superseded');
    expect(opening.state).toMatchObject({ kind: 'closed', sentence: expect.stringContaining('Reload') });
  });

  it('goes on without what was lost only when told to', async () => {
    const empty: OpenedStorage = { kind: 'unexpectedly-empty', since: 5, startEmpty: async () => ready };
    const opening = new Opening(Promise.resolve(empty));
    await settle();
    expect(opening.state).toEqual({ kind: 'unexpectedly-empty', since: 5 });
    opening.startEmpty();
    opening.startEmpty();
    expect(opening.state).toEqual({ kind: 'opening' });
    expect(await opening.stores).toBe(stores);
  });

  it.each([
    [async (): Promise<OpenedStorage> => ({ kind: 'newer', sentence: 'Newer.' }), 'newer'],
    [async (): Promise<OpenedStorage> => ({ kind: 'failed', sentence: 'Failed.', detail: '' }), 'failed'],
    [(): Promise<OpenedStorage> => Promise.reject(new Error('defect')), 'failed'],
  ])('says why it cannot be opened', async (open, kind) => {
    const opening = new Opening(open());
    await expect(opening.stores).rejects.toBeInstanceOf(StorageFailure);
    expect(opening.state.kind).toBe(kind);
  });
});

describe('a live value', () => {
  it('follows its source until it is closed', async () => {
    const source = new Source(1);
    const value = new LiveValue(Promise.resolve(source.live((number) => number)));
    expect(value.current).toBeUndefined();
    expect(await value.first()).toBe(1);
    source.set(2);
    await settle();
    expect(value.current).toBe(2);
    value.close();
    source.set(3);
    await settle();
    expect(value.current).toBe(2);
  });

  it('says why nothing comes', async () => {
    const failing = {
      subscribe: (_next: unknown, error: (problem: unknown) => void) => (
        error(new StorageFailure('lost')),
        () => {}
      ),
    };
    const value = new LiveValue(Promise.resolve(failing));
    await expect(value.first()).rejects.toBeInstanceOf(StorageFailure);
    expect(value.problem).toContain('Reload');
    const unopened = new LiveValue(Promise.reject(new Error('never')));
    await settle();
    expect(unopened.problem).toContain('Something went wrong');
  });
});
