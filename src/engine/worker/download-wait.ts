/** Resolves after so many milliseconds, or as soon as the network comes back. Rejects with the signal's reason if it aborts. */
export function waitForNetwork(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const settle = (act: () => void) => {
      clearTimeout(timer);
      settled.abort();
      act();
    };
    const timer = setTimeout(() => settle(resolve), ms);
    const until = { signal: settled.signal };
    self.addEventListener('online', () => settle(resolve), until);
    signal.addEventListener('abort', () => settle(() => reject(signal.reason as Error)), until);
    if (signal.aborted) settle(() => reject(signal.reason as Error));
  });
}
