import { engineError } from '../domain/engine-error.ts';
import type { CatalogueModel, InstalledModel } from '../domain/model.ts';
import type { Downloader } from '../domain/ports.ts';
import type { AddingState } from './model-states.ts';
import { storageError } from './problem.ts';

export interface AddedModelsDeps {
  downloader: Pick<Downloader, 'lookUp'>;
  installed(): readonly InstalledModel[];
  /** Offers a model from now on, also after a reload. Rejects where that could not be stored. */
  offer(model: CatalogueModel): Promise<void>;
}

/** Models that the person adds by their address on the web. */
export class AddedModels {
  readonly #deps: AddedModelsDeps;
  #state = $state.raw<AddingState>({ kind: 'idle' });
  #stopping = new AbortController();

  constructor(deps: AddedModelsDeps) {
    this.#deps = deps;
  }

  get state(): AddingState {
    return this.#state;
  }

  /** Looks at what lies at the address and offers it for download. The result is its id; undefined where it is not offered now. */
  async add(address: string): Promise<string | undefined> {
    if (this.#state.kind === 'looking') return undefined;
    this.#state = { kind: 'looking' };
    this.#stopping = new AbortController();
    try {
      const found = await this.#deps.downloader.lookUp(address, this.#stopping.signal);
      if (!found.ok) {
        this.#state =
          found.error.kind === 'aborted' ? { kind: 'idle' } : { kind: 'failed', error: found.error };
        return undefined;
      }
      const { id } = found.value;
      const here = this.#deps.installed().find((model) => model.id === id);
      if (here !== undefined) {
        const error = engineError('unsupported', `“${here.name}” is on this device already.`);
        this.#state = { kind: 'failed', error };
        return undefined;
      }
      await this.#deps.offer(found.value);
      this.#state = { kind: 'idle' };
      return id;
    } catch (problem) {
      this.#state = { kind: 'failed', error: storageError(problem) };
      return undefined;
    }
  }

  cancel(): void {
    this.#stopping.abort();
  }
}
