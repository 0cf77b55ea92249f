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
  void locks?.request(lifeline, () => {
    post({ lifeline });
    return new Promise<never>(() => {});
  });
}

export function isLifeline(data: unknown): data is Lifeline {
  return typeof data === 'object' && data !== null && 'lifeline' in data && typeof data.lifeline === 'string';
}
