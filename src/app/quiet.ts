/** Whether the person leaves the assistant time for its own work. Typing and asking end that work at once. */
export class Quiet {
  #controller = new AbortController();

  /** Aborted as soon as the person types or asks something. */
  signal(): AbortSignal {
    return this.#controller.signal;
  }

  disturb(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
  }
}
