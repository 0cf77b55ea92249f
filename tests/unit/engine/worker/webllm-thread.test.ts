import type { AppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import { engineError, type EngineError } from '../../../../src/domain/engine-error.ts';
import type { GenerateRequest, Progress, PromptMessage } from '../../../../src/domain/generation.ts';
import type { GenerateUpdate } from '../../../../src/engine/worker/model-thread.ts';
import { createWebllmThread } from '../../../../src/engine/worker/webllm-thread.ts';
import { fakeCaches, tinyMlcSource, wholeMlcModel } from '../../../fixtures/fake-caches.ts';
import { FakeMlcEngine } from '../../../fixtures/fake-mlc-engine.ts';

const qwen = 'Qwen3-0.6B-q4f32_1-MLC';

function setUp(cached = wholeMlcModel()) {
  const edge = new FakeMlcEngine();
  const configs: AppConfig[] = [];
  let lose: (problem: EngineError) => void = () => {};
  let time = 0;
  const thread = createWebllmThread({
    caches: fakeCaches(cached),
    start: (config, onProgress) => {
      configs.push(config);
      edge.reloading = () => {
        onProgress({ progress: 0.5, timeElapsed: 1, text: 'Loading model from cache[1/2]: 1MB loaded.' });
        onProgress({
          progress: 0.25,
          timeElapsed: 1,
          text: 'Loading GPU shader modules[1/4]: 25% completed',
        });
        return Promise.resolve();
      };
      return Promise.resolve(edge);
    },
    gpuProblem: new Promise((resolve) => (lose = resolve)),
    now: () => (time += 5),
  });
  const load = (modelId = qwen, progress: Progress[] = []) =>
    thread.load({ modelId, source: tinyMlcSource, context: 2048 }, (step) => progress.push(step));
  return { edge, thread, load, configs, lose };
}

const user = (content: string): PromptMessage => ({ role: 'user', content });
const system: PromptMessage = { role: 'system', content: 'Base.' };
const ask = (messages: PromptMessage[], more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages,
  sampling: { temperature: 0.5, topP: 0.9 },
  ...more,
});

