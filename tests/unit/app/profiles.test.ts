import { describe, expect, it, vi } from 'vitest';
import { Profiles } from '../../../src/app/profiles.svelte.ts';
import type { Profile, ProfileStore } from '../../../src/domain/profiles.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));
const ada: Profile = { id: 'ada', name: 'Ada', createdAt: 1 };
const ben: Profile = { id: 'ben', name: 'Ben', createdAt: 2 };

function setUp(more: Partial<ProfileStore> = {}) {
  const order: string[] = [];
  const store: ProfileStore = {
    currentId: 'ben',
    live: () => ({
      subscribe(next) {
        next([ada, ben]);
        return () => {};
      },
    }),
    create: async (name) => {
      order.push(`create ${name}`);
      return success({ id: 'new', name, createdAt: 3 });
    },
    rename: async (id, name) => {
      order.push(`rename ${id} ${name}`);
      return success(undefined);
    },
    use: async (id) => {
      order.push(`use ${id}`);
      return success(undefined);
    },
    remove: async (id) => {
      order.push(`remove ${id}`);
      return success(undefined);
    },
    ...more,
  };
  const reload = vi.fn(() => void order.push('reload'));
  return { profiles: new Profiles({ store: Promise.resolve(store), reload }), order, reload };
}

describe('profiles', () => {
  it('say who there is and whose page this is', async () => {
    const { profiles } = setUp();
    expect([profiles.rows, profiles.currentId, profiles.current]).toEqual([[], undefined, undefined]);
    await settle();
    expect(profiles.rows).toEqual([ada, ben]);
    expect(profiles.current).toEqual(ben);
  });

  it('load the page again once another one is in use, and not before', async () => {
    const { profiles, order } = setUp();
    expect(await profiles.create('Cy')).toEqual(success(undefined));
    expect(await profiles.switchTo('ada')).toEqual(success(undefined));
    expect(order).toEqual(['create Cy', 'reload', 'use ada', 'reload']);
  });

  it('stay on the page for a new name and for a deletion', async () => {
    const { profiles, order } = setUp();
    await profiles.rename('ada', 'Ada L.');
    await profiles.remove('ada');
    expect(order).toEqual(['rename ada Ada L.', 'remove ada']);
  });

  it('pass on a refusal and stay', async () => {
    const { profiles, reload } = setUp({ create: async () => failure('Taken.') });
    expect(await profiles.create('Ada')).toEqual(failure('Taken.'));
    expect(reload).not.toHaveBeenCalled();
  });

  it('say in a sentence that the storage failed', async () => {
    const full = new StorageFailure('quota');
    const { profiles, reload } = setUp({ use: () => Promise.reject(full) });
    expect(await profiles.switchTo('ada')).toEqual(failure(full.sentence));
    const closed = new Profiles({ store: Promise.reject(new Error('closed')), reload });
    expect(await closed.rename('ada', 'A')).toMatchObject({ ok: false });
    await settle();
    expect(closed.problem).toEqual(expect.any(String));
    expect(reload).not.toHaveBeenCalled();
  });
});
