import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../src/app/app.ts';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { InstalledModel } from '../../../src/domain/model.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { StorageFailure } from '../../../src/domain/storage-failure.ts';
import { catalogueModel, createWorld, localModel, serverModel, settle } from './fakes.ts';

const started = async (options: Parameters<typeof createWorld>[0] = {}) => {
  const world = createWorld(options);
  await world.app.start();
  await settle();
  return world;
};

describe('the start', () => {
  it('loads the model that was in use', async () => {
    const { app, log } = await started({ installed: [localModel('a')], active: 'a' });
    expect(log).toContain('load a');
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { id: 'a' } });
    expect(app.models.started).toBe(true);
  });

  it('holds a model that the page died on, and offers a smaller one', async () => {
    const installed = [localModel('big', 900), localModel('small', 100), localModel('middle', 500)];
    const { app, log, crashMarker } = await started({ installed, active: 'big', crashed: 'big' });
    expect(log).not.toContain('load big');
    expect(app.models.active).toMatchObject({
      kind: 'held',
      model: { id: 'big' },
      smaller: { id: 'middle' },
    });
    expect(crashMarker.standing).toBe('big');
    expect(await app.chat.send('Hi', [])).toBe(false);
    expect(app.chat.problem?.action).toBe('choose-model');
    await app.models.use('big');
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { id: 'big' } });
    expect(crashMarker.standing).toBeUndefined();
  });

  it('does not take another tab’s load for a crash', async () => {
    const world = createWorld({ installed: [localModel('a')], active: 'a', crashed: 'a' });
    world.leadership.other = 'Elsewhere';
    await world.app.start();
    await settle();
    expect(world.app.models.active).toMatchObject({ kind: 'failed', error: { kind: 'busy-other-tab' } });
    expect(world.crashMarker.standing).toBe('a');
  });
});

describe('using a model', () => {
  it('is the choice of the next start only once it loaded', async () => {
    const { app, engine, memory } = await started({
      installed: [serverModel, localModel('a')],
      active: 'server',
    });
    engine('wllama').quick = false;
    const using = app.models.use('a');
    await settle();
    expect(app.models.active).toMatchObject({ kind: 'loading', model: { id: 'a' } });
    engine('wllama').loads[0]?.end(failure(engineError('out-of-memory')));
    await using;
    expect(app.models.active).toMatchObject({ kind: 'failed', error: { kind: 'out-of-memory' } });
    expect(memory.settings.value.activeModelId).toBe('server');
    engine('wllama').quick = true;
    await app.models.use('a');
    expect(memory.settings.value.activeModelId).toBe('a');
  });

  it('can be ended', async () => {
    const { app, engine } = await started({ installed: [localModel('a')] });
    engine('wllama').quick = false;
    const using = app.models.use('a');
    await settle();
    app.models.cancelUse();
    await using;
    expect(app.models.active).toEqual({ kind: 'none' });
  });

  it('is unloaded when it is deleted', async () => {
    const { app, log, memory } = await started({ installed: [localModel('a')], active: 'a' });
    await app.models.remove('a');
    await settle();
    expect(log.slice(-2)).toEqual(['unload wllama', 'delete a']);
    expect(app.models.active).toEqual({ kind: 'none' });
    expect(app.models.installed).toEqual([]);
    expect(memory.settings.value.activeModelId).toBeNull();
  });
});

describe('files that no record lists', () => {
  it('stay listed where they could not be deleted', async () => {
    const { app, deps } = await started({ installed: [localModel('a')] });
    deps.downloader.remove = () => Promise.reject(new Error('in use'));
    await app.models.remove('a');
    await settle();
    expect(app.models.installed).toMatchObject([{ id: 'a' }]);
    expect(app.models.problem).toBeDefined();
  });

  it('are taken away again where the record could not be written', async () => {
    const world = await started();
    world.memory.stores.models.put = () => Promise.reject(new StorageFailure('quota'));
    const importing = world.app.models.importFiles([{ path: 'x', file: new File(['x'], 'x.gguf') }]);
    world.transfers[0]?.end(success(localModel('x')));
    await importing;
    expect(world.log).toContain('delete x');
    expect(world.app.models.importing).toMatchObject({ kind: 'failed', error: { kind: 'quota' } });
  });

  it('are left where an earlier import of the same file is listed', async () => {
    const world = await started({ installed: [localModel('x')] });
    world.memory.stores.models.put = () => Promise.reject(new StorageFailure('quota'));
    const importing = world.app.models.importFiles([{ path: 'x', file: new File(['x'], 'x.gguf') }]);
    world.transfers[0]?.end(success(localModel('x')));
    await importing;
    expect(world.log).not.toContain('delete x');
  });
});

