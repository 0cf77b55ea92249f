import { describe, expect, it } from 'vitest';
import type { PromptMessage } from '../../../src/domain/generation.ts';
import type { Model } from '../../../src/domain/model.ts';
import { createBrowserEngine } from '../../../src/engine/browser.ts';
import type {
  BrowserModelOptions,
  BrowserModels,
  BrowserPromptOptions,
  BrowserSession,
  BrowserSessionOptions,
} from '../../../src/engine/browser-model.ts';

const model: Model = { engine: 'browser', id: 'browser', name: 'Your browser’s model', context: 8192 };

/** A token is a character here, so that counts can be checked by hand. */
class FakeSession extends EventTarget implements BrowserSession {
  contextUsage = 0;
  contextWindow = 1000;
  destroyed = false;
  asked: { input: PromptMessage[]; options: BrowserPromptOptions }[] = [];
  appended: PromptMessage[][] = [];
  pieces: string[] = ['Hel', 'lo'];
  failure: Error | undefined;
  hangs = false;

  readonly options: BrowserSessionOptions;

  constructor(options: BrowserSessionOptions) {
    super();
    this.options = options;
    this.contextUsage = size(options.initialPrompts ?? []);
  }

  measureContextUsage = (input: PromptMessage[]) => Promise.resolve(size(input));

  append = (input: PromptMessage[]) => {
    this.appended.push(input);
    this.contextUsage += size(input);
    return Promise.resolve();
  };

  promptStreaming(input: PromptMessage[], options: BrowserPromptOptions): ReadableStream<string> {
    this.asked.push({ input, options });
    const { pieces, failure, hangs } = this;
    const finish = () => (this.contextUsage += size(input) + pieces.join('').length);
    return new ReadableStream<string>({
      start(controller) {
        options.signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
        for (const piece of pieces) controller.enqueue(piece);
        if (failure !== undefined) controller.error(failure);
        else if (!hangs) {
          finish();
          controller.close();
        }
      },
    });
  }

  destroy() {
    this.destroyed = true;
  }
}

const size = (messages: PromptMessage[]) => messages.reduce((sum, { content }) => sum + content.length, 0);

function browser(availability: Awaited<ReturnType<BrowserModels['availability']>> = 'available') {
  const sessions: FakeSession[] = [];
  const asked: BrowserModelOptions[] = [];
  const state: { createFails?: Error; prepare?: (session: FakeSession) => void } = {};
  const models: BrowserModels = {
    availability: (options) => {
      asked.push(options);
      return Promise.resolve(availability);
    },
    create: (options) => {
      if (state.createFails !== undefined) return Promise.reject(state.createFails);
      const monitor = new EventTarget();
      options.monitor?.(monitor);
      monitor.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.5, total: 1 }));
      const session = new FakeSession(options);
      state.prepare?.(session);
      sessions.push(session);
      return Promise.resolve(session);
    },
  };
  let time = 0;
  const engine = createBrowserEngine({
    languageModel: models,
    languages: ['de-DE', 'es'],
    now: () => (time += 100),
  });
  return { engine, sessions, asked, state };
}

const never = () => new AbortController().signal;
const loadOptions = () => ({ onProgress: () => undefined, signal: never() });
const system: PromptMessage = { role: 'system', content: 'Be kind.' };
const user = (content: string): PromptMessage => ({ role: 'user', content });
const assistant = (content: string): PromptMessage => ({ role: 'assistant', content });
const sampling = { temperature: 0.5, topP: 1 };

async function loaded() {
  const fake = browser();
  expect(await fake.engine.load(model, loadOptions())).toEqual({ ok: true, value: undefined });
  const ask = (messages: PromptMessage[], more: object = {}, signal = never()) =>
    fake.engine.generate({ messages, sampling, ...more }, { onDelta: () => undefined, signal });
  return { ...fake, ask };
}

