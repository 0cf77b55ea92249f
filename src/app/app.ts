import type { EngineName } from '../domain/model.ts';
import type { DeviceChecker } from '../domain/ports-device.ts';
import type { AppUpdatePort, InstallationPort, Runtimes } from '../domain/ports-platform.ts';
import type {
  Catalogue,
  Clock,
  CrashMarker,
  Device,
  Downloader,
  Engine,
  EraseEverything,
  Ids,
  Leadership,
  LiveAnswers,
  ServerConnector,
} from '../domain/ports.ts';
import type { Cage } from '../domain/ports-tools.ts';
import type { Importer } from '../domain/bundle/importer.ts';
import type { Toolbox } from '../domain/tools/toolbox.ts';
import type { Program } from '../domain/program.ts';
import type { Sha256 } from '../domain/tap.ts';
import { AnswerFeedback } from './answer-feedback.ts';
import { AppUpdate } from './app-update.svelte.ts';
import { AppearanceSetting } from './appearance.svelte.ts';
import { Bundles } from './bundles.svelte.ts';
import { Chat } from './chat.svelte.ts';
import { Conversations } from './conversations.svelte.ts';
import type { DeviceCheck } from './device-check.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { EngineHost } from './engine-host.svelte.ts';
import { Files } from './files.svelte.ts';
import { Inbox } from './inbox.svelte.ts';
import { Insights } from './insights.svelte.ts';
import { Installation } from './installation.svelte.ts';
import type { InstantDeps } from './instant-answers.ts';
import { Learning } from './learning.svelte.ts';
import { Memory } from './memory.svelte.ts';
import { activeSends } from './model-states.ts';
import { Models } from './models.svelte.ts';
import { Notes } from './notes.svelte.ts';
import { Noticing, type Noticer } from './noticing.ts';
import { once } from './once.ts';
import { Online } from './online.ts';
import { type OpenedStorage, Opening } from './opening.svelte.ts';
import { sentenceOf } from './problem.ts';
import { Profiles } from './profiles.svelte.ts';
import { Quiet } from './quiet.ts';
import type { ReminderClock, ReminderClockDeps } from './reminders.svelte.ts';
import { Late } from './late.svelte.ts';
import type { Recovery } from './recovery.ts';
import { RuleDrafter } from './rule-drafter.ts';
import { Sandbox } from './sandbox.svelte.ts';
import type { StorageUse } from './storage-use.svelte.ts';
import type { ToolOffers } from './tool-offers.svelte.ts';
import { Tools } from './tools.svelte.ts';

export interface AppDeps {
  clock: Clock;
  ids: Ids;
  /** The databases, which may still be opening. The composer works before they are open. */
  storage: Promise<OpenedStorage>;
  catalogue: Catalogue;
  downloader: Downloader;
  runtimes: Runtimes;
  connector: ServerConnector;
  device: Device;
  deviceChecker: DeviceChecker;
  /** Called when a model of that engine is first needed, and only then. The same engine each time. */
  engine(name: EngineName): Promise<Engine>;
  leadership: Leadership;
  liveAnswers: LiveAnswers;
  crashMarker: CrashMarker;
  eraseEverything: EraseEverything;
  /** Calls back when the page is hidden (`leaving` false) and when it is closed or reloaded (true). Returns how to stop that. */
  onPageHide(listener: (leaving: boolean) => void): () => void;
  installation: InstallationPort;
  update: AppUpdatePort;
  loadToolbox(): Promise<Toolbox>;
  /** Reads what needs no model. */
  loadInstant: InstantDeps['load'];
  /** Where learned tools run. */
  cage: Cage;
  /** IANA name of where the person is, and the language of the browser. */
  timeZone: string;
  locale: string;
  loadNotifications(): Promise<ReminderClockDeps['notifications']>;
  /** What is constant in this build. */
  program: Program;
  sha256: Sha256;
  importer: Importer;
  /** Finds what a turn may teach. Loaded when there is something to read. */
  loadNoticer(): Promise<Noticer>;
  /** Calls back once the page has nothing better to do. Returns how to stop that. */
  whenIdle(callback: () => void): () => void;
  /** Why the device should rest now, or undefined. */
  rest(): Promise<string | undefined>;
  /** Loads the page again. */
  reload(): void;
  /** Something went wrong that no screen waits for. */
  report(problem: unknown): void;
}