describe('what is on its way', () => {
  it.each(['download', 'import'])('is not cut short by a new version: %s', async (kind) => {
    const happened: string[] = [];
    let replace = () => {};
    const world = await started({
      catalogue: [catalogueModel('small', 1e6)],
      update: {
        onReady: () => () => {},
        onReplaced: (listener) => {
          replace = listener;
          return () => {};
        },
        apply: () => {},
        reload: () => void happened.push('reload'),
      },
    });
    const { models } = world.app;
    const bringing =
      kind === 'download'
        ? models.download('small')
        : models.importFiles([{ path: 'x', file: new File(['x'], 'x.gguf') }]);
    expect(models.bringing).toBe(true);
    replace();
    expect(happened).toEqual([]);
    world.transfers[0]?.end(failure(engineError('network')));
    await bringing;
    expect(models.bringing).toBe(false);
    replace();
    expect(happened).toEqual(['reload']);
  });

  it('is ended, and waited for, before everything is erased', async () => {
    const world = await started({ catalogue: [catalogueModel('small', 1e6)] });
    const order: string[] = [];
    world.deps.downloader.importFiles = (_file, { signal }) =>
      new Promise((end) => {
        signal.addEventListener('abort', () =>
          setTimeout(() => {
            order.push('cleaned up');
            end(failure(engineError('aborted')));
          }, 20),
        );
      });
    const bringing = [
      world.app.models.download('small'),
      world.app.models.importFiles([{ path: 'x', file: new File(['x'], 'x.gguf') }]),
    ];
    await world.app.quiet();
    order.push('quiet');
    await Promise.all(bringing);
    expect(order).toEqual(['cleaned up', 'quiet']);
    expect(world.transfers[0]?.options.signal.aborted).toBe(true);
  });
});

