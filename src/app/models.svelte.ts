import type { EngineError } from '../domain/engine-error.ts';
import type { CatalogueModel, EngineName, Fitness, InstalledModel, Model } from '../domain/model.ts';
import type {
  Catalogue,
  Clock,
  CrashMarker,
  Device,
  Downloader,
  Engine,
  Leadership,
  PickedFile,
  ServerConnector,
} from '../domain/ports.ts';
import type { Runtimes } from '../domain/ports-platform.ts';
import { AddedModels } from './added-models.svelte.ts';
import { type EngineHost, runsHere } from './engine-host.svelte.ts';
import { Late } from './late.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import type { ModelChecks } from './model-checks.svelte.ts';
import { ModelTransfers } from './model-transfers.ts';
import {
  type ActiveState,
  browserModel,
  type CatalogueState,
  type ChosenModel,
  type ConnectionState,
  type ImportState,
  waiting,
} from './model-states.ts';
import type { OfferedModels } from './offered-models.svelte.ts';
import type { Stores } from './opening.svelte.ts';
import { sentenceOf } from './problem.ts';
import { smallerThan } from './smaller-model.ts';

export type { EntryState, ModelEntry } from './model-entries.ts';
export type { ActiveState, CatalogueState, ConnectionState, ImportState } from './model-states.ts';

export interface ModelsDeps {
  clock: Clock;
  stores: Promise<Stores>;
  catalogue: Catalogue;
  downloader: Downloader;
  runtimes: Runtimes;
  connector: ServerConnector;
  device: Device;
  engine(name: EngineName): Promise<Engine>;
  leadership: Leadership;
  crashMarker: CrashMarker;
  /** Calls back when nothing more urgent is to be done. */
  whenIdle(callback: () => void): unknown;
  host: EngineHost;
}

/** A load outside of a conversation has no title to show to other tabs. */
const loadTitle = '';

/** The models that can be had, that are here, and the one in use. */
export class Models {
  readonly #deps: ModelsDeps;
  readonly #installed: LiveValue<InstalledModel[]>;
  #held = $state.raw<{ model: Model; sentence: string }>();
  #importing = $state.raw<ImportState>({ kind: 'idle' });
  #connection = $state.raw<ConnectionState>({ kind: 'idle' });
  #browserFitness = $state.raw<Fitness>();
  #problem = $state.raw<string>();
  #started = $state.raw(false);
  #starting: Promise<void> | undefined;
  readonly #transfers: ModelTransfers;
  readonly #offered: Late<OfferedModels>;
  /** Whether installed models are still what they were, and start without a network. */
  readonly checks: Late<ModelChecks>;
  /** Models by their address on the web. */
  readonly added: AddedModels;

