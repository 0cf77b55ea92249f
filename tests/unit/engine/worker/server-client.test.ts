import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseServerAddress } from '../../../../src/domain/server-address.ts';
import { splitThinking } from '../../../../src/domain/think.ts';
import { stepHint } from '../../../../src/domain/tools/step.ts';
import type { ServerCall, ServerLimits } from '../../../../src/engine/server-wire.ts';
import { createServerThread } from '../../../../src/engine/worker/server-client.ts';
import type { GenerateUpdate } from '../../../../src/engine/worker/model-thread.ts';
import type { Cause } from '../../../../src/engine/worker/server-diagnosis.ts';
import { startScriptedServer, type ScriptedServerOptions } from '../../../fixtures/scripted-server.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function scripted(options: ScriptedServerOptions = {}) {
  const server = await startScriptedServer(options);
  closers.push(server.close);
  return server;
}

/** For answers that must come, however busy this machine is. */
const patient: ServerLimits = { connect: 15_000, permission: 15_000, firstToken: 15_000, stall: 15_000 };
/** A server that says nothing for this long has hung. */
const soon = 400;

/** Short only where the scenario is to run into it. */
const limitsFor = (scenario: string): ServerLimits =>
  scenario.includes('stall')
    ? { ...patient, stall: soon }
    : /hang|slow-first-token/.test(scenario)
      ? { ...patient, connect: soon, firstToken: soon }
      : patient;

const threadFor = (cause: Cause = 'refused', limits: ServerLimits = patient, mayAsk = false) =>
  createServerThread({
    fetch: (input, init) => fetch(input, init),
    now: () => performance.now(),
    limits,
    diagnosis: { causeOf: () => Promise.resolve(cause), mayAsk: () => Promise.resolve(mayAsk) },
    pageOrigin: 'https://assent.example',
  });

