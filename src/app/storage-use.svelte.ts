import { estimateRows, type EstimatedRows, type MeasuredFiles } from '../domain/kept.ts';
import type { Clock, Device, EraseEverything } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { Chat } from './chat.svelte.ts';
import type { Conversations } from './conversations.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Stores } from './opening.svelte.ts';

/** Sizes in bytes. `persisted` is false where the browser may delete everything by itself. */
export interface StorageFigures {
  used: number;
  quota: number;
  persisted: boolean;
}

/** What takes how much. `rows` are estimates. */
export interface StorageParts {
  files: MeasuredFiles;
  rows: EstimatedRows;
}

/** How many bytes a deletion freed, or why it did not. */
export type Freed = Promise<Result<number, { sentence: string }>>;

export interface StorageUseDeps {
  clock: Clock;
  device: Device;
  stores: Promise<Pick<Stores, 'kept' | 'conversations' | 'drafts' | 'workspace'>>;
  models: Pick<Models, 'installed' | 'remove' | 'problem'>;
  conversations: Pick<Conversations, 'rows' | 'loaded'>;
  chat: Pick<Chat, 'stop' | 'open'>;
  eraseEverything: EraseEverything;
  sentenceOf(problem: unknown): string;
  /** Stops what runs: nothing may write while everything is deleted. */
  quiet(): Promise<void>;
}

/** What this app keeps on the device, and what of it can go. */
export class StorageUse {
  readonly #deps: StorageUseDeps;
  #use = $state.raw<StorageFigures>();
  #parts = $state.raw<StorageParts>();
  #measured = $state.raw(false);

  constructor(deps: StorageUseDeps) {
    this.#deps = deps;
  }

  /** Undefined until `refresh` was called, and where the browser does not tell. */
  get use(): StorageFigures | undefined {
    return this.#use;
  }

  /** Undefined until they were measured. */
  get parts(): StorageParts | undefined {
    return this.#parts;
  }

  /** False until the browser first answered, or did not. */
  get measured(): boolean {
    return this.#measured;
  }

  /** Measures everything again. Never rejects. */
  async refresh(): Promise<void> {
    try {
      const use = await this.#deps.device.storage();
      this.#use = use.quota > 0 ? use : undefined;
    } catch {
      this.#use = undefined;
    }
    try {
      const { kept } = await this.#deps.stores;
      const [files, rows] = await Promise.all([kept.files(this.#deps.models.installed), kept.rows()]);
      this.#parts = { files, rows: estimateRows(rows, files, this.#use?.used) };
    } catch {
      this.#parts = undefined;
    }
    this.#measured = true;
  }

  /** Asks the browser never to delete what is stored. True if it agreed. Call it from a click. */
  async persist(): Promise<boolean> {
    const agreed = await this.#deps.device.persist();
    await this.refresh();
    return agreed;
  }

  /** Deletes these models, as measured before and after. */
  removeModels(ids: readonly string[]): Freed {
    const bytes = () => Object.values(this.#parts?.files.models ?? {}).reduce((sum, one) => sum + one, 0);
    return this.#freeing(bytes, async () => {
      for (const id of ids) await this.#deps.models.remove(id);
      if (this.#deps.models.problem !== undefined) throw new Error(this.#deps.models.problem);
    });
  }

  /** Deletes what models run on. Refuses while a model here needs it. */
  async dropEngines(): Freed {
    if (this.needsEngines) return failure({ sentence: 'A model on this device needs it.' });
    return this.#freeing(
      () => this.#parts?.files.engines ?? 0,
      async () => (await this.#deps.stores).kept.dropEngines(),
    );
  }

  get needsEngines(): boolean {
    return this.#deps.models.installed.some((model) => 'bytes' in model);
  }

  /** Deletes for good what could be undone in notes and files. */
  emptyUndo(): Freed {
    return this.#freeing(
      () => this.#parts?.files.undo ?? 0,
      async () => (await this.#deps.stores).workspace.purge(this.#deps.clock() + 1),
    );
  }

  /** Deletes every conversation of this profile, for good; what was learned stays. The bytes are an estimate. */
  removeConversations(): Freed {
    const { chat, clock, conversations } = this.#deps;
    return this.#freeing(
      () => this.#parts?.rows.conversations ?? 0,
      async () => {
        const stores = await this.#deps.stores;
        chat.stop();
        await Promise.all([chat.open(null), conversations.loaded()]);
        const at = clock();
        for (const { id } of conversations.rows) await stores.conversations.remove(id, at);
        const purged = await stores.conversations.purge(at + 1);
        for (const key of purged) await stores.drafts.write({ key, text: '', provenance: [] });
      },
    );
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

  /** Measured again after the deletion, whatever came of it. */
  async #freeing(bytes: () => number, work: () => Promise<void>): Freed {
    if (this.#parts === undefined) await this.refresh();
    const before = bytes();
    try {
      await work();
      await this.refresh();
      return success(Math.max(0, before - bytes()));
    } catch (problem) {
      await this.refresh();
      return failure({ sentence: this.#deps.models.problem ?? this.#deps.sentenceOf(problem) });
    }
  }
}