/** All that the screens see and do. */
export interface App {
  readonly opening: Opening;
  readonly chat: Chat;
  readonly draft: Draft;
  readonly conversations: Conversations;
  readonly models: Models;
  /** Once it is loaded. */
  readonly deviceCheck: Late<DeviceCheck>;
  readonly appearance: AppearanceSetting;
  readonly storage: Late<StorageUse>;
  /** What helps after a model failed. */
  readonly recovery: Late<Recovery>;
  readonly installation: Installation;
  readonly update: AppUpdate;
  readonly online: { readonly current: boolean };
  readonly learning: Learning;
  readonly inbox: Inbox;
  readonly sandbox: Sandbox;
  readonly insights: Insights;
  readonly memory: Memory;
  readonly tools: Tools;
  /** Tools that could be drafted, once they are looked for. */
  readonly toolOffers: Late<ToolOffers>;
  readonly files: Files;
  /** Once it is loaded. */
  readonly reminders: Late<ReminderClock>;
  /** What happened while nobody waited for it. */
  readonly notes: Notes;
  readonly feedback: AnswerFeedback;
  readonly profiles: Profiles;
  readonly bundles: Bundles;
  /** What can wait until the composer is on the screen: loads the model in use, cleans up after a killed tab. Called once. */
  start(): Promise<void>;
  /** Ends what writes to this device: the answer under way, downloads and imports, the model in use. */
  quiet(): Promise<void>;
}

