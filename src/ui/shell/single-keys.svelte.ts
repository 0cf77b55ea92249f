const key = 'assent.single-keys';

/** Whether single keys act. Kept by this browser, like the theme, so that it holds before the database is open. */
export class SingleKeys {
  readonly #page: { readonly localStorage: Pick<Storage, 'getItem' | 'setItem'> };
  #current = $state(true);

  /** Reading `localStorage` throws where the browser refuses it: the choice then lasts until the page closes. */
  constructor(page: { readonly localStorage: Pick<Storage, 'getItem' | 'setItem'> }) {
    this.#page = page;
    try {
      this.#current = page.localStorage.getItem(key) !== 'off';
    } catch {
      this.#current = true;
    }
  }

  get current(): boolean {
    return this.#current;
  }

  choose(on: boolean): void {
    this.#current = on;
    try {
      this.#page.localStorage.setItem(key, on ? 'on' : 'off');
    } catch {
      return;
    }
  }
}
