/** Something that is loaded after the start: undefined until then. */
export class Late<Value> {
  readonly #make: () => Promise<Value>;
  #loading: Promise<Value> | undefined;
  #current = $state.raw<Value>();

  constructor(make: () => Promise<Value>) {
    this.#make = make;
  }

  get current(): Value | undefined {
    return this.#current;
  }

  /** Safe to call at any time; a load that failed is tried again. */
  async load(): Promise<Value> {
    this.#loading ??= this.#make().catch((problem: unknown) => {
      this.#loading = undefined;
      throw problem;
    });
    return (this.#current ??= await this.#loading);
  }
}
