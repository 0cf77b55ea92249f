import type { EngineName } from '../domain/model.ts';
import type { AppUpdatePort, InstallationPort } from '../domain/ports-platform.ts';
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
import { AppUpdate } from './app-update.svelte.ts';
import { AppearanceSetting } from './appearance.svelte.ts';
import { Chat } from './chat.svelte.ts';
import { Conversations } from './conversations.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { EngineHost } from './engine-host.svelte.ts';
import { Installation } from './installation.svelte.ts';
import { Models } from './models.svelte.ts';
import { Online } from './online.ts';
import { type OpenedStorage, Opening } from './opening.svelte.ts';
import { StorageUse } from './storage-use.svelte.ts';

export interface AppDeps {
  clock: Clock;
  ids: Ids;
  /** The databases, which may still be opening. The composer works before they are open. */
  storage: Promise<OpenedStorage>;
  catalogue: Catalogue;
  downloader: Downloader;
  connector: ServerConnector;
  device: Device;
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
  /** What the prompt says of each tool, one line each. */
  tools?: readonly string[];
}

/** All that the screens see and do. */
export interface App {
  readonly opening: Opening;
  readonly chat: Chat;
  readonly draft: Draft;
  readonly conversations: Conversations;
  readonly models: Models;
  readonly appearance: AppearanceSetting;
  readonly storage: StorageUse;
  readonly installation: Installation;
  readonly update: AppUpdate;
  readonly online: { readonly current: boolean };
  /** What can wait until the composer is on the screen: loads the model in use, cleans up after a killed tab. Called once. */
  start(): Promise<void>;
  /** Ends what writes to this device: the answer under way, downloads and imports, the model in use. */
  quiet(): Promise<void>;
}

export function createApp(deps: AppDeps): App {
  const { clock, ids, onPageHide, tools = [] } = deps;
  const opening = new Opening(deps.storage);
  const { stores } = opening;
  const host = new EngineHost(deps);
  const draft = new Draft({ store: part(stores, 'drafts'), onPageHide });
  const conversations = new Conversations({
    clock,
    store: part(stores, 'conversations'),
    search: part(stores, 'search'),
    drafts: part(stores, 'drafts'),
  });
  const models = new Models({ ...deps, stores, host });
  const chat = new Chat({
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
  });
  const quiet = async () => {
    chat.stop();
    await models.cancelAll();
    await host.unload();
  };
  return {
    opening,
    chat,
    draft,
    conversations,
    models,
    appearance: new AppearanceSetting(part(stores, 'settings')),
    storage: new StorageUse({ device: deps.device, eraseEverything: deps.eraseEverything, quiet }),
    installation: new Installation(deps.installation),
    update: new AppUpdate({
      port: deps.update,
      busy: () => chat.turn.kind !== 'idle' || chat.isStoring || models.bringing,
    }),
    online: new Online(),
    quiet,
    async start() {
      await Promise.all([models.start(), chat.markInterrupted(), conversations.purge()]);
    },
  };
}

/** One of the stores, whenever they are open. Whoever uses it says what went wrong. */
function part<Stores, Name extends keyof Stores>(stores: Promise<Stores>, name: Name): Promise<Stores[Name]> {
  const store = stores.then((opened) => opened[name]);
  store.catch(() => {});
  return store;
}
