import { describe, expect, it } from 'vitest';
import { ToolHost, type CallTurn, type ToolHostDeps } from '../../../src/app/tool-host.ts';
import { Tools } from '../../../src/app/tools.svelte.ts';
import type { Json } from '../../../src/domain/canonical-json.ts';
import { failure, success } from '../../../src/domain/result.ts';
import type { Tap } from '../../../src/domain/tap.ts';
import { withheld } from '../../../src/domain/tools/capabilities.ts';
import {
  filesNamedIn,
  readLearnedTool,
  toSpec,
  writeLearnedTool,
} from '../../../src/domain/tools/learned-tool.ts';
import type { Loss, Source, Tool, ToolCall } from '../../../src/domain/tools/tool.ts';
import type { Toolbox } from '../../../src/domain/tools/toolbox.ts';
import { createValidator } from '../../../src/tools/validate.ts';

const loss: Loss = { sentence: '“a” would be deleted.', path: 'a', before: 'old' };
const path = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };
const tool = (name: string, more: Partial<Tool>): Tool =>
  ({
    name,
    description: '',
    input: path,
    output: {},
    tags: [],
    perTurn: 3,
    run: async () => success({ output: name, said: `Did ${name}.` }),
    ...more,
  }) as Tool;

const ran: string[] = [];
const noting = (name: string, sources: readonly Source[] = []) => ({
  run: async (input: Json) => {
    ran.push(`${name} ${JSON.stringify(input)}`);
    return success({
      output: 'text',
      said: `Did ${name}.`,
      sources,
      undo: { kind: 'workspace', id: 'u1' } as const,
    });
  },
});

const doubler = writeLearnedTool({
  name: 'double_it',
  description: 'Doubles a number and gives it back.',
  input: {
    type: 'object',
    properties: { n: { type: 'number' } },
    required: ['n'],
    additionalProperties: false,
  },
  output: { type: 'number' },
  body: 'return input.n * 2;',
  grants: ['clock'],
  examples: [1, 2, 3].map((n) => ({ input: { n }, output: 2 * n })),
});

function createHost({ cage, today = 0 }: { cage?: ToolHostDeps['cage']; today?: number } = {}) {
  ran.length = 0;
  const log: string[] = [];
  const jobs: unknown[] = [];
  const box: Toolbox = {
    tools: [
      tool('delete_file', { tags: ['destructive'], loses: async () => loss, ...noting('delete_file') }),
      tool('append_file', { tags: ['persistent_write'], ...noting('append_file') }),
      tool('read_file', {
        tags: ['private_read', 'untrusted_in'],
        ...noting('read_file', [{ kind: 'file', path: 'mail.txt' }]),
      }),
    ],
    lineOf: ({ name }) => `${name}(path)`,
    problemOf: (schema, value) => createValidator(schema)(value),
    learned: readLearnedTool,
    specOf: toSpec,
    filesNamedIn,
    withheld: (tools, sends) => withheld(tools, sends),
  };
  let id = 0;
  let record: unknown;
  const tools: Tools = new Tools({ loadHost: async () => host });
  const host = new ToolHost({
    ask: tools.ask,
    stores: Promise.resolve({
      workspace: {
        undo: async () => (log.push('undo'), success({ path: 'a' })),
      },
      reminders: {},
      search: {},
      toolRecord: (record = {
        called: async (fact: { tool: string }, confirmed?: { tap: Tap | undefined; subject: string }) => {
          log.push(`called ${fact.tool}${confirmed === undefined ? '' : ' confirmed'}`);
          return confirmed !== undefined && confirmed.tap?.nonce !== 'good'
            ? failure({ kind: 'no-tap', sentence: 'No tap.' })
            : success(undefined);
        },
        returned: async (_call: string, end: string) => void log.push(end),
        undone: async () => void log.push('undone'),
        callsSince: async () => today,
      }),
      together: async (work: (within: unknown) => Promise<unknown>) => {
        log.push('[');
        const value = await work({ toolRecord: record });
        log.push(']');
        return value;
      },
    } as unknown as Awaited<ToolHostDeps['stores']>),
    loadToolbox: async () => box,
    cage: cage ?? { run: async (job) => (jobs.push(job), success({ output: 4, ms: 1 })) },
    clock: () => 1000,
    ids: () => `id${++id}`,
    sha256: (text) => `hash of ${text.length}`,
    timeZone: 'UTC',
    learned: () => [{ kind: 'tool', id: 't', scope: 'always', text: doubler }],
  });
  return { host, tools, log, jobs };
}

const turn = (more: Partial<CallTurn> = {}): CallTurn => ({
  by: 'assistant',
  before: [],
  sources: [],
  earlier: [],
  engineSends: false,
  signal: new AbortController().signal,
  ...more,
});
const tap = (nonce = 'good'): Tap => ({ action: 'confirm' as Tap['action'], subjectHash: '', nonce });
const untilAsked = async (tools: Tools) => {
  for (let tries = 0; tries < 100 && tools.pending === undefined; tries++) await Promise.resolve();
  return tools.pending;
};

