import type { Live } from '../domain/ports.ts';
import { sentenceOf } from './problem.ts';

/** The newest value of something stored, for screens to read. Follows its source until it is closed. */
export class LiveValue<Value> {
  #current = $state.raw<Value>();
  #problem = $state.raw<string>();
  #closed = false;
  #stop: (() => void) | undefined;
  readonly #first: Promise<Value>;
  #resolve: (value: Value) => void = () => {};
  #reject: (problem: unknown) => void = () => {};

  /** `seen` is called with each value before any screen reads it. */
  constructor(source: Promise<Live<Value>>, seen: (value: Value) => void = () => {}) {
    this.#first = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#first.catch(() => {});
    source.then((live) => this.#follow(live, seen), this.#fail);
  }

  /** Undefined until the first value is there. */
  get current(): Value | undefined {
    return this.#current;
  }

  /** Why nothing new will come, as a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  first(): Promise<Value> {
    return this.#first;
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
    // Whoever still waits must not wait for ever.
    this.#reject(new Error('closed before the first value'));
  }

  #follow(live: Live<Value>, seen: (value: Value) => void): void {
    if (this.#closed) return;
    this.#stop = live.subscribe((value) => {
      if (this.#closed) return;
      seen(value);
      this.#current = value;
      this.#resolve(value);
    }, this.#fail);
  }

  readonly #fail = (problem: unknown): void => {
    this.#problem = sentenceOf(problem);
    this.#reject(problem);
  };
}
