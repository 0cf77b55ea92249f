import { afterEach, describe, expect, it, vi } from 'vitest';
import { engineError } from '../../../src/domain/engine-error.ts';
import type { Completion, GenerateRequest } from '../../../src/domain/generation.ts';
import type { Model } from '../../../src/domain/model.ts';
import { failure, success } from '../../../src/domain/result.ts';
import { createLocalEngine } from '../../../src/engine/local-engine.ts';
import { createWorkerBridge } from '../../../src/engine/worker-bridge.ts';
import type { ModelThread } from '../../../src/engine/worker/model-thread.ts';
import { FakeWorker } from '../../fixtures/fake-worker.ts';

type Thread = ModelThread<{ id: string }, string>;

const workers: FakeWorker[] = [];
afterEach(() => {
  vi.useRealTimers();
  workers.splice(0).forEach((worker) => worker.terminate());
});

const completion = (raw: string): Completion => ({
  raw,
  text: raw,
  finish: 'stop',
  usage: { computed: 1, reused: 0, completion: 1, estimated: false },
  timings: { firstTokenMs: 1, tokensPerSecond: 1 },
});

/** A worker's API that answers "one two", a word at a time, and can be told to wait. */
function fakeThread(over: Partial<Thread> = {}): Thread & { stops: number; prompts: string[] } {
  const thread = {
    stops: 0,
    prompts: [] as string[],
    load: async ({ id }: { id: string }, onProgress: (progress: never) => void) => {
      onProgress({ phase: 'read', fraction: 1 } as never);
      return success(`loaded ${id}`);
    },
    generate: async (request: GenerateRequest, onUpdate: (update: never) => void | Promise<void>) => {
      thread.prompts.push(request.messages[0]?.content ?? '');
      await onUpdate({ kind: 'prefill', fraction: 0.5 } as never);
      await onUpdate({ kind: 'delta', text: 'one ' } as never);
      await onUpdate({ kind: 'delta', text: 'two' } as never);
      return success(completion('one two'));
    },
    stop: () => void (thread.stops += 1),
    ...over,
  };
  return thread as Thread & { stops: number; prompts: string[] };
}

function setUp(threads: Thread[]) {
  const ended: (string | undefined)[] = [];
  const engine = createLocalEngine<{ id: string }, string>({
    name: 'wllama',
    bridge: createWorkerBridge<Thread>({
      startWorker: () => {
        const worker = new FakeWorker(threads[workers.length] ?? fakeThread());
        workers.push(worker);
        return worker.asWorker();
      },
      url: '',
      name: 'wllama',
    }),
    probe: () => Promise.resolve({ usable: true, sentence: 'Yes.' }),
    prepare: ({ id }) =>
      Promise.resolve(
        id === 'bad'
          ? failure(engineError('unsupported'))
          : success({ request: { id }, ended: (report: string | undefined) => void ended.push(report) }),
      ),
  });
  return { engine, ended };
}

