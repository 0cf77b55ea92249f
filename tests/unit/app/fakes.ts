import { toolError } from '../../../src/domain/tools/tool.ts';
import type { InstantReader, ListEditor } from '../../../src/domain/tools/instant.ts';
import { filesNamedIn, readLearnedTool, toSpec } from '../../../src/domain/tools/learned-tool.ts';
import { didSomething } from '../../../src/domain/tools/manual-turns.ts';
import type { Toolbox } from '../../../src/domain/tools/toolbox.ts';
import { createFakeWorkspace } from '../../fixtures/fake-workspace.ts';
import { type App, type AppDeps, createApp } from '../../../src/app/app.ts';
import type { OpenedStorage, Stores } from '../../../src/app/opening.svelte.ts';
import type { Conversation, Draft, Message } from '../../../src/domain/conversation.ts';
import { engineError, type EngineError } from '../../../src/domain/engine-error.ts';
import type { Completion, GenerateRequest } from '../../../src/domain/generation.ts';
import type { CatalogueModel, EngineName, InstalledModel, Model } from '../../../src/domain/model.ts';
import type {
  CrashMarker,
  Engine,
  GenerateOptions,
  Leadership,
  Live,
  LoadOptions,
  UnfinishedDownload,
} from '../../../src/domain/ports.ts';
import { failure, type Result, success } from '../../../src/domain/result.ts';
import type { DeviceChecker } from '../../../src/domain/ports-device.ts';
import { defaultSettings, type Settings } from '../../../src/domain/settings.ts';
import { fakeLearning } from './fake-learning.ts';

/** A value that tells whoever follows it, a little later, as a database does. */
export class Source<Value> {
  #listeners = new Set<(value: Value) => void>();
  #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    for (const listener of this.#listeners)
      queueMicrotask(() => this.#listeners.has(listener) && listener(this.#value));
  }