function addressOf(url: string) {
  const parsed = parseServerAddress(url, []);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

const callTo = (url: string, text: string, more: Partial<ServerCall> = {}): ServerCall => ({
  address: addressOf(url),
  modelName: 'scripted',
  messages: [{ role: 'user', content: text }],
  sampling: { temperature: 0.7, topP: 0.9 },
  tellsPrefill: false,
  ...more,
});

async function ask(url: string, text: string, more: Partial<ServerCall> = {}, thread = threadFor()) {
  const updates: GenerateUpdate[] = [];
  const result = await thread.generate(1, callTo(url, text, more), (update) => void updates.push(update));
  return { result, updates, raw: rawOf(updates) };
}

const rawOf = (updates: GenerateUpdate[]) =>
  updates.map((update) => (update.kind === 'delta' ? update.text : '')).join('');

/** A server that answers every request in its own way. */
async function raw(respond: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('generate', () => {
  it('streams an answer, with counts and timings', async () => {
    const server = await scripted();
    const { result, raw } = await ask(server.url, 'Hello there');
    expect(raw).toBe('You said: Hello there');
    expect(result).toMatchObject({
      ok: true,
      value: {
        raw,
        text: raw,
        finish: 'stop',
        usage: { reused: 0, completion: 5, estimated: false },
        timings: { firstTokenMs: expect.any(Number) as number },
      },
    });
  });

  it('keeps a whole answer whose connection breaks off before its last line', async () => {
    const finish = { choices: [{ index: 0, delta: { content: 'All of it.' }, finish_reason: 'stop' }] };
    const url = await raw((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${JSON.stringify(finish)}\n\n`, () => setTimeout(() => response.destroy(), 50));
    });
    const { result } = await ask(url, 'Hello');
    expect(result).toMatchObject({ ok: true, value: { raw: 'All of it.', finish: 'stop' } });
  });

  it('sends exactly what was asked for', async () => {
    const server = await scripted();
    const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
    const messages = [
      { role: 'system' as const, content: 'Be brief. $& $$' },
      { role: 'user' as const, content: 'One\r\ntwo ' },
    ];
    const sampling = { temperature: 0, topP: 1, maxTokens: 50, seed: 7 };
    const { result } = await ask(server.url, '', { messages, sampling, schema });
    expect(server.requests).toEqual([
      {
        model: 'scripted',
        messages,
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0,
        top_p: 1,
        max_tokens: 50,
        seed: 7,
        response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
      },
    ]);
    expect(result).toMatchObject({ ok: true, value: { text: '{"city":"scripted"}' } });
  });

  describe('with tools in the API’s own way', () => {
    const call = { action: 'tool', tool: 'read_file', input: { path: 'ü.md' } };
    const text = '{"action":"tool","tool":"read_file","input":{"path":"ü.md"}}';
    const begun = '{"action":"tool","tool":"read_file","input":';
    const input = { type: 'object', properties: { path: { type: 'string', maxLength: 20_000 } } };
    const tools = [{ name: 'read_file', description: 'Reads a file.', input }];
    const schema = { anyOf: [] };
    const answer = () => JSON.stringify(call);

    it('reads a streamed call as the step that it is everywhere, and shows none of it as words', async () => {
      const server = await scripted({ callsTools: true, answer });
      const { result, raw: shown } = await ask(server.url, 'Read it', { tools, schema });
      expect(result).toMatchObject({ ok: true, value: { raw: `One moment. ${text}`, text, finish: 'stop' } });
      expect(shown).toBe('One moment. ');
      const { response_format, ...sent } = server.requests[0] ?? {};
      expect(response_format).toBeUndefined();
      expect(sent).toMatchObject({ tool_choice: 'auto', parallel_tool_calls: false });
      const parameters = {
        type: 'object',
        properties: { path: { type: 'string' } },
        additionalProperties: false,
      };
      expect(sent).toMatchObject({
        tools: [
          { type: 'function', function: { name: 'read_file', description: 'Reads a file.', parameters } },
        ],
      });
    });

    it('gives results back as the API has them, and does not ask for the form of a step', async () => {
      const server = await scripted({ callsTools: true, answer: () => 'It says hello.' });
      const messages = [
        { role: 'user' as const, content: `Read it\n\n${stepHint}` },
        { role: 'assistant' as const, content: `One moment. ${text}` },
        { role: 'user' as const, content: 'Result of read_file. hello' },
      ];
      const { result } = await ask(server.url, '', { messages, tools, schema });
      expect(result).toMatchObject({ ok: true, value: { text: 'It says hello.' } });
      const [, calling] = server.requests[0]?.messages ?? [];
      expect(server.requests[0]?.messages).toEqual([
        { role: 'user', content: 'Read it' },
        {
          role: 'assistant',
          content: 'One moment. ',
          tool_calls: [
            {
              id: calling?.tool_calls?.[0]?.id,
              type: 'function',
              function: { name: 'read_file', arguments: '{"path":"ü.md"}' },
            },
          ],
        },
        { role: 'tool', tool_call_id: calling?.tool_calls?.[0]?.id, content: 'Result of read_file. hello' },
      ]);
    });

    it('asks for the form of a step where the server refuses tools after all', async () => {
      const server = await scripted({ callsTools: 'refuses', answer });
      const { result } = await ask(server.url, 'Read it', { tools, schema });
      expect(result).toMatchObject({ ok: true, value: { text } });
      expect(
        server.requests.map((request) => [request.tools?.length, request.response_format?.type]),
      ).toEqual([
        [1, undefined],
        [undefined, 'json_schema'],
      ]);
    });

    it.each([
      ['arguments that are no JSON', '{"path":', `${begun}{"path":}`],
      ['arguments that are an object', { path: 'ü.md' }, text],
      ['no arguments', '', `${begun}{}}`],
    ])('takes %s as they are', async (_name, given, expected) => {
      const url = await raw((_request, response) => {
        const message = {
          content: null,
          tool_calls: [{ function: { name: 'read_file', arguments: given } }],
        };
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ choices: [{ message, finish_reason: 'tool_calls' }] }));
      });
      const { result } = await ask(url, 'Read it', { tools, schema });
      expect(result).toMatchObject({ ok: true, value: { text: expected } });
    });
  });

  it.each(['unicode', 'crlf'])('keeps every character of a stream cut anywhere: %s', async (name) => {
    const server = await scripted();
    const { raw } = await ask(server.url, `scenario:${name}`);
    expect(raw).toBe('Grüße, 世界! 👩‍👩‍👧‍👦 🇵🇹 ẹ́ — fin.');
  });

  it('counts what the server reused when a conversation goes on', async () => {
    const server = await scripted();
    const first = await ask(server.url, 'Tell me of the sea');
    const messages = [
      { role: 'user' as const, content: 'Tell me of the sea' },
      { role: 'assistant' as const, content: first.raw },
      { role: 'user' as const, content: 'More' },
    ];
    const second = await ask(server.url, '', { messages });
    if (!first.result.ok || !second.result.ok) throw new Error('an answer failed');
    const { computed, reused } = second.result.value.usage;
    expect(reused).toBe(first.result.value.usage.computed + first.result.value.usage.completion);
    expect(computed).toBeLessThan(25);
  });

  it.each([
    ['think', 'The answer is 42.'],
    ['reasoning', 'The answer is 42.'],
  ])('keeps thoughts in the raw text and out of the answer: %s', async (name, answer) => {
    const server = await scripted();
    const { raw, result } = await ask(server.url, `scenario:${name}`);
    expect(splitThinking(raw)).toEqual({ thinking: 'Six times seven.', answer, open: false });
    expect(result).toMatchObject({ ok: true, value: { text: answer } });
  });

  it('estimates where the server does not count', async () => {
    const server = await scripted();
    const { result } = await ask(server.url, 'scenario:no-usage');
    expect(result).toMatchObject({ ok: true, value: { usage: { computed: 5, reused: 0, estimated: true } } });
  });

  it('says when an answer was cut at its longest', async () => {
    const server = await scripted();
    const { result } = await ask(server.url, 'scenario:length');
    expect(result).toMatchObject({ ok: true, value: { finish: 'length', raw: 'You said' } });
  });

  it('tells how far the prompt is read, where the server does', async () => {
    const server = await scripted();
    const { updates } = await ask(server.url, 'Hello', { tellsPrefill: true });
    const fractions = updates.flatMap((update) => (update.kind === 'prefill' ? [update.fraction] : []));
    expect(fractions).toHaveLength(2);
    expect(fractions.at(-1)).toBe(1);
  });

  it('takes an answer that was not streamed', async () => {
    const url = await raw((_request, response) => {
      const choices = [{ message: { role: 'assistant', content: 'All at once' }, finish_reason: 'stop' }];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices }));
    });
    const answer = await ask(url, 'Hello');
    expect(answer.raw).toBe('All at once');
    expect(answer.result.ok).toBe(true);
  });

  it('stops at once, keeps what came, and hangs up', async () => {
    const server = await scripted();
    const thread = threadFor();
    const updates: GenerateUpdate[] = [];
    const result = await thread.generate(
      1,
      callTo(server.url, 'scenario:long tokens=1000 rate=100'),
      (update) => {
        updates.push(update);
        if (updates.length === 3) thread.stop(1);
      },
    );
    expect(result).toMatchObject({ ok: false, error: { kind: 'aborted' } });
    expect(rawOf(updates)).toMatch(/^word1 /);
    await expect.poll(() => server.aborted.length).toBe(1);
  });

  it('stops while the server still reads the prompt', async () => {
    const server = await scripted();
    const thread = threadFor();
    const answer = thread.generate(1, callTo(server.url, 'scenario:hang'), () => undefined);
    await expect.poll(() => server.requests.length).toBe(1);
    thread.stop(1);
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  });

  it.each([
    ['scenario:hang', 'network', /did not begin to answer/],
    ['scenario:slow-first-token', 'network', /did not begin to answer/],
    ['scenario:stall', 'network', /fell silent/],
    ['scenario:break-mid-stream', 'network', /connection broke/],
    ['scenario:error-in-stream', 'network', /reported an error/],
    ['scenario:html-page', 'network', /web page/],
    ['scenario:error-401', 'network', /refused access/],
    ['scenario:error-429', 'network', /too much to do/],
    ['scenario:error-500', 'network', /error 500/],
    ['scenario:context-overflow', 'context-overflow', /longer than the model can read/],
    ['scenario:context-overflow-openai', 'context-overflow', /longer than the model can read/],
  ])('answers %s with one sentence', async (text, kind, sentence) => {
    const server = await scripted();
    const { result } = await ask(server.url, text, {}, threadFor('refused', limitsFor(text)));
    if (result.ok) throw new Error('it should have failed');
    expect(result.error.kind).toBe(kind);
    expect(result.error.sentence).toMatch(sentence);
    expect(result.error.sentence).toMatch(/^[^\n]+[.?]$/);
  });

  it.each([
    ['break-mid-stream', 'word1 word2 '],
    ['stall', 'word1 word2 '],
    ['error-in-stream', 'word1 word2 '],
  ])('keeps the partial answer of %s', async (name, start) => {
    const server = await scripted();
    const thread = threadFor('refused', limitsFor(name));
    const { raw } = await ask(server.url, `scenario:${name}`, {}, thread);
    expect(raw.startsWith(start)).toBe(true);
  });

  it('names a model that is no longer there', async () => {
    const server = await scripted();
    const { result } = await ask(server.url, 'Hello', { modelName: 'gone' });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'unsupported', sentence: expect.stringContaining('“gone”') as string },
    });
  });

  it('says that a prompt is too long for the server', async () => {
    const server = await scripted({ context: 50 });
    const { result } = await ask(server.url, 'word '.repeat(100));
    expect(result).toMatchObject({ ok: false, error: { kind: 'context-overflow' } });
  });

  it.each<[Cause, RegExp]>([
    ['refused', /Nothing answers at http:\/\/127\.0\.0\.1:9: is the server running\?/],
    ['cors', /needs to allow this app \(CORS\).*OLLAMA_ORIGINS=https:\/\/assent\.example/],
    ['cors-or-refused', /either it is not running, or it needs to allow this app/],
    ['permission', /blocked by this browser: allow local network access/],
    ['policy', /This copy of the app may not reach/],
  ])('explains a call without response: %s', async (cause, sentence) => {
    const { result } = await ask('http://127.0.0.1:9', 'Hello', {}, threadFor(cause));
    expect(result).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(sentence) as string },
    });
  });

  it('refuses a redirect, which could carry the prompt elsewhere', async () => {
    let carried = false;
    const elsewhere = await raw((_request, response) => {
      carried = true;
      response.end();
    });
    const url = await raw((_request, response) => response.writeHead(307, { location: elsewhere }).end());
    const { result } = await ask(url, 'secret');
    expect(result.ok).toBe(false);
    expect(carried).toBe(false);
  });

  it('knows a stream that is no answer', async () => {
    const url = await raw((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end('data: {"tick":1}\n\ndata: nonsense\n\n');
    });
    const { result } = await ask(url, 'Hello');
    expect(result).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('not as a model server') as string },
    });
  });
});

describe('inspect', () => {
  const inspect = (url: string, name: string, thread = threadFor()) =>
    thread.inspect(1, addressOf(url), name);

  it.each([
    ['llama.cpp', 4096, true],
    ['vllm', 4096, false],
    ['ollama', 4096, false],
    ['plain', 8192, false],
  ] as const)('finds the context of %s', async (flavour, context, tellsPrefill) => {
    const server = await scripted({ flavour, context: 4096 });
    const facts = await inspect(server.url, 'scripted');
    expect(facts).toEqual({
      ok: true,
      value: { modelName: 'scripted', context, tellsPrefill, callsTools: false },
    });
  });

  it.each([
    ['llama.cpp', 8192, true],
    // There is no room to describe them.
    ['llama.cpp', 4096, false],
    // It does not say.
    ['vllm', 8192, false],
  ] as const)(
    'believes %s with %i tokens that its model calls tools: %s',
    async (flavour, context, callsTools) => {
      const server = await scripted({ flavour, context, callsTools: true });
      expect(await inspect(server.url, 'scripted')).toMatchObject({
        ok: true,
        value: { context, callsTools },
      });
    },
  );

  it('trusts what Ollama really gives a model, not what the model was trained for', async () => {
    const show = {
      parameters: 'stop "x"\nnum_ctx                        2048',
      model_info: { 'q.context_length': 131072 },
    };
    const ollama = (shown: object, running: object) =>
      raw((request, response) => {
        const answers: Record<string, object> = {
          '/v1/models': { data: [{ id: 'tiny:latest', owned_by: 'library' }] },
          '/api/show': shown,
          '/api/ps': running,
        };
        response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
      });
    const loaded = { models: [{ name: 'tiny:latest', context_length: 16384 }] };
    const contextAt = async (url: string) => {
      const facts = await inspect(url, 'tiny');
      return facts.ok ? facts.value : facts.error.sentence;
    };
    expect(await contextAt(await ollama(show, {}))).toMatchObject({
      modelName: 'tiny:latest',
      context: 2048,
    });
    expect(await contextAt(await ollama({ ...show, parameters: '' }, loaded))).toMatchObject({
      context: 16384,
    });
    expect(await contextAt(await ollama({ ...show, parameters: '' }, {}))).toMatchObject({ context: 4096 });
    const able = { ...show, capabilities: ['completion', 'tools'] };
    const roomy = { ...able, parameters: 'num_ctx 16384' };
    expect(await contextAt(await ollama(able, {}))).toMatchObject({ callsTools: false });
    expect(await contextAt(await ollama(roomy, {}))).toMatchObject({ callsTools: true });
  });

  it('takes the first model where none is named', async () => {
    const server = await scripted();
    expect(await inspect(server.url, '')).toMatchObject({ ok: true, value: { modelName: 'scripted' } });
  });

  it('lists what there is where the model is not', async () => {
    const server = await scripted();
    const facts = await inspect(server.url, 'llama-9');
    expect(facts).toMatchObject({
      ok: false,
      error: {
        kind: 'unsupported',
        sentence: expect.stringMatching(/no model named “llama-9”; it has scripted, .* more\.$/) as string,
      },
    });
  });

  it.each([
    ['html-page', /web page/],
    ['hang', /no answer within 1 second\./],
    ['error-401', /refused access/],
    ['error-500', /error 500/],
  ] as const)('says what is wrong with an address that answers %s', async (scenario, sentence) => {
    const server = await scripted();
    server.behave(scenario);
    const thread = threadFor('refused', limitsFor(scenario));
    expect(await inspect(server.url, '', thread)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(sentence) as string },
    });
  });

  it('waits longer while the browser asks the person', async () => {
    const server = await scripted();
    const slow = (input: RequestInfo | URL, init?: RequestInit) =>
      new Promise<Response>((resolve, reject) =>
        setTimeout(() => fetch(input, init).then(resolve, reject), 600),
      );
    const thread = createServerThread({
      fetch: slow,
      now: () => performance.now(),
      limits: { ...patient, connect: 300 },
      diagnosis: { causeOf: () => Promise.resolve('refused'), mayAsk: () => Promise.resolve(true) },
      pageOrigin: 'https://assent.example',
    });
    expect(await inspect(server.url, '', thread)).toMatchObject({ ok: true });
  });

  it.each([
    ['JSON of another kind', '{"hello":1}', /not as a model server/],
    ['a list without models', '{"object":"list","data":null}', /has no model yet/],
    ['an empty list', '{"object":"list","data":[]}', /has no model yet/],
    ['half an answer', '{"object":', /not as a model server/],
  ])('says what is wrong with %s', async (_name, body, sentence) => {
    const url = await raw((_request, response) =>
      response.setHeader('content-type', 'application/json').end(body),
    );
    expect(await inspect(url, '')).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(sentence) as string },
    });
  });

  it('can be stopped', async () => {
    const server = await scripted();
    server.behave('hang');
    const thread = threadFor();
    const facts = inspect(server.url, '', thread);
    setTimeout(() => thread.stop(1), 30);
    expect(await facts).toMatchObject({ ok: false, error: { kind: 'aborted' } });
  });
});
