/** Tells the page which lock this worker holds for as long as it lives. */
export interface Lifeline {
  lifeline: string;
}

interface LifelineDeps {
  locks: Pick<LockManager, 'request'> | undefined;
  newId(): string;
  post(message: Lifeline): void;
}

/** Holds a lock until the worker dies, however it dies: the page waits for that lock. Call it once, when the worker starts. */
export function holdLifeline({ locks, newId, post }: LifelineDeps): void {
  const lifeline = `assent-thread-${newId()}`;
  const alive = () => {
    post({ lifeline });
    return new Promise<never>(() => {});
  };
  // Without it the worker works all the same; only its silent death goes unnoticed.
  locks?.request(lifeline, alive).catch(() => undefined);
}

export function isLifeline(data: unknown): data is Lifeline {
  return typeof data === 'object' && data !== null && 'lifeline' in data && typeof data.lifeline === 'string';
}
