/** Readings that are made once for each key. One that failed is not kept: who asks next tries again. */
export class KeptReadings<Key, Value> {
  readonly #known = new Map<Key, Promise<Value>>();
  readonly #read: (key: Key) => Promise<Value>;

  constructor(read: (key: Key) => Promise<Value>) {
    this.#read = read;
  }

  of(key: Key): Promise<Value> {
    const before = this.#known.get(key);
    if (before) return before;
    const reading = this.#read(key);
    this.#known.set(key, reading);
    reading.catch(() => {
      if (this.#known.get(key) === reading) this.#known.delete(key);
    });
    return reading;
  }

  clear(): void {
    this.#known.clear();
  }
}

/** The same work, but never two at a time. */
export function oneAfterTheOther<Key, Value>(
  work: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (key) => {
    const next = last.then(() => work(key));
    last = next.catch(() => undefined);
    return next;
  };
}