  live<Part>(select: (value: Value) => Part): Live<Part> {
    return {
      subscribe: (next) => {
        const listener = (value: Value) => next(select(value));
        this.#listeners.add(listener);
        queueMicrotask(() => this.#listeners.has(listener) && listener(this.#value));
        return () => this.#listeners.delete(listener);
      },
    };
  }
}

/** What happened, in order, as short words: `append u1 a1`, `generate`. */
export type Log = string[];

export function memoryStores(log: Log = []) {
  const conversations = new Source<Conversation[]>([]);
  const messages = new Source<Message[]>([]);
  const models = new Source<InstalledModel[]>([]);
  const settings = new Source<Settings>(defaultSettings);
  const drafts = new Map<string, Draft>();
  /** Set it, and the next writing call of the conversations rejects with it. */
  const refuse: { next: unknown } = { next: undefined };

  const learning = fakeLearning(log);
  const attempt = async <Value>(word: string, work: () => Value): Promise<Value> => {
    await Promise.resolve();
    const problem = refuse.next;
    refuse.next = undefined;
    if (problem !== undefined) throw problem;
    log.push(word);
    return work();
  };
  const change = (id: string, changes: Partial<Conversation>) =>
    conversations.set(conversations.value.map((row) => (row.id === id ? { ...row, ...changes } : row)));
  const edit = (id: string, changes: Partial<Message>) =>
    messages.set(messages.value.map((row) => (row.id === id ? ({ ...row, ...changes } as Message) : row)));

  const stores: Stores = {
    workspace: createFakeWorkspace(),
    reminders: {
      live: () => ({ subscribe: (next) => (next([]), () => {}) }),
      add: async (draft) => success({ ...draft, id: 'reminder', createdAt: 0, state: 'waiting' }),
      mark: async () => {},
      remove: async () => void log.push('reminder removed'),
      cancel: async () => [],
      restore: async (ids) => void log.push(`reminders restored: ${ids.join(' ')}`),
      ring: async () => false,
      snooze: async () => false,
    },
    toolRecord: {
      called: async ({ tool }) => attempt(`called ${tool}`, () => success(undefined)),
      returned: async (_call, end) => attempt(`call ${end}`, () => undefined),
      undone: async () => attempt('undone', () => undefined),
      callsSince: async () => 0,
    },
    together: (work) => work(stores),
    conversations: {
      conversations: () => conversations.live((rows) => rows.filter((row) => row.deletedAt === null)),
      messages: (id) => messages.live((rows) => rows.filter((row) => row.conversationId === id)),
      append: (conversation, added) =>
        attempt(`append ${added.map(({ role }) => role).join(' ')}`, () => {
          const rows = conversations.value.filter(({ id }) => id !== conversation.id);
          conversations.set([conversation, ...rows]);
          messages.set([...messages.value, ...structuredClone(added)]);
        }),
      // Like the real one, this wakes nobody.
      savePartial: (id, text) =>
        attempt(`partial ${text.shown}`, () => {
          const row = messages.value.find((message) => message.id === id);
          if (row?.role === 'assistant' && row.state.kind === 'streaming') Object.assign(row, text);
        }),
      finish: (id, final) => attempt(`finish ${final.state.kind}`, () => edit(id, structuredClone(final))),
      putCalls: (id, calls) =>
        attempt(`calls ${calls.length}`, () => edit(id, { calls: structuredClone(calls) })),
      setLeaf: (id, leafId) => attempt('leaf', () => change(id, { leafId })),
      rename: (id, title) => attempt('rename', () => change(id, { title, renamed: true })),
      remove: (id, at) => attempt('remove', () => change(id, { deletedAt: at })),
      restore: (id) => attempt('restore', () => change(id, { deletedAt: null })),
      purge: (before) =>
        attempt('purge', () => {
          const isKept = ({ deletedAt }: Conversation) => deletedAt === null || deletedAt >= before;
          const purged = conversations.value.filter((row) => !isKept(row)).map(({ id }) => id);
          conversations.set(conversations.value.filter(isKept));
          return purged;
        }),
      toolTurns: async (since) =>
        messages.value.flatMap((answer) => {
          const question = messages.value.find(({ id }) => id === answer.parentId);
          if (answer.role !== 'assistant' || question?.role !== 'user' || answer.createdAt < since) return [];
          return didSomething(answer) ? [{ question, answer }] : [];
        }),
      streamingIds: async () =>
        messages.value.flatMap((row) =>
          row.role === 'assistant' && row.state.kind === 'streaming' ? [row.id] : [],
        ),
      markInterrupted: (ids) =>
        attempt('interrupt', () => {
          for (const row of messages.value)
            if (row.role === 'assistant' && row.state.kind === 'streaming' && ids.includes(row.id))
              edit(row.id, { state: { kind: 'interrupted' } });
        }),
    },
    search: {
      find: async (query) => [
        { conversationId: 'c', messageId: 'm', title: query, snippet: query, match: { from: 0, to: 1 } },
      ],
    },
    drafts: {
      read: async (key) => drafts.get(key),
      write: async (draft) => {
        if (draft.text === '') drafts.delete(draft.key);
        else drafts.set(draft.key, structuredClone(draft));
      },
    },
    settings: {
      read: async () => settings.value,
      write: async (changes) => settings.set({ ...settings.value, ...changes }),
      live: () => settings.live((value) => value),
    },
    models: {
      all: async () => models.value,
      live: () => models.live((value) => value),
      put: async (model) => models.set([...models.value.filter(({ id }) => id !== model.id), model]),
      remove: async (id) => models.set(models.value.filter((model) => model.id !== id)),
    },
    learning: learning.store,
    kept: {
      files: async (installed) => ({
        models: Object.fromEntries(
          models.value.flatMap((model) =>
            'bytes' in model && installed.some(({ id }) => id === model.id) ? [[model.id, model.bytes]] : [],
          ),
        ),
        unfinished: 0,
        files: 10,
        undo: 5,
        otherFiles: 0,
        app: 100,
        engines: 50,
        rest: 0,
      }),
      rows: async () => ({ conversations: messages.value.length * 100, learning: 30 }),
      dropEngines: async () => void log.push('engines deleted'),
    },
    profiles: {
      currentId: 'me',
      live: () => new Source([{ id: 'me', name: 'Me', createdAt: 0 }]).live((value) => value),
      create: async () => failure('Not here.'),
      rename: async () => failure('Not here.'),
      use: async () => failure('Not here.'),
      remove: async () => failure('Not here.'),
    },
  };
  return { stores, conversations, messages, models, settings, drafts, refuse, learning };
}

export function completion(text: string, change: Partial<Completion> = {}): Completion {
  return {
    raw: text,
    text,
    finish: 'stop',
    usage: { computed: 10, reused: 0, completion: 2, estimated: true },
    timings: { firstTokenMs: 5, tokensPerSecond: 30 },
    ...change,
  };
}

/** An engine that the test plays: each load and each request waits until the test ends it. */
export class FakeEngine implements Engine {
  readonly name: EngineName;
  readonly log: Log;
  readonly requests: {
    request: GenerateRequest;
    options: GenerateOptions;
    end: (result: Result<Completion, EngineError>) => void;
  }[] = [];
  readonly loads: { model: Model; options: LoadOptions; end: (result: Result<void, EngineError>) => void }[] =
    [];
  /** Loads end at once. */
  quick = true;
  usable = true;

