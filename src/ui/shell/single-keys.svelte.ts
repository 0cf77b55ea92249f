const key = 'assent.single-keys';

/** Whether single keys act. Kept by this browser, like the theme, so that it holds before the database is open. */
export class SingleKeys {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #current = $state(true);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#current = storage.getItem(key) !== 'off';
  }

  get current(): boolean {
    return this.#current;
  }

  choose(on: boolean): void {
    this.#current = on;
    this.#storage.setItem(key, on ? 'on' : 'off');
  }
}