describe('probe', () => {
  it('says where there is no such model', async () => {
    const engine = createBrowserEngine({ languageModel: undefined, languages: ['en'], now: () => 0 });
    expect(await engine.probe()).toEqual({
      usable: false,
      sentence: expect.stringContaining('does not provide a model') as string,
    });
    expect(await engine.load(model, loadOptions())).toMatchObject({
      ok: false,
      error: { kind: 'unsupported' },
    });
  });

  it.each([
    ['unavailable', false, /does not run on this device/],
    ['downloadable', true, /downloads it first/],
    ['downloading', true, /downloads it first/],
    ['available', true, /ready/],
  ] as const)('says what "%s" means', async (availability, usable, sentence) => {
    const { engine } = browser(availability);
    expect(await engine.probe()).toEqual({ usable, sentence: expect.stringMatching(sentence) as string });
  });

  it('asks with the options that the session will have', async () => {
    const { asked, sessions } = await loaded();
    expect(asked[0]).toEqual({
      expectedInputs: [{ type: 'text', languages: ['en', 'es'] }],
      expectedOutputs: [{ type: 'text', languages: ['en', 'es'] }],
    });
    expect(sessions[0]?.options).toMatchObject(asked[0] ?? {});
  });
});

describe('load', () => {
  it('tells how far the download is', async () => {
    const { engine } = browser('downloadable');
    const progress: unknown[] = [];
    await engine.load(model, { onProgress: (step) => progress.push(step), signal: never() });
    expect(progress).toEqual([{ phase: 'download', fraction: 0.5 }]);
  });

  it.each([
    ['NotAllowedError', 'unsupported', /wants a click/],
    ['NetworkError', 'network', /could not download/],
    ['AbortError', 'aborted', /Stopped/],
    ['OperationError', 'worker-lost', /stopped unexpectedly/],
  ])('reads %s', async (name, kind, sentence) => {
    const { engine, state } = browser();
    state.createFails = new DOMException('why', name);
    expect(await engine.load(model, loadOptions())).toMatchObject({
      ok: false,
      error: { kind, sentence: expect.stringMatching(sentence) as string },
    });
  });

  it('gives way to a later load', async () => {
    const { engine, sessions } = browser();
    const [first, second] = await Promise.all([
      engine.load(model, loadOptions()),
      engine.load(model, loadOptions()),
    ]);
    expect(first).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(second.ok).toBe(true);
    expect(sessions.filter((session) => !session.destroyed)).toHaveLength(1);
  });
});