  constructor(name: EngineName, log: Log) {
    this.name = name;
    this.log = log;
  }

  async probe() {
    return { usable: this.usable, sentence: this.usable ? 'Fine.' : 'Not here.' };
  }

  load(model: Model, options: LoadOptions): Promise<Result<void, EngineError>> {
    this.log.push(`load ${model.id}`);
    if (this.quick) return Promise.resolve(success(undefined));
    return new Promise((end) => {
      this.loads.push({ model, options, end });
      options.signal.addEventListener('abort', () => end(failure(engineError('aborted'))));
    });
  }

  generate(request: GenerateRequest, options: GenerateOptions): Promise<Result<Completion, EngineError>> {
    this.log.push('generate');
    return new Promise((end) => {
      this.requests.push({ request, options, end });
      options.signal.addEventListener('abort', () => end(failure(engineError('aborted'))));
    });
  }

  async unload(): Promise<void> {
    this.log.push(`unload ${this.name}`);
  }

  get last() {
    const last = this.requests.at(-1);
    if (last === undefined) throw new Error('nothing was asked');
    return last;
  }

  /** The last request is answered with these words. */
  async answer(text: string): Promise<void> {
    const { options, end } = this.last;
    options.onDelta(text);
    end(success(completion(text)));
    await settle();
  }

  async fail(error: EngineError): Promise<void> {
    this.last.end(failure(error));
    await settle();
  }
}

export class FakeLeadership implements Leadership {
  /** Another tab's title, while it leads. */
  other: string | undefined;
  leads = false;
  readonly #listeners: (() => void)[] = [];

  async claim(): Promise<boolean> {
    if (this.other !== undefined) return false;
    this.leads = true;
    return true;
  }

  async takeOver(): Promise<void> {
    this.other = undefined;
    this.leads = true;
  }

  release(): void {
    this.leads = false;
  }

  async leader(): Promise<string | undefined> {
    return this.other;
  }

  onLost(listener: () => void): () => void {
    this.#listeners.push(listener);
    return () => {};
  }

