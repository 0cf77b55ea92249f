/** Something that is loaded after the start: undefined until then. */
export class Late<Value> {
  readonly #make: () => Promise<Value>;
  #current = $state.raw<Value>();

  constructor(make: () => Promise<Value>) {
    this.#make = make;
  }

  get current(): Value | undefined {
    return this.#current;
  }

  /** Called once. */
  async load(): Promise<void> {
    this.#current = await this.#make();
  }
}
