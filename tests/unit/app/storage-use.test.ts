import { describe, expect, it } from 'vitest';
import { success } from '../../../src/domain/result.ts';
import { conversation, question } from '../../fixtures/storage.ts';
import { createWorld, localModel, settle } from './fakes.ts';

async function setUp(options: Parameters<typeof createWorld>[0] = {}) {
  const world = createWorld(options);
  await world.app.start();
  await settle();
  const storage = await world.app.storage.load();
  return { ...world, storage };
}

const twoModels = { installed: [localModel('a', 700), localModel('b', 300)] };

describe('the use of storage', () => {
  it('is measured when asked for, and databases are what files and caches leave of the sum', async () => {
    const { storage, deps } = await setUp(twoModels);
    expect([storage.use, storage.parts, storage.measured]).toEqual([undefined, undefined, false]);
    deps.device.storage = async () => ({ used: 2000, quota: 9000, persisted: false });
    await storage.refresh();
    expect(storage.parts?.files.models).toEqual({ a: 700, b: 300 });
    // 2000 less two models, the app, engines, files and what can be undone.
    expect(storage.parts?.rows).toEqual({ conversations: 0, learning: 30, rest: 805 });
    expect(storage.measured).toBe(true);
  });

  it('asks for protection, and says whether it was given', async () => {
    const { storage, deps } = await setUp();
    deps.device.storage = async () => ({ used: 1, quota: 10, persisted: true });
    expect(await storage.persist()).toBe(true);
    expect(storage.use).toEqual({ used: 1, quota: 10, persisted: true });
  });

  it('goes without the sum where the browser does not tell', async () => {
    const { storage, deps } = await setUp(twoModels);
    deps.device.storage = async () => ({ used: 0, quota: 0, persisted: false });
    await storage.refresh();
    expect(storage.use).toBeUndefined();
    expect(storage.parts?.rows).toEqual({ conversations: 0, learning: 30, rest: 0 });
  });

  it('frees what a model took, and what all took', async () => {
    const { storage, log } = await setUp(twoModels);
    expect(await storage.removeModels(['a'])).toEqual(success(700));
    expect(log).toContain('delete a');
    await storage.removeModels(['b']);
    expect(storage.parts?.files.models).toEqual({});
  });

  it('says so where a model could not be deleted', async () => {
    const { storage, deps } = await setUp(twoModels);
    deps.downloader.remove = () => Promise.reject(new Error('in use'));
    expect(await storage.removeModels(['a'])).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('went wrong') },
    });
    expect(storage.parts?.files.models).toEqual({ a: 700, b: 300 });
  });

  it('keeps what models run on while one is here', async () => {
    const { storage, log } = await setUp(twoModels);
    expect(await storage.dropEngines()).toMatchObject({ ok: false });
    expect(log).not.toContain('engines deleted');
    await storage.removeModels(['a', 'b']);
    await settle();
    expect(await storage.dropEngines()).toMatchObject({ ok: true });
    expect(log).toContain('engines deleted');
  });

  it('deletes every conversation and its draft for good, and nothing else', async () => {
    const { storage, memory, deps } = await setUp(twoModels);
    deps.device.storage = async () => ({ used: 2000, quota: 9000, persisted: false });
    memory.conversations.set([conversation('one'), conversation('two')]);
    memory.messages.set([question('q', 'one', 'Hi')]);
    memory.drafts.set('two', { key: 'two', text: 'Half', provenance: [] });
    await settle();
    expect(await storage.removeConversations()).toMatchObject({ ok: true });
    expect(memory.conversations.value).toEqual([]);
    expect([...memory.drafts.keys()]).toEqual([]);
    expect(memory.models.value).toHaveLength(2);
  });
});

describe('erasing', () => {
  it('stops what runs before everything is deleted', async () => {
    const world = createWorld({ ...twoModels, active: 'a' });
    world.deps.eraseEverything = async () => success(void world.log.push('erase'));
    await world.app.start();
    await settle();
    expect(await (await world.app.storage.load()).erase()).toEqual(success(undefined));
    expect(world.log.slice(-2)).toEqual(['unload wllama', 'erase']);
  });

  it('says so where it broke off', async () => {
    const { app, deps } = createWorld();
    deps.eraseEverything = () => Promise.reject(new Error('held'));
    expect(await (await app.storage.load()).erase()).toMatchObject({ ok: false });
  });
});