describe('createWebllmThread: loading', () => {
  it('gives web-llm one record, its own caches and the promised context', async () => {
    const { load, configs, edge } = setUp();
    const progress: Progress[] = [];
    expect(await load(qwen, progress)).toEqual({ ok: true, value: undefined });
    expect(configs).toEqual([
      {
        cacheBackend: 'cache',
        model_list: [{ model_id: qwen, ...tinyMlcSource, overrides: { context_window_size: 2048 } }],
      },
    ]);
    expect(edge.reloads).toEqual([qwen]);
    expect(progress).toEqual([
      { phase: 'read', fraction: undefined },
      { phase: 'read', fraction: 0.5 },
      { phase: 'compile', fraction: 0.25 },
    ]);
  });

  it('demands 16-bit floats by the name of the model, and sets no context on a sliding window', async () => {
    const { load, configs } = setUp(wholeMlcModel({ sliding_window_size: 1024 }));
    await load('gemma-2b-it-q4f16_1-MLC');
    expect(configs[0]?.model_list[0]).toEqual({
      model_id: 'gemma-2b-it-q4f16_1-MLC',
      ...tinyMlcSource,
      required_features: ['shader-f16'],
    });
  });

  it.each([
    ['webllm/config', `${tinyMlcSource.model}mlc-chat-config.json`],
    ['webllm/model', `${tinyMlcSource.model}tensor-cache.json`],
    ['webllm/model', `${tinyMlcSource.model}tokenizer.json`],
    ['webllm/model', `${tinyMlcSource.model}params_shard_0.bin`],
    ['webllm/wasm', tinyMlcSource.model_lib],
  ])('says corrupt where %s lacks %s, without starting web-llm', async (cache, url) => {
    const cached = wholeMlcModel();
    delete cached[cache]?.[url];
    const { load, configs } = setUp(cached);
    const result = await load();
    expect(result).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
    expect(configs).toEqual([]);
  });

  it('says corrupt where a shard is cut', async () => {
    const cached = wholeMlcModel();
    const shard = new Response('ab', { headers: { 'Content-Length': '2' } });
    Object.assign(cached['webllm/model'] ?? {}, { [`${tinyMlcSource.model}params_shard_0.bin`]: shard });
    expect(await setUp(cached).load()).toMatchObject({
      ok: false,
      error: { kind: 'corrupt', detail: 'params_shard_0.bin: 2 of 4 bytes' },
    });
  });

  it('does not take a load for done that left nothing loaded', async () => {
    const { load, edge } = setUp();
    edge.loads = false;
    expect(await load()).toMatchObject({ ok: false });
  });

  it.each([
    ['DeviceLostError', 'gpu-lost'],
    ['ShaderF16SupportError', 'unsupported'],
    ['IntegrityError', 'corrupt'],
    ['Error', 'unsupported'],
  ])('turns %s into %s', async (name, kind) => {
    const { edge, thread } = setUp();
    const failing = createWebllmThread({
      caches: fakeCaches(wholeMlcModel()),
      start: () => Promise.resolve(edge),
      gpuProblem: new Promise(() => {}),
      now: () => 0,
    });
    edge.reloading = () => Promise.reject(Object.assign(new Error('so it is'), { name }));
    const result = await failing.load({ modelId: qwen, source: tinyMlcSource, context: 1 }, () => {});
    expect(result).toMatchObject({ ok: false, error: { kind, detail: `${name}: so it is` } });
    expect(await thread.generate(ask([user('Hi')]), () => {})).toMatchObject({ ok: false });
  });

  it('does not wait for a load whose device was lost', async () => {
    const { edge } = setUp();
    edge.reloading = () => new Promise(() => {});
    const thread = createWebllmThread({
      caches: fakeCaches(wholeMlcModel()),
      start: () => Promise.resolve(edge),
      gpuProblem: Promise.resolve(engineError('gpu-lost')),
      now: () => 0,
    });
    expect(await thread.load({ modelId: qwen, source: tinyMlcSource, context: 1 }, () => {})).toMatchObject({
      ok: false,
      error: { kind: 'gpu-lost' },
    });
  });
});