describe('generate', () => {
  it('streams deltas and counts', async () => {
    const { engine } = await loaded();
    let heard = '';
    const answer = await engine.generate(
      { messages: [system, user('Hi')], sampling },
      { onDelta: (text) => (heard += text), signal: never() },
    );
    expect(heard).toBe('Hello');
    expect(answer).toMatchObject({
      ok: true,
      value: {
        raw: 'Hello',
        text: 'Hello',
        finish: 'stop',
        usage: { computed: 'Be kind.Hi'.length, reused: 0, completion: 5, estimated: false },
      },
    });
  });

  it('gives all but the last message to a new session, the last one as the question', async () => {
    const { sessions, ask } = await loaded();
    await ask([system, user('Hi')]);
    expect(sessions.at(-1)?.options.initialPrompts).toEqual([system]);
    expect(sessions.at(-1)?.asked[0]?.input).toEqual([user('Hi')]);
    expect(sessions[0]?.destroyed).toBe(true);
  });

  it('goes on in the same session where the conversation only grew', async () => {
    const { sessions, ask } = await loaded();
    await ask([system, user('Hi')]);
    const second = await ask([system, user('Hi'), assistant('Hello'), user('More')]);
    expect(sessions).toHaveLength(2);
    expect(second).toMatchObject({
      ok: true,
      value: { usage: { computed: 4, reused: 'Be kind.HiHello'.length, completion: 5 } },
    });
  });

  it('appends what else was said in between', async () => {
    const { sessions, ask } = await loaded();
    await ask([system, user('Hi')]);
    const more = [user('A'), assistant('B')];
    const answer = await ask([system, user('Hi'), assistant('Hello'), ...more, user('More')]);
    expect(sessions).toHaveLength(2);
    expect(sessions[1]?.appended).toEqual([more]);
    expect(answer).toMatchObject({ ok: true, value: { usage: { computed: 6, reused: 15 } } });
  });

  it.each([
    ['an edited question', [system, user('Ho'), assistant('Hello'), user('More')]],
    ['an answer changed by one character', [system, user('Hi'), assistant('Hello '), user('More')]],
    [
      'another system message',
      [{ ...system, content: 'Be rude.' }, user('Hi'), assistant('Hello'), user('More')],
    ],
    ['a shorter history', [system, user('More')]],
  ])('starts anew after %s', async (_name, messages) => {
    const { sessions, ask } = await loaded();
    await ask([system, user('Hi')]);
    await ask(messages);
    expect(sessions).toHaveLength(3);
    expect(sessions[1]?.destroyed).toBe(true);
    expect(sessions[2]?.options.initialPrompts).toEqual(messages.slice(0, -1));
  });

  it('asks for JSON by a constraint', async () => {
    const { sessions, ask } = await loaded();
    const schema = { type: 'object' };
    await ask([user('Hi')], { schema });
    expect(sessions.at(-1)?.asked[0]?.options.responseConstraint).toEqual(schema);
  });

  it('refuses what does not fit, instead of letting the browser forget the oldest turns', async () => {
    const { sessions, ask } = await loaded();
    const answer = await ask([system, user('x'.repeat(995))]);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'context-overflow' } });
    expect(sessions.at(-1)?.asked).toEqual([]);
  });

  it('knows an overflow that the browser throws', async () => {
    const { ask, state } = await loaded();
    state.createFails = new DOMException('too long', 'QuotaExceededError');
    expect(await ask([system, user('Hi')])).toMatchObject({ ok: false, error: { kind: 'context-overflow' } });
  });

  it('does not go on in a session that forgot turns', async () => {
    const { sessions, ask, state } = await loaded();
    state.prepare = (session) => {
      const plain = session.promptStreaming.bind(session);
      session.promptStreaming = (input, options) => {
        session.dispatchEvent(new Event('contextoverflow'));
        return plain(input, options);
      };
    };
    await ask([system, user('Hi')]);
    await ask([system, user('Hi'), assistant('Hello'), user('More')]);
    expect(sessions).toHaveLength(3);
  });

  it('stops by its signal, keeps nothing of that session, and can be asked again', async () => {
    const { engine, sessions, ask, state } = await loaded();
    state.prepare = (session) => (session.hangs = true);
    const stop = new AbortController();
    let heard = '';
    const stopped = await engine.generate(
      { messages: [system, user('Hi')], sampling },
      {
        onDelta: (text) => {
          heard += text;
          stop.abort();
        },
        signal: stop.signal,
      },
    );
    expect(stopped).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(heard).not.toBe('');
    expect(sessions[1]?.destroyed).toBe(true);
    state.prepare = () => undefined;
    expect((await ask([system, user('Hi')])).ok).toBe(true);
  });

  it('cuts an answer at its longest', async () => {
    const { sessions, ask } = await loaded();
    const answer = await ask([user('Hi')], { sampling: { ...sampling, maxTokens: 1 } });
    expect(answer).toMatchObject({ ok: true, value: { raw: 'Hel', finish: 'length' } });
    expect(sessions.at(-1)?.destroyed).toBe(true);
  });

  it('estimates where the browser does not count', async () => {
    const { ask, state } = await loaded();
    state.prepare = (session) =>
      Object.assign(session, {
        contextUsage: undefined,
        contextWindow: undefined,
        measureContextUsage: undefined,
      });
    expect(await ask([system, user('Hi')])).toMatchObject({
      ok: true,
      value: { usage: { computed: 3, reused: 0, completion: 2, estimated: true } },
    });
  });

  it('says so when the model breaks off', async () => {
    const { ask, state } = await loaded();
    state.prepare = (session) => (session.failure = new DOMException('gone', 'InvalidStateError'));
    expect(await ask([system, user('Hi')])).toMatchObject({ ok: false, error: { kind: 'worker-lost' } });
  });

  it('ends with the engine, and needs a load afterwards', async () => {
    const { engine, sessions, ask } = await loaded();
    await engine.unload();
    await engine.unload();
    expect(sessions[0]?.destroyed).toBe(true);
    expect(await ask([user('Hi')])).toMatchObject({ ok: false, error: { kind: 'worker-lost' } });
  });
});
