/** Proposals that the person does not want to see beneath answers now. They stay in the inbox. */
export class PutOff {
  #ids = $state.raw<readonly string[]>([]);

  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  add(id: string): void {
    this.#ids = [...this.#ids, id];
  }
}