  constructor(deps: ModelsDeps) {
    this.#deps = deps;
    this.#transfers = new ModelTransfers(deps);
    this.checks = new Late(async () => {
      const { ModelChecks } = await import('./model-checks.svelte.ts');
      return new ModelChecks({ ...deps, transfers: this.#transfers });
    });
    const { catalogue, device, downloader, stores } = deps;
    const installed = () => this.installed;
    this.#offered = new Late(async () => {
      const { OfferedModels } = await import('./offered-models.svelte.ts');
      return new OfferedModels({
        catalogue,
        device,
        downloader,
        transfers: this.#transfers,
        stores,
        installed,
      });
    });
    this.added = new AddedModels({
      downloader,
      installed,
      offer: async (model) => (await this.#offered.load()).add(model),
    });
    this.#installed = new LiveValue(deps.stores.then((stores) => stores.models.live()));
  }

  get catalogue(): CatalogueState {
    return this.#offered.current?.state ?? { kind: 'loading' };
  }

  get installed(): InstalledModel[] {
    return this.#installed.current ?? [];
  }

  get active(): ActiveState {
    const { state } = this.#deps.host;
    switch (state.kind) {
      case 'loading':
      case 'ready':
        return state;
      case 'failed':
        return { ...state, ...this.#smallerThan(state.model) };
      case 'empty':
        if (this.#held === undefined) return { kind: 'none' };
        return { kind: 'held', ...this.#held, ...this.#smallerThan(this.#held.model) };
    }
  }

  /** False until it is known whether a model was in use: do not invite to choose one before. */
  get started(): boolean {
    return this.#started;
  }

  /** False until it is known which models are here. */
  get listed(): boolean {
    return this.#installed.current !== undefined || this.#installed.problem !== undefined;
  }

  get importing(): ImportState {
    return this.#importing;
  }

  /** Connected as long as a server's model is in use, also after a reload. */
  get connection(): ConnectionState {
    const { state } = this.#deps.host;
    const inUse = state.kind === 'ready' && state.model.engine === 'server' ? state.model : undefined;
    if (this.#connection.kind !== 'idle' || inUse === undefined) return this.#connection;
    return { kind: 'connected', address: inUse.address };
  }

  /** Whether the browser brings a model of its own. Undefined until known. */
  get browserFitness(): Fitness | undefined {
    return this.#browserFitness;
  }

  /** What could not be stored or deleted, as a sentence. */
  get problem(): string | undefined {
    return this.#problem ?? this.#installed.problem;
  }

  /** Loads the model that was in use, unless the page died while loading it; then reads the catalogue. */
  async start(): Promise<void> {
    await this.#startOnce();
    await Promise.all([this.catalogue.kind === 'loading' ? this.refresh() : undefined, this.#probeBrowser()]);
    this.#deps.whenIdle(() => void this.#goOn());
  }

  /** Reads the catalogue, also again after that failed. */
  async refresh(): Promise<void> {
    await (await this.#offered.load()).refresh();
  }

  /** The model that answers now, or why none can. */
  async chosen(): Promise<ChosenModel> {
    await this.#startOnce();
    const { state } = this.#deps.host;
    if (state.kind === 'ready' || state.kind === 'loading') return { kind: 'model', model: state.model };
    if (this.#held !== undefined) return { kind: 'held', sentence: this.#held.sentence };
    const { activeModelId } = await (await this.#deps.stores).settings.read();
    const model = this.#find(activeModelId);
    return model === undefined ? { kind: 'none' } : { kind: 'model', model };
  }

  /** Fetches a model of the catalogue. Used at once where no model is in use. */
  async download(id: string): Promise<void> {
    const offered = this.#offered.current ?? (await this.#offered.load());
    const model = await offered.download(id);
    const { kind } = this.active;
    if (model !== undefined && (kind === 'none' || kind === 'held' || kind === 'failed'))
      await this.#use(model);
  }

  /** True while a download or an import is under way, which a reload would end. */
  get bringing(): boolean {
    return this.#importing.kind === 'copying' || this.#offered.current?.downloading === true;
  }

  /** Ends every download, import and connection. Resolves once each has cleaned up. */
  cancelAll(): Promise<void> {
    this.added.cancel();
    return this.#transfers.cancelAll();
  }

  /** What is here of it stays. */
  pauseDownload(id: string): void {
    this.#transfers.cancel(id);
  }

  /** Ends a download, and takes away what it brought. */
  async discardDownload(id: string): Promise<void> {
    await this.#attempt(async () => (await this.#offered.load()).discard(id));
  }

  /** Forgets a model that the person added by its address. */
  async takeOff(id: string): Promise<void> {
    await this.#attempt(async () => (await this.#offered.load()).takeOff(id));
  }

  /** Whether each file of a model is still what it was when it arrived. */
  async check(id: string): Promise<void> {
    const model = this.#find(id);
    if (model !== undefined) await (await this.checks.load()).check(model);
  }

  /** Fetches what is wrong of a model. It is not used meanwhile; where it was in use, it is loaded again. */
  async repair(id: string): Promise<void> {
    const model = this.#find(id);
    const source = this.#offered.current?.entries.find((entry) => entry.model.id === id)?.model;
    if (model === undefined || source === undefined) return;
    const { state } = this.#deps.host;
    const wasInUse = state.kind !== 'empty' && state.model.id === id;
    if (wasInUse) await this.#deps.host.unload();
    const checks = await this.checks.load();
    await checks.repair(model, source);
    if (wasInUse && checks.of(id)?.kind === 'repaired' && this.active.kind === 'none') await this.use(id);
  }

  /** Loads an installed model; it is the model of the next start only once it loaded. */
  async use(id: string): Promise<void> {
    const model = this.#find(id);
    if (model !== undefined) await this.#use(model);
  }

  /** Ends a load under way. */
  cancelUse(): void {
    this.#deps.host.cancelLoad();
  }

  /** Takes an installed model off this device. */
  async remove(id: string): Promise<void> {
    const model = this.#find(id);
    if (model === undefined) return;
    if (this.#held?.model.id === id) this.#held = undefined;
    const { state } = this.#deps.host;
    if (state.kind !== 'empty' && state.model.id === id) await this.#deps.host.unload();
    await this.#attempt(async ({ settings, models }) => {
      if ((await settings.read()).activeModelId === id) await settings.write({ activeModelId: null });
      // The record last: as long as files are here, something must list them.
      if (runsHere(model)) await this.#deps.downloader.remove(model);
      await models.remove(id);
    });
  }

  /** Brings one model here from files of this device. */
  async importFiles(files: readonly PickedFile[]): Promise<void> {
    if (this.#importing.kind === 'copying') return;
    this.#importing = { kind: 'copying', progress: waiting };
    const result = await this.#transfers.run('import', {
      origin: 'imported',
      work: (options) => this.#deps.downloader.importFiles(files, options),
      onProgress: (progress) => (this.#importing = { kind: 'copying', progress }),
      undo: (model) => this.#deps.downloader.remove(model),
    });
    const failed = !result.ok && result.error.kind !== 'aborted';
    this.#importing = failed ? { kind: 'failed', error: result.error } : { kind: 'idle' };
    if (result.ok) await this.#use(result.value);
  }

  cancelImport(): void {
    this.#transfers.cancel('import');
  }

  /** An empty model name takes the first that the server offers. */
  async connect(address: string, modelName: string): Promise<void> {
    if (this.#connection.kind === 'connecting') return;
    this.#connection = { kind: 'connecting' };
    const result = await this.#transfers.run('connect', {
      origin: 'connected',
      work: ({ signal }) => this.#deps.connector.connect(address.trim(), modelName.trim(), signal),
    });
    const error = result.ok ? await this.#use(result.value) : result.error;
    const failed = error !== undefined && error.kind !== 'aborted';
    this.#connection = failed ? { kind: 'failed', error } : { kind: 'idle' };
  }

  /** The person agrees to use the model that the browser provides; it is loaded at once. Call it from a click. */
  async allowBrowserModel(): Promise<void> {
    const error = await this.#use(browserModel);
    if (error !== undefined) return;
    await this.#attempt(async ({ settings, models }) => {
      await settings.write({ browserModelAllowed: true });
      await models.put({ ...browserModel, addedAt: this.#deps.clock(), origin: 'connected' });
    });
  }

  /** What a closed page was fetching goes on by itself. */
  async #goOn(): Promise<void> {
    for (const id of await (await this.#offered.load()).findUnfinished()) void this.download(id);
  }

  #startOnce(): Promise<void> {
    this.#starting ??= this.#attempt(async ({ settings }) => {
      const [{ activeModelId }] = await Promise.all([settings.read(), this.#installed.first()]);
      const model = this.#find(activeModelId);
      if (model === undefined) return;
      if ((await this.#diedLoading(model)) && this.#deps.host.state.kind === 'empty') {
        const sentence = `The page closed while “${model.name}” was loading, so it was not loaded again.`;
        this.#held = { model, sentence };
      } else if (this.#deps.host.state.kind === 'empty')
        void this.#deps.host.ensure(model, { title: loadTitle });
    }).then(() => {
      this.#started = true;
    });
    return this.#starting;
  }

  /** A marker of a load that is under way in another tab is no crash. */
  async #diedLoading(model: Model): Promise<boolean> {
    if (!runsHere(model) || this.#deps.crashMarker.read()?.modelId !== model.id) return false;
    return (await this.#deps.leadership.leader()) === undefined;
  }

  async #probeBrowser(): Promise<void> {
    try {
      const engine = await this.#deps.engine('browser');
      this.#browserFitness = await engine.probe();
    } catch {
      this.#browserFitness = undefined;
    }
  }

  async #use(model: Model): Promise<EngineError | undefined> {
    this.#held = undefined;
    const loaded = await this.#deps.host.ensure(model, { title: loadTitle });
    if (!loaded.ok) return loaded.error;
    if (this.#connection.kind === 'failed') this.#connection = { kind: 'idle' };
    // A marker of an earlier crash is settled once a model works.
    this.#deps.crashMarker.clear();
    await this.#attempt(({ settings }) => settings.write({ activeModelId: model.id }));
    return undefined;
  }

  async #attempt(work: (stores: Stores) => Promise<void>): Promise<void> {
    try {
      await work(await this.#deps.stores);
      this.#problem = undefined;
    } catch (problem) {
      this.#problem = sentenceOf(problem);
    }
  }

  #find(id: string | null): Model | undefined {
    return this.installed.find((model) => model.id === id);
  }

  #smallerThan(model: Model): { smaller?: CatalogueModel | InstalledModel } {
    const smaller = smallerThan(model, this.installed, this.#offered.current?.entries ?? []);
    return smaller === undefined ? {} : { smaller };
  }
}
