import { describe, expect, it, vi } from 'vitest';
import type { GenerateRequest, Progress } from '../../../../src/domain/generation.ts';
import type { GenerateUpdate } from '../../../../src/engine/worker/model-thread.ts';
import { createWllamaThread, type WllamaLoadRequest } from '../../../../src/engine/worker/wllama-thread.ts';
import { FakeWllama, type FakePlace } from '../../../fixtures/fake-wllama.ts';
import { tinyGguf } from '../../../fixtures/tiny-gguf.ts';

const gguf = tinyGguf();
const sane: FakePlace = { tokens: ['1', ' 2', ' 3'], tokensPerSecond: 10 };

function setUp(
  places: Partial<{ cpu: FakePlace; gpu: FakePlace }> = {},
  bytes: Uint8Array<ArrayBuffer> = gguf,
  startProblem?: Error,
) {
  const runtimes: FakeWllama[] = [];
  let time = 0;
  const thread = createWllamaThread({
    openFile: (modelId, name) =>
      Promise.resolve(name === 'model.gguf' && modelId === 'tiny' ? new File([bytes], name) : undefined),
    startRuntime: () => {
      if (startProblem !== undefined) return Promise.reject(startProblem);
      const runtime = new FakeWllama({ cpu: sane, gpu: { ...sane, tokensPerSecond: 50 }, ...places });
      runtimes.push(runtime);
      return Promise.resolve(runtime.asRuntime());
    },
    now: () => (time += 200),
  });
  const load = (more: Partial<WllamaLoadRequest> = {}, onProgress: (progress: Progress) => void = () => {}) =>
    thread.load(
      {
        modelId: 'tiny',
        files: [{ name: 'model.gguf', bytes: bytes.length }],
        context: 512,
        threads: 2,
        gpu: 'no',
        ...more,
      },
      onProgress,
    );
  return { thread, load, runtimes };
}

const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: 'Count: $1 $$' }],
  sampling: { temperature: 0, topP: 1 },
  ...more,
});

describe('createWllamaThread: loading', () => {
  it('loads on the processor, with one slot and small batches', async () => {
    const { load, runtimes } = setUp();
    const progress: Progress[] = [];
    expect(await load({}, (step) => progress.push(step))).toEqual({ ok: true, value: { place: 'cpu' } });
    expect(runtimes.map(({ loaded }) => loaded)).toEqual([
      {
        n_ctx: 512,
        n_parallel: 1,
        n_batch: 128,
        n_threads: 2,
        reasoning_format: 'none',
        n_gpu_layers: 0,
        flash_attn: false,
      },
    ]);
    expect(progress[0]).toEqual({ phase: 'read', fraction: 0 });
    expect(progress[1]?.fraction).toBeCloseTo(10 / gguf.length);
  });

  it('says which file is cut, without starting the runtime', async () => {
    const { load, runtimes } = setUp({}, gguf.slice(0, 1_000_000));
    expect(await load()).toMatchObject({
      ok: false,
      error: {
        kind: 'corrupt',
        sentence: '“model.gguf” is incomplete: it should be at least 3.2 MB but is 1.0 MB.',
      },
    });
    expect(runtimes).toEqual([]);
  });

  it('says corrupt where a file is missing', async () => {
    const result = await setUp().load({ files: [{ name: 'gone.gguf', bytes: 1 }] });
    expect(result).toMatchObject({ ok: false, error: { kind: 'corrupt', detail: 'missing: gone.gguf' } });
  });

  it.each([
    [{ message: 'Cannot allocate WebAssembly.Memory' }, 'out-of-memory', /smaller/],
    [
      { message: 'failed to load model', log: "error loading model: unknown model architecture: 'newone'" },
      'unsupported',
      /“newone”/,
    ],
    [{ message: 'failed to load model' }, 'corrupt', /damaged/],
  ])('turns %o into %s', async (loadError, kind, sentence) => {
    const { load, runtimes } = setUp({ cpu: { ...sane, loadError } });
    const result = await load();
    expect(result).toMatchObject({ ok: false, error: { kind } });
    expect(result.ok ? '' : result.error.sentence).toMatch(sentence);
    expect(runtimes[0]?.exited).toBe(true);
  });
});

it.each([
  new TypeError('Failed to fetch dynamically imported module: https://assent.example/threads/wllama/a.js'),
  new Error('(ABORT) failed to asynchronously prepare wasm: TypeError: Failed to fetch'),
])('says so where a part of the app is not on the device: %s', async (problem) => {
  expect(await setUp({}, gguf, problem).load()).toMatchObject({
    error: { kind: 'network', sentence: expect.stringContaining('Connect once') },
  });
});

