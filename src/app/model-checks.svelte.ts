import type { EngineError } from '../domain/engine-error.ts';
import type { Progress } from '../domain/generation.ts';
import type { CatalogueModel, InstalledModel, Model } from '../domain/model.ts';
import type { Downloader } from '../domain/ports.ts';
import type { Runtimes } from '../domain/ports-platform.ts';
import { runsHere } from './engine-host.svelte.ts';
import { waiting } from './model-states.ts';
import type { ModelTransfers } from './model-transfers.ts';

export type CheckState =
  | { kind: 'checking' | 'repairing'; progress: Progress }
  | { kind: 'whole'; bytes: number }
  /** Names of files. */
  | { kind: 'wrong'; files: readonly string[] }
  | { kind: 'repaired' }
  | { kind: 'failed'; error: EngineError };

export interface ModelChecksDeps {
  downloader: Downloader;
  runtimes: Runtimes;
  transfers: ModelTransfers;
}

/** Whether all that installed models need is here, and still what it was when it arrived; and mending what is not. */
export class ModelChecks {
  readonly #deps: ModelChecksDeps;
  #states = $state.raw<Readonly<Record<string, CheckState | undefined>>>({});
  #runtimes = $state.raw<Readonly<Record<string, boolean | undefined>>>({});
  #controllers: Readonly<Record<string, AbortController | undefined>> = {};

  constructor(deps: ModelChecksDeps) {
    this.#deps = deps;
  }

  /** Of this model, since the page was opened. */
  of(id: string): CheckState | undefined {
    return this.#states[id];
  }

  /** Whether this model starts without a network, as far as that was looked at. */
  worksOffline({ id, engine }: Model): boolean | undefined {
    return this.#states[id]?.kind === 'wrong' ? false : this.#runtimes[engine];
  }

  /** Sees to it that what runs this model is stored, as far as the network allows. */
  async lookOffline(model: Model): Promise<void> {
    if (!runsHere(model)) return;
    const kept = await this.#deps.runtimes.keep(model.engine);
    this.#runtimes = { ...this.#runtimes, [model.engine]: kept };
  }

  async check(model: Model): Promise<void> {
    if (this.#isBusy(model.id)) return;
    const { id } = model;
    const controller = new AbortController();
    this.#controllers = { ...this.#controllers, [id]: controller };
    const onProgress = (progress: Progress) => this.#show(id, { kind: 'checking', progress });
    onProgress(waiting);
    const result = await this.#deps.downloader.verify(model, { onProgress, signal: controller.signal });
    this.#controllers = { ...this.#controllers, [id]: undefined };
    if (!result.ok)
      this.#show(id, result.error.kind === 'aborted' ? undefined : { kind: 'failed', error: result.error });
    else if (result.value.wrong.length > 0) this.#show(id, { kind: 'wrong', files: result.value.wrong });
    else this.#show(id, { kind: 'whole', bytes: result.value.bytes });
  }

  /** `source` is the model's entry in the catalogue. The repaired model is recorded as it is now. */
  async repair(
    model: Model & Pick<Partial<InstalledModel>, 'origin'>,
    source: CatalogueModel,
  ): Promise<void> {
    const { id } = model;
    if (this.#isBusy(id)) return;
    const onProgress = (progress: Progress) => this.#show(id, { kind: 'repairing', progress });
    onProgress(waiting);
    const { downloader, transfers } = this.#deps;
    const result = await transfers.run(id, {
      origin: model.origin ?? 'catalogue',
      work: (options) => downloader.repair(model, source, options),
      onProgress,
      recorded: (repaired) => downloader.recorded(repaired),
    });
    if (result.ok) this.#show(id, { kind: 'repaired' });
    else if (result.error.kind === 'aborted') this.#show(id, undefined);
    else this.#show(id, { kind: 'failed', error: result.error });
  }

  /** Ends a check or a repair. */
  stop(id: string): void {
    this.#controllers[id]?.abort();
    this.#deps.transfers.cancel(id);
  }

  #isBusy(id: string): boolean {
    const kind = this.#states[id]?.kind;
    return kind === 'checking' || kind === 'repairing' || this.#deps.transfers.has(id);
  }

  #show(id: string, state: CheckState | undefined): void {
    this.#states = { ...this.#states, [id]: state };
  }
}
