import type { EngineError } from '../domain/engine-error.ts';
import type { InstalledModel, Model } from '../domain/model.ts';
import type { Clock, LoadOptions } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import type { Stores } from './opening.svelte.ts';
import { storageError } from './problem.ts';

export interface ModelTransfersDeps {
  clock: Clock;
  stores: Promise<Stores>;
}

/** One way of bringing a model here. */
export interface Transfer<Brought extends Model> {
  origin: InstalledModel['origin'];
  work(options: LoadOptions): Promise<Result<Brought, EngineError>>;
  onProgress?: LoadOptions['onProgress'];
  /** Called once the model is on record. */
  recorded?(model: Brought): Promise<void>;
  /** Takes what was brought away again: it could not be recorded, and nothing would list it. */
  undo?(model: Brought): Promise<void>;
}

/** Models on their way to this device, each under a key of its own. */
export class ModelTransfers {
  readonly #deps: ModelTransfersDeps;
  #controllers: Readonly<Record<string, AbortController | undefined>> = {};
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(deps: ModelTransfersDeps) {
    this.#deps = deps;
  }

  has(key: string): boolean {
    return this.#controllers[key] !== undefined;
  }

  cancel(key: string): void {
    this.#controllers[key]?.abort();
  }

  /** Ends all of them. Resolves once each has cleaned up. */
  async cancelAll(): Promise<void> {
    for (const key of Object.keys(this.#controllers)) this.cancel(key);
    await Promise.allSettled(this.#running.values());
  }

  /** Resolves once the transfer of this key, if there is one, has cleaned up. Never rejects. */
  async settled(key: string): Promise<void> {
    await Promise.allSettled([this.#running.get(key)]);
  }

  /** Brings a model here and records it. */
  async run<Brought extends Model>(
    key: string,
    transfer: Transfer<Brought>,
  ): Promise<Result<Brought, EngineError>> {
    const controller = new AbortController();
    this.#controllers = { ...this.#controllers, [key]: controller };
    const running = this.#bring(transfer, controller.signal);
    this.#running.set(key, running);
    try {
      return await running;
    } catch (problem) {
      return { ok: false, error: storageError(problem) };
    } finally {
      this.#controllers = { ...this.#controllers, [key]: undefined };
      this.#running.delete(key);
    }
  }

  async #bring<Brought extends Model>(
    { origin, work, onProgress = () => {}, recorded, undo }: Transfer<Brought>,
    signal: AbortSignal,
  ): Promise<Result<Brought, EngineError>> {
    const result = await work({ onProgress, signal });
    if (!result.ok) return result;
    const model = result.value;
    const { models } = await this.#deps.stores;
    const takeAway = async () => {
      // The same file may have been imported before: then the record that stands is its own.
      if (!(await models.all()).some(({ id }) => id === model.id)) await undo?.(model);
    };
    try {
      await models.put({ ...model, addedAt: this.#deps.clock(), origin });
    } catch (problem) {
      await takeAway().catch(() => {});
      throw problem;
    }
    await recorded?.(model);
    return result;
  }
}
