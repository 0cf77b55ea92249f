/** One sentence on what happened while nobody waited for it: a tool was written, or could not be. */
export class Notes {
  #sentence = $state<string>();

  get sentence(): string | undefined {
    return this.#sentence;
  }

  say(sentence: string): void {
    this.#sentence = sentence;
  }

  dismiss(): void {
    this.#sentence = undefined;
  }
}