export function createApp(deps: AppDeps): App {
  const { clock, ids, onPageHide } = deps;
  const opening = new Opening(deps.storage);
  const { stores } = opening;
  const host = new EngineHost(deps);
  const quiet = new Quiet();
  const draft = new Draft({
    store: part(stores, 'drafts'),
    onPageHide,
    onTyping: () => {
      quiet.disturb();
      sandbox.wake();
      deps.whenIdle(() => void insights.lookNowAndThen());
    },
  });
  const conversations = new Conversations({
    clock,
    store: part(stores, 'conversations'),
    search: part(stores, 'search'),
    drafts: part(stores, 'drafts'),
  });
  const models = new Models({ ...deps, stores, host });
  const deviceCheck = new Late(async () => {
    const { DeviceCheck: Check } = await import('./device-check.svelte.ts');
    return new Check({ ...deps, stores, chat, quiet });
  });
  const learningStore = part(stores, 'learning');
  // A profile that is new gets its version 0 before anything reads it.
  const started = learningStore.then(async (store) => {
    await store.start(deps.program);
    return store;
  });
  started.catch(() => {});
  const learning = new Learning(started);
  const loadNoticer = once(deps.loadNoticer);
  const noticing = new Noticing({
    store: started,
    learning,
    quiet,
    loadNoticer,
    whenIdle: deps.whenIdle,
    busy: () => chat.turn.kind !== 'idle' || chat.isStoring,
    report: deps.report,
  });
  const tools = new Tools({
    async loadHost(ask) {
      const { ToolHost } = await import('./tool-host.ts');
      return new ToolHost({
        stores,
        loadToolbox: deps.loadToolbox,
        cage: deps.cage,
        clock,
        ids,
        sha256: deps.sha256,
        timeZone: deps.timeZone,
        learned: () => learning.acting.items,
        ask,
      });
    },
  });
  const notes = new Notes();
  const reminders = new Late(async () => {
    const [{ ReminderClock: Clock }, notifications] = await Promise.all([
      import('./reminders.svelte.ts'),
      deps.loadNotifications(),
    ]);
    return new Clock({ store: part(stores, 'reminders'), clock, notifications, report: deps.report });
  });
  const loadInstant = once(async () => {
    const [{ InstantAnswers }, toolHost] = await Promise.all([import('./instant-answers.ts'), tools.ready()]);
    return new InstantAnswers({
      load: once(deps.loadInstant),
      host: toolHost,
      stores: Promise.all([stores, started]).then(
        ([{ conversations: all, workspace, reminders: kept, search }, store]) => ({
          conversations: all,
          workspace,
          reminders: kept,
          search,
          learning: store,
        }),
      ),
      clock,
      ids,
      timeZone: deps.timeZone,
      locale: deps.locale,
      items: () => learning.acting.items,
      undoCall: (...undo) => chat.undoCall(...undo),
      makeTool: async (wish, question) => (await loadMaker()).begin(wish, question),
    });
  });
  const loadMaker = once(async () => {
    const [{ ToolMaker }, toolHost] = await Promise.all([import('./tool-maker.ts'), tools.ready()]);
    const { report } = deps;
    return new ToolMaker({ host, learning, store: started, tools: toolHost.tools, sandbox, notes, report });
  });
  const toolOffers = new Late(async () => {
    const { ToolOffers } = await import('./tool-offers.svelte.ts');
    return new ToolOffers({ stores, learning, host, loadNoticer, loadMaker, clock, chat, notes });
  });
  const loadOffers = once(() => toolOffers.load());
  const chat: Chat = new Chat({
    clock,
    ids,
    stores,
    conversations,
    draft,
    models,
    host,
    liveAnswers: deps.liveAnswers,
    onPageHide,
    tools,
    loadInstant,
    learning,
    onAsked: () => quiet.disturb(),
    onCompletion(...answer) {
      deviceCheck.load().then((check) => check.note(...answer), deps.report);
    },
    onAnswered: (answerId) => {
      noticing.wake();
      sandbox.wake();
      deps.whenIdle(() => {
        loadOffers()
          .then(() => toolOffers.current?.look(answerId))
          .catch(deps.report);
      });
    },
  });
  const sandbox = new Sandbox({
    store: started,
    learning,
    models,
    host,
    quiet,
    clock,
    sha256: deps.sha256,
    tools,
    cage: deps.cage,
    conversation: () => chat.promptSoFar(),
    busy: () => chat.turn.kind !== 'idle' || chat.isStoring,
    rest: deps.rest,
    loadRuns: once(async () => (await import('./sandbox-run.ts')).createSandboxRuns()),
    report: deps.report,
  });
  const insights = new Insights({
    store: started,
    clock,
    sends: () => activeSends(models.active),
    report: deps.report,
  });
  const drafter = new RuleDrafter({ host, quiet, conversation: () => chat.promptSoFar() });
  const end = async () => {
    chat.stop();
    await models.cancelAll();
    await host.unload();
  };
  /** What waited too long expires, what was typed before the page was closed is read, and the whole record is checked. */
  const tidy = async () => {
    const store = await started;
    await store.expire();
    noticing.wake();
    sandbox.wake();
    deps.whenIdle(() => {
      reminders.load().catch(deps.report);
      loadInstant()
        .then((instant) => instant.prepare())
        .catch(deps.report);
    });
    deps.whenIdle(() => {
      const undoable = 30 * 86_400_000;
      stores.then(({ workspace }) => workspace.purge(clock() - undoable)).catch(deps.report);
    });
    deps.whenIdle(() => void sandbox.prepare().catch(deps.report));
    deps.whenIdle(() => void insights.verify().then(() => insights.lookNowAndThen(), deps.report));
  };
  return {
    opening,
    chat,
    draft,
    conversations,
    models,
    deviceCheck,
    appearance: new AppearanceSetting(part(stores, 'settings')),
    storage: new Late(async () => {
      const { StorageUse: Use } = await import('./storage-use.svelte.ts');
      return new Use({ ...deps, stores, models, conversations, chat, sentenceOf, quiet: end });
    }),
    recovery: new Late(async () => {
      const [{ Recovery: Way }, { gpu }] = await Promise.all([import('./recovery.ts'), deps.device.facts()]);
      return new Way({ chat, models, host, onGraphics: gpu?.f16 === true });
    }),
    installation: new Installation(deps.installation),
    update: new AppUpdate({
      port: deps.update,
      busy: () => chat.turn.kind !== 'idle' || chat.isStoring || models.bringing,
    }),
    online: new Online(),
    learning,
    inbox: new Inbox({ store: started, learning, sandbox }),
    sandbox,
    insights,
    memory: new Memory(started),
    tools,
    toolOffers,
    files: new Files(part(stores, 'workspace')),
    reminders,
    notes,
    feedback: new AnswerFeedback({
      store: started,
      learning,
      drafter,
      loadNoticer,
      turnOf: (answerId) => chat.turnOf(answerId),
    }),
    profiles: new Profiles({ store: part(stores, 'profiles'), reload: deps.reload }),
    bundles: new Bundles({ store: started, learning, importer: deps.importer, clock, sha256: deps.sha256 }),
    quiet: end,
    async start() {
      await Promise.all([models.start(), chat.markInterrupted(), conversations.purge(), tidy()]);
    },
  };
}

/** One of the stores, whenever they are open. Whoever uses it says what went wrong. */
function part<Stores, Name extends keyof Stores>(stores: Promise<Stores>, name: Name): Promise<Stores[Name]> {
  const store = stores.then((opened) => opened[name]);
  store.catch(() => {});
  return store;
}