describe('a destructive call', () => {
  it('runs only with a tap from its own dialog', async () => {
    const { host, tools, log } = createHost();
    const calling = host.call('delete_file', { path: 'a' }, '{}', turn());
    expect(await untilAsked(tools)).toMatchObject({ loss, call: { tool: 'delete_file' } });
    expect(ran).toEqual([]);
    tools.confirm(tap());
    expect((await calling).call.state).toMatchObject({ kind: 'done', said: 'Did delete_file.' });
    expect(log).toEqual(['called delete_file confirmed', 'done']);
    expect(tools.pending).toBeUndefined();
  });

  it.each(['no', 'used tap'])('is not run after a %s', async (word) => {
    const { host, tools } = createHost();
    const calling = host.call('delete_file', { path: 'a' }, '{}', turn());
    await untilAsked(tools);
    if (word === 'no') tools.decline();
    else tools.confirm(tap('used'));
    const { call } = await calling;
    expect(call.state.kind).toBe('failed');
    expect(ran).toEqual([]);
  });

  it('is a no where the turn is stopped while it waits', async () => {
    const { host, tools, log } = createHost();
    const stopping = new AbortController();
    const calling = host.call('delete_file', { path: 'a' }, '{}', turn({ signal: stopping.signal }));
    await untilAsked(tools);
    stopping.abort();
    expect((await calling).call.state).toMatchObject({ error: { kind: 'declined' } });
    expect(log).toEqual(['declined']);
    expect(ran).toEqual([]);
  });
});

describe('a call that keeps something', () => {
  it('runs unasked where nobody else’s words stand behind it', async () => {
    const { host } = createHost();
    expect((await host.call('append_file', { path: 'a' }, '{}', turn())).call.state.kind).toBe('done');
  });

  it('asks after a text from elsewhere was read in the same turn', async () => {
    const { host, tools } = createHost();
    const read = await host.call('read_file', { path: 'mail.txt' }, '{}', turn());
    const calling = host.call('append_file', { path: 'b' }, '{}', turn({ before: [read.call] }));
    expect(await untilAsked(tools)).toMatchObject({ sources: [{ kind: 'file', path: 'mail.txt' }] });
    tools.decline();
    await calling;
    expect(ran).toEqual(['read_file {"path":"mail.txt"}']);
  });
});

describe('limits', () => {
  it('end a turn after five calls and a day after its share', async () => {
    const { host } = createHost();
    const before = Array.from({ length: 5 }, (_, place): ToolCall => ({
      ...call,
      id: `${place}`,
      input: { place },
    }));
    const over = await host.call('append_file', { path: 'a' }, '{}', turn({ before }));
    expect(over.call.state).toMatchObject({ error: { kind: 'refused', guardrail: 'respect-limits' } });
    const tomorrow = createHost({ today: 300 });
    const late = await tomorrow.host.call('append_file', { path: 'a' }, '{}', turn());
    expect(late.call.state).toMatchObject({ error: { guardrail: 'respect-limits' } });
    expect(ran).toEqual([]);
  });
});

describe('what is no call', () => {
  it.each([
    ['nothing_such', { path: 'a' }],
    ['delete_file', { path: 3 }],
    ['delete_file', {}],
  ])('is wrong, and nothing runs: %s %j', async (name, input) => {
    const { host, log } = createHost();
    expect(await host.call(name, input, '{}', turn())).toMatchObject({
      wrong: true,
      call: { state: { kind: 'failed', error: { kind: 'input' } } },
    });
    expect(log).toEqual([]);
    expect(ran).toEqual([]);
  });
});

describe('a server that is not on this device', () => {
  it('gets no tool that reads what is private', async () => {
    const { host } = createHost();
    expect((await host.tools.offered(true)).map(({ name }) => name)).toEqual([
      'delete_file',
      'append_file',
      'double_it',
    ]);
    const { wrong } = await host.call('read_file', { path: 'a' }, '{}', turn({ engineSends: true }));
    expect(wrong).toBe(true);
    expect(ran).toEqual([]);
  });
});

describe('the lines of the prompt', () => {
  const learned = 'double_it: Doubles a number and gives it back.';

  it.each([
    ['here', false, ['delete_file(path)', 'append_file(path)', 'read_file(path)', learned]],
    ['elsewhere', true, ['delete_file(path)', 'append_file(path)', learned]],
  ])('name what may be called, with a model %s', async (_where, engineSends, lines) => {
    const { host } = createHost();
    expect(host.tools.linesFor(engineSends)).toEqual([]);
    await host.tools.ready();
    expect(host.tools.linesFor(engineSends)).toEqual(lines);
  });
});

describe('a learned tool', () => {
  it('runs in the cage with what was granted and nothing else', async () => {
    const { host, jobs } = createHost();
    const { call } = await host.call('double_it', { n: 2 }, '{}', turn());
    expect(call.state).toMatchObject({ kind: 'done', output: 4 });
    expect(jobs).toEqual([
      { body: 'return input.n * 2;', input: { n: 2 }, granted: { clock: { now: 1000, timeZone: 'UTC' } } },
    ]);
  });

  it('that gives what its schema does not allow is refused', async () => {
    const { host } = createHost({ cage: { run: async () => success({ output: 'four', ms: 1 }) } });
    const { call } = await host.call('double_it', { n: 2 }, '{}', turn());
    expect(call.state).toMatchObject({ kind: 'failed', error: { kind: 'output' } });
  });
});

describe('undo', () => {
  it('takes a call back once', async () => {
    const { host, log } = createHost();
    const { call } = await host.call('append_file', { path: 'a' }, '{}', turn());
    const undone = await host.undo(call);
    expect(undone).toMatchObject({ ok: true, value: { state: { undone: true } } });
    expect(log.slice(-4)).toEqual(['undo', '[', 'undone', ']']);
    expect((undone.ok && (await host.undo(undone.value)).ok) || false).toBe(false);
  });
});

const call: ToolCall = {
  id: 'x',
  tool: 'other',
  input: {},
  at: 0,
  by: 'assistant',
  raw: '{}',
  sent: '',
  salt: '',
  state: { kind: 'done', said: '', output: null },
};