describe('createWllamaThread: where to run', () => {
  const placesOf = (runtimes: FakeWllama[]) =>
    runtimes.map(({ place, exited }) => `${place}${exited ? ' ended' : ''}`);

  it('stays on the graphics processor that gives the same words more quickly', async () => {
    const { load, runtimes } = setUp();
    expect(await load({ gpu: 'try' })).toEqual({ ok: true, value: { place: 'gpu' } });
    expect(placesOf(runtimes)).toEqual(['cpu ended', 'gpu']);
  });

  it.each([
    ['gives other words', { tokens: ['@', '@'], tokensPerSecond: 50 }],
    ['is slower', { tokens: sane.tokens, tokensPerSecond: 5 }],
    ['says nothing', { tokens: [], tokensPerSecond: 50 }],
    ['does not load', { ...sane, loadError: { message: 'ggml_webgpu: Failed to get a device' } }],
  ])('goes back to the processor where the other %s', async (_, gpu) => {
    const { load, runtimes } = setUp({ gpu });
    expect(await load({ gpu: 'try' })).toEqual({ ok: true, value: { place: 'cpu' } });
    expect(placesOf(runtimes)).toEqual(['cpu ended', 'gpu ended', 'cpu']);
  });

  it('lets the graphics processor prove itself alone where the processor is too slow to compare with', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { load, runtimes } = setUp({ cpu: { tokens: ['1'], hangs: true } });
    const loading = load({ gpu: 'try' });
    await vi.waitFor(() => expect(runtimes[0]?.requests.length).toBe(1));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await loading).toEqual({ ok: true, value: { place: 'gpu' } });
    expect(placesOf(runtimes)).toEqual(['cpu ended', 'gpu']);
    vi.useRealTimers();
  });

  it.each([
    ['counts wrongly', { tokens: ['@', '@'], tokensPerSecond: 50 }],
    ['is too slow as well', { tokens: ['1'], hangs: true }],
  ])('stays on a slow processor where the other %s', async (_, gpu) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { load, runtimes } = setUp({ cpu: { tokens: ['1'], hangs: true }, gpu });
    const loading = load({ gpu: 'try' });
    await vi.waitFor(() => expect(runtimes[0]?.requests.length).toBe(1));
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() => expect(runtimes[1]?.requests.length).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await loading).toEqual({ ok: true, value: { place: 'cpu' } });
    vi.useRealTimers();
  });

  it('needs no test where the verdict is known', async () => {
    const { load, runtimes } = setUp();
    expect(await load({ gpu: 'yes' })).toEqual({ ok: true, value: { place: 'gpu' } });
    expect(runtimes.map(({ requests }) => requests.length)).toEqual([0]);
  });

  it('falls back to the processor where a known place fails', async () => {
    const { load } = setUp({ gpu: { ...sane, loadError: { message: 'no' } } });
    expect(await load({ gpu: 'yes' })).toEqual({ ok: true, value: { place: 'cpu' } });
  });
});

describe('createWllamaThread: answering', () => {
  it('streams, and reports what the runtime counted', async () => {
    const { thread, load, runtimes } = setUp({
      cpu: { tokens: ['<think>hm</think>', '1', ' 2'], tokensPerSecond: 7 },
    });
    await load();
    const updates: GenerateUpdate[] = [];
    const result = await thread.generate(request(), (update) => void updates.push(update));
    expect(result).toEqual({
      ok: true,
      value: {
        raw: '<think>hm</think>1 2',
        text: '1 2',
        finish: 'stop',
        usage: { computed: 4, reused: 6, completion: 3, estimated: false },
        timings: { firstTokenMs: 200, tokensPerSecond: 7 },
      },
    });
    expect(updates).toEqual([
      { kind: 'prefill', fraction: 0 },
      { kind: 'prefill', fraction: 1 },
      { kind: 'delta', text: '<think>hm</think>' },
      { kind: 'delta', text: '1 2' },
    ]);
    expect(runtimes[0]?.requests[0]).toMatchObject({
      messages: [{ role: 'user', content: 'Count: $1 $$' }],
      chat_template_kwargs: { enable_thinking: false },
      return_progress: true,
    });
  });

  it('passes limits, seed and schema', async () => {
    const { thread, load, runtimes } = setUp();
    await load();
    const schema = { type: 'object' };
    const sampling = { temperature: 1, topP: 0.5, maxTokens: 2, seed: 3 };
    const result = await thread.generate(request({ schema, sampling }), () => {});
    expect(result).toMatchObject({ ok: true, value: { finish: 'length', raw: '1 2' } });
    expect(runtimes[0]?.requests[0]).toMatchObject({
      temperature: 1,
      top_p: 0.5,
      max_tokens: 2,
      seed: 3,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
    });
  });

  it('stops, and answers the next request', async () => {
    const { thread, load, runtimes } = setUp();
    await load();
    const [runtime] = runtimes;
    if (runtime) runtime.step = (index) => void (index === 1 && thread.stop());
    expect(await thread.generate(request(), () => {})).toMatchObject({
      ok: false,
      error: { kind: 'aborted' },
    });
    if (runtime) runtime.step = undefined;
    expect(await thread.generate(request(), () => {})).toMatchObject({ ok: true });
  });

  it.each([
    [
      'request (9000 tokens) exceeds the available context size (512 tokens), try increasing it',
      'context-overflow',
    ],
    ['(ABORT) ggml_webgpu: Device lost! Reason: 1, Message: x', 'gpu-lost'],
    ['(ABORT) std::bad_alloc', 'out-of-memory'],
    ['unreachable', 'worker-lost'],
  ])('turns “%s” into %s', async (message, kind) => {
    const { thread, load, runtimes } = setUp();
    await load();
    if (runtimes[0]) runtimes[0].answerError = new Error(message);
    expect(await thread.generate(request(), () => {})).toMatchObject({ ok: false, error: { kind } });
  });

  it('ends an answer whose inner worker died: the library would wait for ever', async () => {
    const { thread, load, runtimes } = setUp();
    await load();
    const [runtime] = runtimes;
    if (runtime) runtime.step = () => new Promise(() => {});
    const answer = thread.generate(request(), () => {});
    runtime?.log.logger.error(Object.assign(new Event('error'), { message: 'gone' }));
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'worker-lost' } });
  });
});