describe('the catalogue', () => {
  const catalogue = [catalogueModel('small', 1e6), catalogueModel('big', 2e6)];
  const states = (world: Awaited<ReturnType<typeof started>>) => {
    const state = world.app.models.catalogue;
    return state.kind === 'ready' ? state.entries.map((entry) => entry.state) : state.kind;
  };

  it('shows a download, and uses it where nothing is in use', async () => {
    const world = await started({ catalogue });
    const downloading = world.app.models.download('small');
    world.transfers[0]?.options.onProgress({ phase: 'download', fraction: 0.25 });
    expect(states(world)).toMatchObject([
      { kind: 'downloading', progress: { fraction: 0.25 } },
      { kind: 'absent' },
    ]);
    world.transfers[0]?.end(success(localModel('small')));
    await downloading;
    await settle();
    expect(states(world)).toEqual([{ kind: 'installed' }, { kind: 'absent' }]);
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
    expect(world.memory.models.value).toMatchObject([{ id: 'small', origin: 'catalogue', addedAt: 1000 }]);
    expect(world.log).toContain('recorded small');
  });

  it('stays to be gone on with where its record could not be written', async () => {
    const world = await started({ catalogue });
    world.memory.stores.models.put = () => Promise.reject(new StorageFailure('quota'));
    const downloading = world.app.models.download('small');
    world.transfers[0]?.end(success(localModel('small')));
    await downloading;
    expect(states(world)[0]).toMatchObject({ kind: 'failed', error: { kind: 'quota' } });
    expect(world.log.filter((word) => /^(delete|recorded)/.test(word))).toEqual([]);
  });

  it('does not disturb the model in use', async () => {
    const world = await started({ catalogue, installed: [serverModel], active: 'server' });
    const downloading = world.app.models.download('small');
    world.transfers[0]?.end(success(localModel('small')));
    await downloading;
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'server' } });
  });

  it('pauses a download, and goes on with it', async () => {
    const world = await started({
      catalogue,
      unfinished: [{ model: catalogueModel('small', 1e6), paused: true, bytes: 400_000 }],
    });
    await vi.waitFor(() => expect(states(world)).toMatchObject([{ kind: 'paused' }, {}]));
    expect(states(world)).toMatchObject([{ kind: 'paused', bytes: 400_000 }, { kind: 'absent' }]);
    const downloading = world.app.models.download('small');
    expect(states(world)).toMatchObject([{ kind: 'downloading' }, { kind: 'absent' }]);
    world.app.models.pauseDownload('small');
    await downloading;
    expect(states(world)).toMatchObject([{ kind: 'paused', bytes: 400_000 }, { kind: 'absent' }]);
    expect(world.log).not.toContain('delete small');
  });

  it('goes on by itself with what a closed page was fetching, also where it is no longer listed', async () => {
    const world = await started({
      catalogue,
      unfinished: [{ model: catalogueModel('gone', 3e6), paused: false, bytes: 400_000 }],
    });
    await vi.waitFor(() =>
      expect(states(world)).toMatchObject([{ kind: 'absent' }, { kind: 'absent' }, { kind: 'downloading' }]),
    );
    world.transfers[0]?.end(success(localModel('gone')));
    await settle();
    expect(world.memory.models.value).toMatchObject([{ id: 'gone' }]);
  });

  it('says that a model works offline only where its runtime is stored and no file is known to be wrong', async () => {
    const world = await started({ installed: [localModel('small'), serverModel] });
    const checks = await world.app.models.checks.load();
    expect(checks.worksOffline(localModel('small'))).toBeUndefined();
    world.deps.runtimes.keep = async () => false;
    await checks.lookOffline(localModel('small'));
    expect(checks.worksOffline(localModel('small'))).toBe(false);
    world.deps.runtimes.keep = async () => true;
    await checks.lookOffline(localModel('small'));
    await checks.lookOffline(serverModel);
    expect(checks.worksOffline(localModel('small'))).toBe(true);
    expect(checks.worksOffline(serverModel)).toBeUndefined();
    world.deps.downloader.verify = async () => success({ wrong: ['a.bin'], bytes: 1 });
    await checks.check(localModel('small'));
    expect(checks.worksOffline(localModel('small'))).toBe(false);
  });

  it('checks the files of a model, and repairs it while it is not in use', async () => {
    const world = await started({
      catalogue,
      installed: [{ ...localModel('small'), addedAt: 1, origin: 'catalogue' }],
      active: 'small',
    });
    await world.app.models.check('small');
    expect(world.app.models.checks.current?.of('small')).toEqual({ kind: 'whole', bytes: 1 });
    world.deps.downloader.verify = async () => success({ wrong: ['a.bin'], bytes: 1 });
    await world.app.models.check('small');
    expect(world.app.models.checks.current?.of('small')).toEqual({ kind: 'wrong', files: ['a.bin'] });
    const repairing = world.app.models.repair('small');
    await settle();
    expect(world.app.models.active.kind).toBe('none');
    world.transfers[0]?.end(success(localModel('small')));
    await repairing;
    expect(world.app.models.checks.current?.of('small')).toEqual({ kind: 'repaired' });
    expect(world.app.models.active).toMatchObject({ kind: 'ready', model: { id: 'small' } });
  });

  it('shows why a download failed, and forgets a cancelled one', async () => {
    const world = await started({ catalogue });
    const failing = world.app.models.download('small');
    world.transfers[0]?.end(failure(engineError('network')));
    await failing;
    expect(states(world)).toMatchObject([{ kind: 'failed', error: { kind: 'network' } }, { kind: 'absent' }]);
    const cancelled = world.app.models.download('big');
    await world.app.models.discardDownload('big');
    await cancelled;
    expect(states(world)).toMatchObject([{ kind: 'failed' }, { kind: 'absent' }]);
    expect(world.log).toContain('delete big');
    expect(world.app.models.active).toEqual({ kind: 'none' });
  });

  it('offers the next smaller model after a failure, from the catalogue where none is here', async () => {
    const world = await started({ catalogue, installed: [localModel('huge', 5e6)] });
    world.engine('wllama').quick = false;
    const using = world.app.models.use('huge');
    await settle();
    world.engine('wllama').loads[0]?.end(failure(engineError('out-of-memory')));
    await using;
    expect(world.app.models.active).toMatchObject({ kind: 'failed', smaller: { id: 'big' } });
  });
});

