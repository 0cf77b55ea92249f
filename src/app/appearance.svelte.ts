import type { SettingsStore } from '../domain/ports.ts';
import { type Appearance, defaultSettings } from '../domain/settings.ts';
import { LiveValue } from './live-value.svelte.ts';

/** Light, dark, or as the system says. */
export class AppearanceSetting {
  readonly #store: Promise<SettingsStore>;
  readonly #settings;
  #chosen = $state.raw<Appearance>();

  constructor(store: Promise<SettingsStore>) {
    this.#store = store;
    this.#settings = new LiveValue(
      store.then((settings) => settings.live()),
      () => (this.#chosen = undefined),
    );
  }

  get current(): Appearance {
    return this.#chosen ?? this.#settings.current?.appearance ?? defaultSettings.appearance;
  }

  /** Shown at once; taken back if it cannot be stored. */
  async choose(appearance: Appearance): Promise<void> {
    this.#chosen = appearance;
    try {
      await (await this.#store).write({ appearance });
    } catch {
      this.#chosen = undefined;
    }
  }
}
