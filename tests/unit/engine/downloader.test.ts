import { describe, expect, it, vi } from 'vitest';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { Progress } from '../../../src/domain/generation.ts';
import type { Model } from '../../../src/domain/model.ts';
import { createDownloader, type DownloaderDeps } from '../../../src/engine/downloader.ts';
import type { DownloadThread } from '../../../src/engine/worker/download-thread.ts';
import { fakeMlcEntry } from '../../fixtures/fake-mlc-model.ts';
import { memoryFiles } from '../../fixtures/memory-files.ts';
import { threadWorker } from '../../fixtures/thread-worker.ts';

const entry = fakeMlcEntry('https://models.example/');
const model: Model = { id: 'm', name: 'M', context: 1, engine: 'wllama', bytes: 1, files: [] };
const other: Model = { ...model, id: 'other' };
const half: Progress = { phase: 'download', fraction: 0.5 };

function setUp(thread: Partial<DownloadThread>) {
  const idle: DownloadThread = {
    download: async () => ({ ok: true, value: model }),
    importFiles: async () => ({ ok: true, value: model }),
    lookUp: async () => ({ ok: true, value: entry }),
    unfinished: async () => [],
    verify: async () => ({ ok: true, value: { wrong: [], bytes: 1 } }),
    repair: async () => ({ ok: true, value: model }),
    remove: async () => undefined,
    stop: () => undefined,
  };
  const { worker, die } = threadWorker({ ...idle, ...thread });
  const deps = {
    startWorker: vi.fn(() => worker),
    allowedOrigins: () => ['https://models.example'],
    persist: vi.fn(async () => true),
    root: memoryFiles().root,
    installed: async () => [model, other],
  } satisfies DownloaderDeps;
  const options = { onProgress: vi.fn(), signal: new AbortController().signal };
  return { downloader: createDownloader(deps), deps, worker, die, options };
}

describe('createDownloader', () => {
  it('downloads in a thread of its own, tells progress, and asks that it be kept', async () => {
    const download = vi.fn<DownloadThread['download']>(async (_model, _origins, onProgress) => {
      onProgress(half);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { ok: true, value: model };
    });
    const { downloader, deps, worker, options } = setUp({ download });
    expect(await downloader.download(entry, options)).toEqual({ ok: true, value: model });
    expect(download.mock.calls[0]?.slice(0, 2)).toEqual([entry, ['https://models.example']]);
    expect(options.onProgress.mock.calls).toEqual([[half]]);
    expect(deps.persist).toHaveBeenCalledTimes(1);
    expect(worker.terminate).toHaveBeenCalled();
  });

  it('tells nothing any more once the result is here', async () => {
    let late: (progress: Progress) => void = () => undefined;
    const verify: DownloadThread['verify'] = async (_model, onProgress) => {
      late = onProgress;
      return { ok: true, value: { wrong: [], bytes: 1 } };
    };
    const { downloader, options } = setUp({ verify });
    expect(await downloader.verify(model, options)).toMatchObject({ ok: true });
    late({ phase: 'verify', fraction: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(options.onProgress).not.toHaveBeenCalled();
  });

  it('hands back a failure as it is', async () => {
    const error = engineError('quota', 'Full.');
    const { downloader, options } = setUp({ download: async () => ({ ok: false, error }) });
    expect(await downloader.download(entry, options)).toEqual({ ok: false, error });
  });

  it('says so when its thread dies', async () => {
    const { downloader, die, options } = setUp({ download: () => new Promise(() => undefined) });
    const running = downloader.download(entry, options);
    die();
    expect(await running).toMatchObject({ ok: false, error: { kind: 'worker-lost' } });
  });

  it('lets the thread clean up when stopped', async () => {
    const stopping = new AbortController();
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const { downloader, worker, options } = setUp({
      download: async () => {
        await stopped;
        return { ok: false, error: engineError('aborted') };
      },
      stop: () => stop(),
    });
    const running = downloader.download(entry, { ...options, signal: stopping.signal });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(worker.terminate).not.toHaveBeenCalled();
    stopping.abort();
    expect(await running).toEqual({ ok: false, error: engineError('aborted') });
  });

  it('ends a thread that does not stop', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopping = new AbortController();
    const { downloader, worker, options } = setUp({ download: () => new Promise(() => undefined) });
    const running = downloader.download(entry, { ...options, signal: stopping.signal });
    stopping.abort();
    await vi.advanceTimersByTimeAsync(5001);
    expect(await running).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(worker.terminate).toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('starts nothing once it was stopped', async () => {
    const { downloader, deps, options } = setUp({});
    const result = await downloader.importFiles([], {
      ...options,
      signal: AbortSignal.abort(),
    });
    expect(result).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(deps.startWorker).not.toHaveBeenCalled();
  });

  it('removes with the others in view', async () => {
    const remove = vi.fn<DownloadThread['remove']>(async () => undefined);
    const { downloader, worker } = setUp({ remove });
    await downloader.remove(model);
    expect(remove).toHaveBeenCalledWith(model, [other]);
    expect(worker.terminate).toHaveBeenCalled();
  });
});

describe('looking for what an earlier page began', () => {
  const begun = { model: entry, paused: true, bytes: 5 };

  it('needs no thread where nothing began', async () => {
    const { downloader, deps } = setUp({ unfinished: async () => [begun] });
    expect(await downloader.unfinished()).toEqual([]);
    expect(deps.startWorker).not.toHaveBeenCalled();
  });

  it('asks the thread where something did', async () => {
    const { downloader, deps, worker } = setUp({ unfinished: async () => [begun] });
    const models = await (await deps.root()).getDirectoryHandle('models', { create: true });
    const folder = await models.getDirectoryHandle('one', { create: true });
    await folder.getFileHandle('download.json', { create: true });
    expect(await downloader.unfinished()).toEqual([begun]);
    expect(worker.terminate).toHaveBeenCalled();
  });
});