const model = (id: string): Model => ({ id, name: id, context: 1, engine: 'wllama', bytes: 1, files: [] });
const never = new AbortController().signal;
const ask = (content: string): GenerateRequest => ({
  messages: [{ role: 'user', content }],
  sampling: { temperature: 0, topP: 1 },
});
const quiet = { onProgress: () => {}, onDelta: () => {}, signal: never };
const hang = () => new Promise<never>(() => {});
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('createLocalEngine', () => {
  it('loads, streams and counts', async () => {
    const { engine, ended } = setUp([fakeThread()]);
    const heard: unknown[] = [];
    const loading = engine.load(model('a'), {
      onProgress: (progress) => heard.push(progress),
      signal: never,
    });
    expect(await loading).toEqual({ ok: true, value: undefined });
    const result = await engine.generate(ask('Hi'), {
      onDelta: (text) => heard.push(text),
      onPrefill: (fraction) => heard.push(fraction),
      signal: never,
    });
    expect(result).toEqual({ ok: true, value: completion('one two') });
    expect(heard).toEqual([{ phase: 'read', fraction: 1 }, 0.5, 'one ', 'two']);
    expect(ended).toEqual(['loaded a']);
  });

  it('answers nothing before a load, after an unload, and where the model cannot run', async () => {
    const { engine } = setUp([fakeThread(), fakeThread()]);
    const refused = { ok: false, error: { kind: 'worker-lost' } };
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject(refused);
    await engine.load(model('a'), quiet);
    await engine.unload();
    await engine.unload();
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject(refused);
    expect(await engine.load(model('bad'), quiet)).toMatchObject({
      ok: false,
      error: { kind: 'unsupported' },
    });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });

  it('lets the newer of two loads win, in a worker of its own', async () => {
    const { engine, ended } = setUp([fakeThread({ load: hang }), fakeThread()]);
    const first = engine.load(model('a'), quiet);
    await settled();
    const second = engine.load(model('b'), quiet);
    expect(await first).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(await second).toEqual({ ok: true, value: undefined });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(ended).toEqual([undefined, 'loaded b']);
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ ok: true });
  });

  it('starts one worker for two loads at the same moment', async () => {
    const { engine } = setUp([fakeThread(), fakeThread()]);
    const results = await Promise.all([engine.load(model('a'), quiet), engine.load(model('b'), quiet)]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
    expect(workers.length).toBe(1);
  });

  it('ends the worker of a load that is given up', async () => {
    const { engine, ended } = setUp([fakeThread({ load: hang })]);
    const given = new AbortController();
    const loading = engine.load(model('a'), { ...quiet, signal: given.signal });
    await settled();
    given.abort();
    expect(await loading).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(workers[0]?.terminated).toBe(true);
    expect(ended).toEqual([undefined]);
  });

  it('returns at once when stopped, drops late text, and keeps the queued request', async () => {
    let goOn: () => void = () => {};
    const thread: ReturnType<typeof fakeThread> = fakeThread({
      generate: async (request, onUpdate) => {
        thread.prompts.push(request.messages[0]?.content ?? '');
        if (thread.prompts.length > 1) return success(completion('second'));
        await onUpdate({ kind: 'delta', text: 'early' });
        await new Promise<void>((resolve) => (goOn = resolve));
        await onUpdate({ kind: 'delta', text: 'late' });
        return failure(engineError('aborted'));
      },
    });
    const { engine } = setUp([thread]);
    await engine.load(model('a'), quiet);
    const given = new AbortController();
    let text = '';
    const first = engine.generate(ask('1'), { onDelta: (delta) => (text += delta), signal: given.signal });
    const second = engine.generate(ask('2'), quiet);
    await settled();
    given.abort();
    expect(await first).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    await settled();
    expect([thread.stops, thread.prompts]).toEqual([1, ['1']]);
    goOn();
    expect(await second).toMatchObject({ ok: true, value: { raw: 'second' } });
    expect([text, thread.stops]).toEqual(['early', 1]);
  });

  it('never sends a request that was stopped while it waited', async () => {
    const thread = fakeThread();
    const { engine } = setUp([thread]);
    await engine.load(model('a'), quiet);
    const given = new AbortController();
    const results = [
      engine.generate(ask('1'), quiet),
      engine.generate(ask('2'), { ...quiet, signal: given.signal }),
      engine.generate(ask('3'), quiet),
    ];
    given.abort();
    expect((await Promise.all(results)).map(({ ok }) => ok)).toEqual([true, false, true]);
    expect([thread.prompts, thread.stops]).toEqual([['1', '3'], 0]);
  });

  it('says so when the worker dies, and recovers with the next load', async () => {
    const { engine } = setUp([fakeThread({ generate: hang }), fakeThread()]);
    await engine.load(model('a'), quiet);
    const answer = engine.generate(ask('Hi'), quiet);
    await settled();
    workers[0]?.fail('crashed');
    expect(await answer).toMatchObject({
      ok: false,
      error: { kind: 'worker-lost', detail: 'wllama: crashed' },
    });
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ ok: false });
    expect(await engine.load(model('a'), quiet)).toMatchObject({ ok: true });
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ ok: true });
  });

  it('ends the worker after a lost graphics processor, and keeps it after a long prompt', async () => {
    const results = [failure(engineError('context-overflow')), failure(engineError('gpu-lost'))];
    const { engine } = setUp([fakeThread({ generate: async () => results.shift() ?? hang() })]);
    await engine.load(model('a'), quiet);
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ error: { kind: 'context-overflow' } });
    expect(workers[0]?.terminated).toBe(false);
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ error: { kind: 'gpu-lost' } });
    expect(workers[0]?.terminated).toBe(true);
  });

  it('ends a worker that does not stop', async () => {
    const { engine } = setUp([fakeThread({ generate: hang })]);
    await engine.load(model('a'), quiet);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const given = new AbortController();
    const answer = engine.generate(ask('Hi'), { ...quiet, signal: given.signal });
    await vi.advanceTimersByTimeAsync(10);
    given.abort();
    expect(await answer).toMatchObject({ error: { kind: 'aborted' } });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(workers[0]?.terminated).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(workers[0]?.terminated).toBe(true);
  });

  it.each([
    ['was there before', true],
    ['comes later', false],
  ])(
    'lets a request that %s wait 3 s for it, and answers it with the model loaded again',
    async (_, early) => {
      const { engine, ended } = setUp([fakeThread({ generate: hang }), fakeThread()]);
      await engine.load(model('a'), quiet);
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const given = new AbortController();
      const first = engine.generate(ask('1'), { ...quiet, signal: given.signal });
      let second = early ? engine.generate(ask('2'), quiet) : undefined;
      await vi.advanceTimersByTimeAsync(10);
      given.abort();
      expect(await first).toMatchObject({ error: { kind: 'aborted' } });
      if (!early) await vi.advanceTimersByTimeAsync(5000);
      second ??= engine.generate(ask('2'), quiet);
      await vi.advanceTimersByTimeAsync(2500);
      expect(workers[0]?.terminated).toBe(false);
      await vi.advanceTimersByTimeAsync(1000);
      expect(workers[0]?.terminated).toBe(true);
      expect(await second).toMatchObject({ ok: true, value: { raw: 'one two' } });
      expect([workers.length, ended]).toEqual([2, ['loaded a', 'loaded a']]);
    },
  );

  it('loads again for the next request where the person also stops the one that was loading', async () => {
    const { engine } = setUp([fakeThread({ generate: hang }), fakeThread({ load: hang }), fakeThread()]);
    await engine.load(model('a'), quiet);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const wait of [31_000, 0]) {
      const given = new AbortController();
      const answer = engine.generate(ask('Hi'), { ...quiet, signal: given.signal });
      await vi.advanceTimersByTimeAsync(10);
      given.abort();
      expect(await answer).toMatchObject({ error: { kind: 'aborted' } });
      await vi.advanceTimersByTimeAsync(wait);
    }
    expect(await engine.generate(ask('Hi'), quiet)).toMatchObject({ ok: true });
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
  });
});