describe('createWebllmThread: answering', () => {
  it('streams, strips the think-block from the text alone, and reports what web-llm reports', async () => {
    const { load, thread, edge } = setUp();
    await load();
    edge.answers.push({ deltas: ['<think>\n\n</think>\n\n', 'Five', ' euros.'] });
    const updates: GenerateUpdate[] = [];
    const result = await thread.generate(
      ask([system, user('Price?')]),
      (update) => void updates.push(update),
    );
    expect(result).toEqual({
      ok: true,
      value: {
        raw: '<think>\n\n</think>\n\nFive euros.',
        text: 'Five euros.',
        finish: 'stop',
        usage: { computed: 2, reused: 0, completion: 3, estimated: false },
        timings: { firstTokenMs: 5, tokensPerSecond: 20 },
      },
    });
    expect(updates.map((update) => (update.kind === 'delta' ? update.text : '')).join('')).toBe(
      '<think>\n\n</think>\n\nFive euros.',
    );
    expect(edge.requests[0]).toMatchObject({ stream: true, extra_body: { enable_thinking: false } });
  });

  it('asks only models with a think-block not to think', async () => {
    const { load, thread, edge } = setUp();
    await load('Llama-3.2-1B-Instruct-q4f32_1-MLC');
    await thread.generate(ask([user('Hi')]), () => {});
    expect(edge.requests[0]).not.toHaveProperty('extra_body');
  });

  it('goes on from the held prefix on turns 2 and 3, dollars included', async () => {
    const { load, thread, edge } = setUp();
    await load();
    const messages = [system, user('What is $$?')];
    const usages = [];
    for (const next of ['And $&?', 'And $5?', 'Bye']) {
      edge.answers.push({ deltas: ['It is ', '$$ or $1.'] });
      const result = await thread.generate(ask(messages), () => {});
      if (!result.ok) throw new Error(result.error.sentence);
      usages.push(result.value.usage);
      messages.push({ role: 'assistant', content: result.value.raw }, user(next));
    }
    expect(usages).toEqual([
      { computed: 2, reused: 0, completion: 2, estimated: false },
      { computed: 1, reused: 4, completion: 2, estimated: true },
      { computed: 1, reused: 7, completion: 2, estimated: true },
    ]);
    expect(edge.requests[2]?.messages).toEqual([
      system,
      user('What is $$$$?'),
      { role: 'assistant', content: 'It is $$ or $1.' },
      user('And $$&?'),
      { role: 'assistant', content: 'It is $$ or $1.' },
      user('And $$5?'),
    ]);
  });

  it('passes the schema as a string, the same for the same schema', async () => {
    const { load, thread, edge } = setUp();
    await load();
    const schema = () => ({ type: 'object', properties: { n: { type: 'integer' } } });
    await thread.generate(ask([user('JSON')], { schema: schema() }), () => {});
    await thread.generate(ask([user('JSON')], { schema: schema() }), () => {});
    const formats = edge.requests.map(({ response_format }) => response_format);
    expect(formats[0]).toEqual({
      type: 'json_object',
      schema: '{"type":"object","properties":{"n":{"type":"integer"}}}',
    });
    expect(formats[1]).toEqual(formats[0]);
  });

  it('stops between tokens, closes the stream, and computes the whole prompt next time', async () => {
    const { load, thread, edge } = setUp();
    await load();
    edge.answers.push({ deltas: ['a', 'b', 'c', 'd'], step: (index) => void (index === 1 && thread.stop()) });
    const stopped = await thread.generate(ask([user('Hi')]), () => {});
    expect(stopped).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(edge.returned).toBe(1);
    const next = await thread.generate(
      ask([user('Hi'), { role: 'assistant', content: 'ab' }, user('Go on')]),
      () => {},
    );
    expect(next).toMatchObject({ ok: true, value: { usage: { computed: 3, reused: 0 } } });
  });

  it('keeps a stop that comes in the prefill until the first token, and does not carry it over', async () => {
    const { load, thread, edge } = setUp();
    await load();
    let prefilled: () => void = () => {};
    const prefill = new Promise<void>((resolve) => (prefilled = resolve));
    edge.answers.push({ deltas: ['a', 'b'], prefill }, { deltas: ['next'] });
    const stopped = thread.generate(ask([user('Hi')]), () => {});
    await new Promise((resolve) => setTimeout(resolve));
    thread.stop();
    prefilled();
    expect(await stopped).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(await thread.generate(ask([user('Again')]), () => {})).toMatchObject({
      ok: true,
      value: { raw: 'next' },
    });
  });

  it('ignores a stop while nothing runs', async () => {
    const { load, thread } = setUp();
    await load();
    thread.stop();
    expect(await thread.generate(ask([user('Hi')]), () => {})).toMatchObject({ ok: true });
  });

  it('ends an answer whose device was lost, even if web-llm never does', async () => {
    const { load, thread, edge, lose } = setUp();
    await load();
    edge.answers.push({
      deltas: ['a', 'b'],
      step: (index) => (index === 1 ? new Promise(() => {}) : undefined),
    });
    const answer = thread.generate(ask([user('Hi')]), () => {});
    lose(engineError('gpu-lost', undefined, 'hung'));
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'gpu-lost', detail: 'hung' } });
  });

  it.each([
    ['ContextWindowSizeExceededError', 'context-overflow'],
    ['ModelNotLoadedError', 'gpu-lost'],
    ['Error', 'worker-lost'],
  ])('turns %s into %s', async (name, kind) => {
    const { load, thread, edge } = setUp();
    await load();
    const prefill = Promise.reject(Object.assign(new Error('no'), { name }));
    prefill.catch(() => {});
    edge.answers.push({ deltas: [], prefill });
    expect(await thread.generate(ask([user('Hi')]), () => {})).toMatchObject({ ok: false, error: { kind } });
  });
});
