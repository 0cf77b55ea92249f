import type { EngineError } from '../domain/engine-error.ts';
import type { CatalogueModel, DeviceFacts, InstalledModel, Model } from '../domain/model.ts';
import type { Catalogue, Device, Downloader } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import { type Downloads, entriesOf, type EntryState } from './model-entries.ts';
import { type CatalogueState, waiting } from './model-states.ts';
import type { ModelTransfers } from './model-transfers.ts';

export interface OfferedModelsDeps {
  catalogue: Catalogue;
  device: Device;
  downloader: Downloader;
  transfers: ModelTransfers;
  /** Reads runes. */
  installed(): readonly InstalledModel[];
}

/** The models that this copy offers for download, and how far the downloads are. */
export class OfferedModels {
  readonly #deps: OfferedModelsDeps;
  #listed = $state.raw<Result<CatalogueModel[], EngineError>>();
  #facts = $state.raw<DeviceFacts>();
  #downloads = $state.raw<Downloads>({});

  readonly #entries = $derived.by(() => {
    if (this.#listed?.ok !== true || this.#facts === undefined) return [];
    return entriesOf(this.#listed.value, this.#facts, this.#deps.installed(), this.#downloads);
  });

  constructor(deps: OfferedModelsDeps) {
    this.#deps = deps;
  }

  get state(): CatalogueState {
    if (this.#listed?.ok === false) return { kind: 'failed', error: this.#listed.error };
    if (this.#listed === undefined || this.#facts === undefined) return { kind: 'loading' };
    return { kind: 'ready', entries: this.#entries };
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

  /** Fetches a model. Undefined where it is unknown, already being fetched, or did not arrive: its entry says why. */
  async download(id: string): Promise<Model | undefined> {
    const { downloader, transfers } = this.#deps;
    const entry = this.#entries.find(({ model }) => model.id === id);
    if (entry === undefined || transfers.has(id)) return undefined;
    const show = (state: EntryState) => (this.#downloads = { ...this.#downloads, [id]: state });
    show({ kind: 'downloading', progress: waiting });
    const result = await transfers.run(id, {
      origin: 'catalogue',
      work: (options) => downloader.download(entry.model, options),
      onProgress: (progress) => show({ kind: 'downloading', progress }),
      undo: (model) => downloader.remove(model),
    });
    if (!result.ok && result.error.kind !== 'aborted') show({ kind: 'failed', error: result.error });
    else show({ kind: 'absent' });
    return result.ok ? result.value : undefined;
  }
}