describe('a model from elsewhere', () => {
  it('is imported and used at once', async () => {
    const { app, transfers } = await started();
    const importing = app.models.importFiles([{ path: 'x', file: new File(['x'], 'x.gguf') }]);
    expect(app.models.importing.kind).toBe('copying');
    transfers[0]?.end(success(localModel('x')));
    await importing;
    expect(app.models.importing).toEqual({ kind: 'idle' });
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { id: 'x' } });
  });

  it('says why a file cannot be used', async () => {
    const { app, transfers, memory } = await started();
    const importing = app.models.importFiles([{ path: 'x', file: new File(['x'], 'x.txt') }]);
    transfers[0]?.end(failure(engineError('corrupt', 'This is no model file.')));
    await importing;
    expect(app.models.importing).toMatchObject({
      kind: 'failed',
      error: { sentence: 'This is no model file.' },
    });
    expect(memory.models.value).toEqual([]);
  });

  it('connects a server, keeps it, and is still connected after a reload', async () => {
    const { app, memory } = await started();
    await app.models.connect(' http://localhost:1/v1 ', 'x');
    expect(app.models.connection).toEqual({ kind: 'connected', address: 'http://localhost:1/v1' });
    expect(memory.settings.value.activeModelId).toBe('server');
    const again = await started({ installed: memory.models.value, active: 'server' });
    expect(again.app.models.connection.kind).toBe('connected');
  });

  it('says why a server cannot be connected, and keeps the model in use', async () => {
    const { app } = await started({ installed: [localModel('a')], active: 'a' });
    await app.models.connect('refused', 'x');
    expect(app.models.connection).toMatchObject({
      kind: 'failed',
      error: { sentence: 'Nothing answers there.' },
    });
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { id: 'a' } });
  });

  it('uses the browser’s model once the person agrees', async () => {
    const { app, memory } = await started();
    expect(app.models.browserFitness).toEqual({ usable: true, sentence: 'Fine.' });
    await app.models.allowBrowserModel();
    expect(memory.settings.value).toMatchObject({ browserModelAllowed: true, activeModelId: 'browser' });
    expect(app.models.active).toMatchObject({ kind: 'ready', model: { engine: 'browser' } });
  });
});

describe('a model by its address', () => {
  it('is offered beside the catalogue, and downloads like any other', async () => {
    const { app, transfers, memory } = await started({ catalogue: [catalogueModel('small', 1e6)] });
    expect(await app.models.added.add('https://models.example/one.gguf')).toBe('added-one');
    expect(app.models.catalogue).toMatchObject({
      kind: 'ready',
      entries: [{ model: { id: 'small' } }, { model: { id: 'added-one' } }],
    });
    const downloading = app.models.download('added-one');
    transfers[0]?.end(success(localModel('added-one')));
    await downloading;
    expect(memory.models.value).toMatchObject([{ id: 'added-one' }]);
  });

  it('is offered also where the catalogue cannot be had', async () => {
    const world = await started();
    world.deps.catalogue.read = async () => failure(engineError('network'));
    await world.app.models.refresh();
    await world.app.models.added.add('https://models.example/one.gguf');
    expect(world.app.models.catalogue).toMatchObject({
      kind: 'failed',
      entries: [{ model: { id: 'added-one' } }],
    });
  });

  it('is offered until it is taken off the list, also at the next start', async () => {
    const { app, memory, deps, log } = await started();
    await app.models.added.add('https://models.example/one.gguf');
    await app.models.added.add('https://models.example/one.gguf');
    expect(memory.settings.value.addedModels).toMatchObject([{ id: 'added-one' }]);
    const next = createApp(deps);
    await next.start();
    await settle();
    expect(next.models.catalogue).toMatchObject({ kind: 'ready', entries: [{ model: { id: 'added-one' } }] });
    await next.models.takeOff('added-one');
    expect(next.models.catalogue).toMatchObject({ kind: 'ready', entries: [] });
    expect(memory.settings.value.addedModels).toEqual([]);
    expect(log).toContain('delete added-one');
  });

  it('is not offered where it is here already, or could not be remembered', async () => {
    const here: InstalledModel = { ...localModel('added-one'), addedAt: 1, origin: 'catalogue' };
    const known = (await started({ installed: [here] })).app.models;
    expect(await known.added.add('https://models.example/one.gguf')).toBeUndefined();
    expect(known.added.state).toMatchObject({
      error: { sentence: '“Model added-one” is on this device already.' },
    });
    const { app, memory } = await started();
    memory.stores.settings.write = () => Promise.reject(new StorageFailure('quota'));
    expect(await app.models.added.add('https://models.example/one.gguf')).toBeUndefined();
    expect(app.models.added.state).toMatchObject({ kind: 'failed', error: { kind: 'quota' } });
  });

  it('says why it cannot be added', async () => {
    const { app } = await started();
    expect(await app.models.added.add('refused')).toBeUndefined();
    expect(app.models.added.state).toMatchObject({ kind: 'failed', error: { sentence: 'Not from there.' } });
  });
});
