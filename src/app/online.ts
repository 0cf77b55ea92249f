import { createSubscriber } from 'svelte/reactivity';

/** Whether the browser believes that it has a network. A model on this device does not need one. */
export class Online {
  readonly #follow = createSubscriber((update) => {
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  });

  get current(): boolean {
    this.#follow();
    return navigator.onLine;
  }
}
