import { describe, expect, it, vi } from 'vitest';
import type { SearchHit } from '../../../src/domain/search.ts';
import { createSearchThread } from '../../../src/storage/search-thread.ts';
import { createSearch } from '../../../src/storage/search.ts';
import { threadWorker } from '../../fixtures/thread-worker.ts';

const hit: SearchHit = {
  conversationId: 'c',
  messageId: 'm',
  title: 'T',
  snippet: 'word',
  match: { from: 0, to: 4 },
};

describe('createSearch', () => {
  it('starts its thread with the first query and keeps it', async () => {
    const openProfile = vi.fn(() => ({ find: async () => [hit] }));
    const { worker } = threadWorker(createSearchThread({ openProfile }));
    const startWorker = vi.fn(() => worker);
    const search = createSearch({ startWorker, profileId: 'p' });
    expect(startWorker).not.toHaveBeenCalled();
    expect(await search.find('word', 5)).toEqual([hit]);
    expect(await search.find('word', 5)).toEqual([hit]);
    expect(startWorker).toHaveBeenCalledTimes(1);
    expect(openProfile.mock.calls).toEqual([['p']]);
    search.close();
    expect(worker.terminate).toHaveBeenCalled();
  });

  it('rejects when the thread dies, and starts another for the next query', async () => {
    const hanging = threadWorker({ find: () => new Promise(() => undefined) });
    const good = threadWorker({ find: async () => [hit] });
    const startWorker = vi.fn().mockReturnValueOnce(hanging.worker).mockReturnValueOnce(good.worker);
    const search = createSearch({ startWorker, profileId: 'p' });
    const waiting = search.find('word', 5);
    hanging.die();
    await expect(waiting).rejects.toThrow('died');
    expect(await search.find('word', 5)).toEqual([hit]);
    search.close();
  });

  it('gives up a thread that died without a word', async () => {
    const hanging = threadWorker({ find: () => new Promise(() => undefined) });
    const good = threadWorker({ find: async () => [hit] });
    const startWorker = vi.fn().mockReturnValueOnce(hanging.worker).mockReturnValueOnce(good.worker);
    const search = createSearch({ startWorker, profileId: 'p', patienceMs: 300 });
    await expect(search.find('word', 5)).rejects.toThrow('silent');
    expect(hanging.worker.terminate).toHaveBeenCalled();
    expect(await search.find('word', 5)).toEqual([hit]);
    // A late word of the first thread must not end the second one.
    hanging.die();
    expect(await search.find('word', 5)).toEqual([hit]);
    expect(startWorker).toHaveBeenCalledTimes(2);
    search.close();
  });
});