  /** Another tab takes over. */
  async lose(other: string): Promise<void> {
    this.other = other;
    this.leads = false;
    for (const listener of this.#listeners) listener();
    await settle();
  }
}

export function fakeMarker(modelId?: string): CrashMarker & { standing: string | undefined } {
  const marker = {
    standing: modelId,
    read: () => (marker.standing === undefined ? undefined : { modelId: marker.standing, at: 0 }),
    write: (id: string) => {
      marker.standing = id;
    },
    clear: () => {
      marker.standing = undefined;
    },
  };
  return marker;
}

export const serverModel: InstalledModel = {
  id: 'server',
  name: 'Server model',
  engine: 'server',
  context: 4096,
  address: 'http://localhost:1/v1',
  modelName: 'x',
  addedAt: 0,
  origin: 'connected',
};

export function localModel(id: string, bytes = 1000): InstalledModel {
  return {
    id,
    name: `Model ${id}`,
    engine: 'wllama',
    context: 4096,
    bytes,
    files: [],
    addedAt: 0,
    origin: 'imported',
  };
}

export function catalogueModel(id: string, bytes: number): CatalogueModel {
  return {
    id,
    name: `Model ${id}`,
    engine: 'wllama',
    bytes,
    vramBytes: bytes,
    context: 4096,
    license: 'MIT',
    languages: ['en'],
    requires: [],
    source: { gguf: [`https://models.test/${id}.gguf`] },
    note: '',
  };
}

const noTools: Toolbox = {
  tools: [],
  lineOf: () => '',
  problemOf: () => undefined,
  learned: readLearnedTool,
  specOf: toSpec,
  filesNamedIn,
  withheld: () => [],
};

const noLists: ListEditor = {
  path: (name) => `lists/${name}.md`,
  items: () => [],
  remove: (text) => text,
  check: (text) => text,
};

/** The whole app over fakes, with a clock that the test moves. */
export function createWorld(
  options: {
    installed?: InstalledModel[];
    active?: string;
    crashed?: string;
    catalogue?: CatalogueModel[];
    unfinished?: UnfinishedDownload[];
    update?: AppDeps['update'];
    toolbox?: Partial<Toolbox>;
    instant?: InstantReader['read'];
    checker?: DeviceChecker;
  } = {},
) {
  const log: Log = [];
  const memory = memoryStores(log);
  memory.models.set(options.installed ?? []);
  memory.settings.set({ ...defaultSettings, activeModelId: options.active ?? null });
  const engines = new Map<EngineName, FakeEngine>();
  const engine = (name: EngineName): FakeEngine => {
    const known = engines.get(name) ?? new FakeEngine(name, log);
    engines.set(name, known);
    return known;
  };
  const leadership = new FakeLeadership();
  const crashMarker = fakeMarker(options.crashed);
  /** Answers that are being written, in any tab. */
  const alive = new Set<string>();
  const hiding: ((leaving: boolean) => void)[] = [];
  const clock = { now: 1000 };
  let nextId = 0;
  const transfers: { options: LoadOptions; end: (result: Result<Model, EngineError>) => void }[] = [];
  const transfer = (word: string) => (_subject: unknown, loadOptions: LoadOptions) => {
    log.push(word);
    return new Promise<Result<Model, EngineError>>((end) => {
      transfers.push({ options: loadOptions, end });
      loadOptions.signal.addEventListener('abort', () => end(failure(engineError('aborted'))));
    });
  };
  const deps: AppDeps = {
    clock: () => clock.now,
    rest: async () => undefined,
    ids: () => `id${++nextId}`,
    storage: Promise.resolve<OpenedStorage>({ kind: 'ready', storage: memory.stores }),
    catalogue: { read: async () => success({ models: options.catalogue ?? [] }) },
    downloader: {
      download: transfer('download'),
      importFiles: transfer('import'),
      lookUp: async (address) =>
        address === 'refused'
          ? failure(engineError('unsupported', 'Not from there.'))
          : success({ ...catalogueModel('added-one', 1e6) }),
      repair: (model, _source, loadOptions) => transfer('repair')(model, loadOptions),
      verify: async () => success({ wrong: [], bytes: 1 }),
      recorded: async (model) => void log.push(`recorded ${model.id}`),
      unfinished: async () => options.unfinished ?? [],
      remove: async (model) => void log.push(`delete ${model.id}`),
    },
    runtimes: { keep: async () => true },
    connector: {
      connect: async (address, modelName) =>
        address === 'refused'
          ? failure(engineError('network', 'Nothing answers there.'))
          : success({ id: 'server', name: modelName, engine: 'server', context: 4096, address, modelName }),
    },
    device: {
      facts: async () => ({
        gpu: undefined,
        memory: undefined,
        storageFree: undefined,
        cores: 4,
        crossOriginIsolated: true,
        memoryTight: false,
        ios: false,
        firefox: false,
      }),
      storage: async () => ({ used: 1, quota: 10, persisted: false }),
      persist: async () => true,
    },
    deviceChecker: options.checker ?? { check: async () => success({}) },
    engine: async (name) => engine(name),
    leadership,
    crashMarker,
    liveAnswers: {
      hold: (id) => {
        alive.add(id);
        return () => alive.delete(id);
      },
      all: async () => [...alive],
    },
    eraseEverything: async () => success(undefined),
    onPageHide: (listener) => {
      hiding.push(listener);
      return () => {};
    },
    installation: {
      offer: () => 'none',
      onChange: () => () => {},
      prompt: async () => {},
      isDismissed: () => false,
      dismiss: () => {},
    },
    program: { build: 'test', guardrailHash: '', baseHash: '' },
    sha256: (text) => `hash of ${text}`,
    importer: { read: async () => failure('Not here.') },
    loadToolbox: async () => ({ ...noTools, ...options.toolbox }),
    loadInstant: async () => ({ reader: { read: options.instant ?? (() => undefined) }, lists: noLists }),
    cage: { run: async () => failure(toolError('failed', 'There is no cage here.')) },
    timeZone: 'UTC',
    locale: 'en',
    loadNotifications: async () => ({
      permission: () => 'unsupported',
      ask: async () => false,
      notify: async () => false,
      clear: async () => {},
    }),
    loadNoticer: async () => ({
      notice: () => ({ kind: 'nothing', reason: 'nothing-said' }),
      isHighStakes: (text) => text.includes('insulin'),
      agreeing: () => undefined,
    }),
    whenIdle: (callback) => {
      const timer = setTimeout(callback);
      return () => clearTimeout(timer);
    },
    reload: () => void log.push('reload'),
    report: (problem) => void log.push(`problem ${String(problem)}`),
    update: options.update ?? {
      onReady: () => () => {},
      onReplaced: () => () => {},
      apply: () => {},
      reload: () => {},
    },
  };
  const app: App = createApp(deps);
  const hide = (leaving: boolean) => hiding.forEach((listener) => listener(leaving));
  const { learning } = memory;
  return { app, deps, memory, learning, engine, leadership, crashMarker, alive, clock, log, transfers, hide };
}

/** Lets everything that waits for nothing but promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve();
}
