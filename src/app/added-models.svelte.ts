import type { CatalogueModel } from '../domain/model.ts';
import type { Downloader } from '../domain/ports.ts';
import type { AddingState } from './model-states.ts';
import { storageError } from './problem.ts';

export interface AddedModelsDeps {
  downloader: Pick<Downloader, 'lookUp'>;
  offer(model: CatalogueModel): void;
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

  /** Looks at what lies at the address and offers it for download. The result is whether it is offered now. */
  async add(address: string): Promise<boolean> {
    if (this.#state.kind === 'looking') return false;
    this.#state = { kind: 'looking' };
    this.#stopping = new AbortController();
    try {
      const found = await this.#deps.downloader.lookUp(address, this.#stopping.signal);
      if (found.ok) this.#deps.offer(found.value);
      const failed = !found.ok && found.error.kind !== 'aborted';
      this.#state = failed ? { kind: 'failed', error: found.error } : { kind: 'idle' };
      return found.ok;
    } catch (problem) {
      this.#state = { kind: 'failed', error: storageError(problem) };
      return false;
    }
  }

  cancel(): void {
    this.#stopping.abort();
  }
}
