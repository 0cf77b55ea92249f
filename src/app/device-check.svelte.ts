import {
  type DeviceCheckRecord,
  expectedSpeed,
  fitMeasured,
  quickerEngine,
  type Trial,
  withAnswer,
} from '../domain/expected-speed.ts';
import type { Completion } from '../domain/generation.ts';
import type { CatalogueModel, InstalledModel } from '../domain/model.ts';
import type { DeviceChecker } from '../domain/ports-device.ts';
import type { Clock, SettingsStore } from '../domain/ports.ts';
import { createQueue } from '../domain/queue.ts';
import type { Chat } from './chat.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import type { ModelEntry } from './model-entries.ts';
import { sentenceOf } from './problem.ts';
import type { Quiet } from './quiet.ts';

export interface DeviceCheckDeps {
  deviceChecker: DeviceChecker;
  stores: Promise<{ settings: SettingsStore }>;
  clock: Clock;
  /** An answer under way and a measurement would slow each other down. */
  chat: Pick<Chat, 'turn'>;
  /** The assistant's own work gives way. */
  quiet: Pick<Quiet, 'disturb'>;
}

export type CheckState =
  | { kind: 'idle' }
  | { kind: 'running'; trial: Trial | undefined; fraction: number }
  | { kind: 'failed'; sentence: string };

/** How quick this device is, as it was measured, and what its models then did. */
export class DeviceCheck {
  readonly #deps: DeviceCheckDeps;
  readonly #settings;
  #state = $state.raw<CheckState>({ kind: 'idle' });
  #running: AbortController | undefined;
  readonly #inTurn = createQueue();

  constructor(deps: DeviceCheckDeps) {
    this.#deps = deps;
    this.#settings = new LiveValue(deps.stores.then(({ settings }) => settings.live()));
  }

  get state(): CheckState {
    return this.#state;
  }

  /** False until it is known whether this device was measured before. */
  get known(): boolean {
    return this.#settings.current !== undefined || this.#settings.problem !== undefined;
  }

  /** What was measured last. Undefined until then. */
  get record(): DeviceCheckRecord | undefined {
    return this.#settings.current?.deviceCheck ?? undefined;
  }

  /** The engine that proved quicker here. */
  get quicker(): CatalogueModel['engine'] | undefined {
    return this.record && quickerEngine(this.record);
  }

  /** Measures this device, and keeps the result. The one under way goes on. */
  async run(): Promise<void> {
    if (this.#running !== undefined) return;
    if (this.#deps.chat.turn.kind !== 'idle') {
      this.#state = { kind: 'failed', sentence: 'An answer is being written. Check this device after it.' };
      return;
    }
    this.#deps.quiet.disturb();
    const { signal } = (this.#running = new AbortController());
    this.#state = { kind: 'running', trial: undefined, fraction: 0 };
    try {
      const checked = await this.#deps.deviceChecker.check({
        signal,
        onTrial: (trial, fraction) => {
          if (!signal.aborted) this.#state = { kind: 'running', trial, fraction };
        },
      });
      if (checked.ok) {
        const record = { at: this.#deps.clock(), paces: checked.value };
        const { settings } = await this.#deps.stores;
        await settings.write({ deviceCheck: record });
        this.#state = { kind: 'idle' };
      } else if (checked.error.kind === 'aborted') this.#state = { kind: 'idle' };
      else this.#state = { kind: 'failed', sentence: checked.error.sentence };
    } catch (problem) {
      this.#state = { kind: 'failed', sentence: sentenceOf(problem) };
    } finally {
      this.#running = undefined;
    }
  }

  /** Ends a check under way; what was known before stays. */
  stop(): void {
    this.#running?.abort();
  }

  /** The catalogue as the measurement sees it. */
  judge(entries: readonly ModelEntry[]): readonly ModelEntry[] {
    const { record } = this;
    if (record === undefined) return entries;
    return entries.map((entry) => ({ ...entry, fit: fitMeasured(entry.fit, entry.model, record) }));
  }

  /** Tokens per second that a model should reach. Undefined where that was not measured. */
  expected(model: CatalogueModel | InstalledModel): number | undefined {
    return this.record && 'bytes' in model ? expectedSpeed(model, this.record) : undefined;
  }

  /** Tokens per second that a model's answers came with. Undefined before the first. */
  real(modelId: string): number | undefined {
    return this.#settings.current?.realSpeeds[modelId];
  }

  /** Remembers how quick an answer was. One after the other: each builds on the one before. */
  note(modelId: string, { usage, timings }: Completion): Promise<void> {
    return this.#inTurn(async () => {
      const { settings } = await this.#deps.stores;
      const { realSpeeds } = await settings.read();
      const speeds = withAnswer(realSpeeds, modelId, usage.completion, timings.tokensPerSecond);
      if (speeds !== undefined) await settings.write({ realSpeeds: speeds });
    });
  }
}
