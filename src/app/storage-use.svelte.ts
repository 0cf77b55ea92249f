import type { Device, EraseEverything } from '../domain/ports.ts';
import { failure, type Result } from '../domain/result.ts';

/** Sizes in bytes. `persisted` is false where the browser may delete everything by itself. */
export interface StorageFigures {
  used: number;
  quota: number;
  persisted: boolean;
}

export interface StorageUseDeps {
  device: Device;
  eraseEverything: EraseEverything;
  /** Stops what runs: nothing may write while everything is deleted. */
  quiet(): Promise<void>;
}

/** How much this app keeps on the device. */
export class StorageUse {
  readonly #deps: StorageUseDeps;
  #use = $state.raw<StorageFigures>();
  #measured = $state.raw(false);

  constructor(deps: StorageUseDeps) {
    this.#deps = deps;
  }

  /** Undefined until `refresh` was called, and where the browser does not tell. */
  get use(): StorageFigures | undefined {
    return this.#use;
  }

  /** False until the browser first answered, or did not. */
  get measured(): boolean {
    return this.#measured;
  }

  async refresh(): Promise<void> {
    try {
      this.#use = await this.#deps.device.storage();
    } catch {
      this.#use = undefined;
    }
    this.#measured = true;
  }

  /** Asks the browser never to delete what is stored. True if it agreed. */
  async persist(): Promise<boolean> {
    const agreed = await this.#deps.device.persist();
    await this.refresh();
    return agreed;
  }

  /** Stops what runs, then deletes everything. The error is a sentence. */
  async erase(): Promise<Result<void, string>> {
    try {
      await this.#deps.quiet();
      return await this.#deps.eraseEverything();
    } catch {
      return failure('Not everything could be deleted. Close the other tabs of this app and try again.');
    }
  }
}
