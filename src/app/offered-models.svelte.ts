import type { EngineError } from '../domain/engine-error.ts';
import type { CatalogueList, CatalogueModel, DeviceFacts, InstalledModel, Model } from '../domain/model.ts';
import type { Catalogue, Device, Downloader } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { createQueue } from '../domain/queue.ts';
import { LiveValue } from './live-value.svelte.ts';
import { type Downloads, entriesOf, type EntryState } from './model-entries.ts';
import { type CatalogueState, waiting } from './model-states.ts';
import type { ModelTransfers } from './model-transfers.ts';
import type { Stores } from './opening.svelte.ts';

export interface OfferedModelsDeps {
  catalogue: Catalogue;
  device: Device;
  downloader: Downloader;
  transfers: ModelTransfers;
  /** Of its settings, what the person added by address. */
  stores: Promise<Pick<Stores, 'settings'>>;
  /** Reads runes. */
  installed(): readonly InstalledModel[];
}

/** The models that this copy offers for download, and how far the downloads are. */
export class OfferedModels {
  readonly #deps: OfferedModelsDeps;
  #listed = $state.raw<Result<CatalogueList, EngineError>>();
  readonly #settings;
  readonly #inTurn = createQueue();
  #facts = $state.raw<DeviceFacts>();
  #downloads = $state.raw<Downloads>({});
  /** Models of downloads that an earlier page began. */
  #begun = $state.raw<readonly CatalogueModel[]>([]);

  readonly #entries = $derived.by(() => {
    if (this.#facts === undefined) return [];
    const added = this.#settings.current?.addedModels ?? [];
    const listed = [...(this.#listed?.ok ? this.#listed.value.models : []), ...added];
    const ids = listed.map(({ id }) => id);
    // What began before the list changed can still be gone on with, or deleted.
    const begun = this.#begun.filter(({ id }) => !ids.includes(id) && this.#downloads[id]?.kind !== 'absent');
    return entriesOf([...listed, ...begun], this.#facts, this.#deps.installed(), this.#downloads);
  });

  constructor(deps: OfferedModelsDeps) {
    this.#deps = deps;
    this.#settings = new LiveValue(deps.stores.then(({ settings }) => settings.live()));
  }

  get state(): CatalogueState {
    if (this.#listed?.ok === false)
      return { kind: 'failed', error: this.#listed.error, entries: this.#entries };
    if (this.#listed === undefined || this.#facts === undefined) return { kind: 'loading' };
    const { problem } = this.#listed.value;
    return { kind: 'ready', entries: this.#entries, ...(problem !== undefined && { problem }) };
  }

  /** Offers one more model, which the person found elsewhere, until it is taken off the list. */
  async add(model: CatalogueModel): Promise<void> {
    await this.#change((added) => [...added.filter(({ id }) => id !== model.id), model]);
  }

  /** Takes a model that the person added off the list, with what a download brought of it. */
  async takeOff(id: string): Promise<void> {
    await this.discard(id);
    await this.#change((added) => added.filter((model) => model.id !== id));
  }

  /** One change after the other: each is made to what the last one left. */
  #change(change: (added: readonly CatalogueModel[]) => readonly CatalogueModel[]): Promise<void> {
    return this.#inTurn(async () => {
      const { settings } = await this.#deps.stores;
      const { addedModels } = await settings.read();
      await settings.write({ addedModels: change(addedModels) });
    });
  }

  /** True while a model is on its way. */
  get downloading(): boolean {
    return Object.values(this.#downloads).some(({ kind }) => kind === 'downloading');
  }

  get entries() {
    return this.#entries;
  }

  /** Reads the catalogue, also again after that failed. */
  async refresh(): Promise<void> {
    const [listed, facts] = await Promise.all([this.#deps.catalogue.read(), this.#deps.device.facts()]);
    this.#facts = facts;
    this.#listed = listed;
  }

  /**
   * Finds what an earlier page began. What was paused waits for its owner; the rest is to be gone on with: its ids.
   * What cannot be read now is found at the next start.
   */
  async findUnfinished(): Promise<string[]> {
    const unfinished = await this.#deps.downloader.unfinished().catch(() => []);
    const fresh = unfinished.filter(({ model: { id } }) => !this.#deps.transfers.has(id));
    this.#begun = fresh.map(({ model }) => model);
    for (const { model, bytes } of fresh) this.#show(model.id, { kind: 'paused', bytes });
    return fresh.filter(({ paused }) => !paused).map(({ model }) => model.id);
  }

  /** Fetches a model, or the rest of it. Undefined where it is unknown, already being fetched, or did not arrive: its entry says why. */
  async download(id: string): Promise<Model | undefined> {
    const { downloader, transfers } = this.#deps;
    const entry = this.#entries.find(({ model }) => model.id === id);
    if (entry === undefined || transfers.has(id)) return undefined;
    this.#show(id, { kind: 'downloading', progress: waiting });
    const result = await transfers.run(id, {
      origin: 'catalogue',
      work: (options) => downloader.download(entry.model, options),
      onProgress: (progress) => this.#show(id, { kind: 'downloading', progress }),
      recorded: (model) => downloader.recorded(model),
    });
    if (result.ok) {
      this.#show(id, { kind: 'absent' });
      return result.value;
    }
    const bytes = await this.#bytesHere(id);
    if (result.error.kind !== 'aborted') this.#show(id, { kind: 'failed', error: result.error, bytes });
    else this.#show(id, bytes > 0 ? { kind: 'paused', bytes } : { kind: 'absent' });
    return undefined;
  }

  /** Takes away what a download brought so far. A download under way ends first. */
  async discard(id: string): Promise<void> {
    const { downloader, transfers } = this.#deps;
    const entry = this.#entries.find(({ model }) => model.id === id);
    if (entry === undefined) return;
    transfers.cancel(id);
    await transfers.settled(id);
    await downloader.remove(entry.model);
    this.#show(id, { kind: 'absent' });
  }

  async #bytesHere(id: string): Promise<number> {
    const unfinished = await this.#deps.downloader.unfinished().catch(() => []);
    return unfinished.find(({ model }) => model.id === id)?.bytes ?? 0;
  }

  #show(id: string, state: EntryState): void {
    this.#downloads = { ...this.#downloads, [id]: state };
  }
}
