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
}

/** Models on their way to this device, each under a key of its own. */
export class ModelTransfers {
  readonly #deps: ModelTransfersDeps;
  #controllers: Readonly<Record<string, AbortController | undefined>> = {};

  constructor(deps: ModelTransfersDeps) {
    this.#deps = deps;
  }

  has(key: string): boolean {
    return this.#controllers[key] !== undefined;
  }

  cancel(key: string): void {
    this.#controllers[key]?.abort();
  }

  /** Brings a model here and records it. */
  async run<Brought extends Model>(
    key: string,
    { origin, work, onProgress = () => {} }: Transfer<Brought>,
  ): Promise<Result<Brought, EngineError>> {
    const controller = new AbortController();
    this.#controllers = { ...this.#controllers, [key]: controller };
    try {
      const result = await work({ onProgress, signal: controller.signal });
      if (result.ok) {
        const { models } = await this.#deps.stores;
        await models.put({ ...result.value, addedAt: this.#deps.clock(), origin });
      }
      return result;
    } catch (problem) {
      return { ok: false, error: storageError(problem) };
    } finally {
      this.#controllers = { ...this.#controllers, [key]: undefined };
    }
  }
}
