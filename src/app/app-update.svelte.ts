import type { AppUpdatePort } from '../domain/ports-platform.ts';

export interface AppUpdateDeps {
  port: AppUpdatePort;
  /** True while an answer is being written or a model brought here. Reads runes, so that its end is noticed. */
  busy: () => boolean;
}

/** A new version of the program: put in place by the person's click alone, and never while it would end what goes on. */
export class AppUpdate {
  readonly #deps: AppUpdateDeps;
  #state = $state<'none' | 'ready' | 'waiting-for-answer'>('none');

  constructor(deps: AppUpdateDeps) {
    this.#deps = deps;
    deps.port.onReady(() => {
      if (this.#state === 'none') this.#state = 'ready';
    });
    deps.port.onReplaced(() => this.#onceIdle(() => deps.port.reload()));
  }

  get state(): 'none' | 'ready' | 'waiting-for-answer' {
    return this.#state;
  }

  apply(): void {
    if (this.#state === 'ready') this.#onceIdle(() => this.#deps.port.apply());
  }

  #onceIdle(act: () => void): void {
    if (!this.#deps.busy()) {
      act();
      return;
    }
    this.#state = 'waiting-for-answer';
    const stop = $effect.root(() => {
      $effect(() => {
        if (this.#deps.busy()) return;
        stop();
        act();
      });
    });
  }
}
