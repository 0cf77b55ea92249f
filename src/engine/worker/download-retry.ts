/** Tries in a row that bring next to nothing, before a person is asked. */
const mostFailures = 6;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;
/** Less than so many bytes are no progress: a server that breaks off after each byte is not asked a million times. */
const fewestBytes = 2 ** 16;

/**
 * How long to wait after each failure: doubled from one second to half a minute, shortened by chance so that many do not come back
 * at once ("full jitter", Brooker 2015, with a floor of one half). Tries that brought bytes begin the count anew.
 */
export interface Retries {
  /** Milliseconds to wait, at least `atLeast`; undefined: enough tries. `brought` are the bytes that the try brought. */
  afterFailure(brought: number, atLeast?: number): number | undefined;
}

/** `random` gives numbers from 0 up to 1. */
export function createRetries(random: () => number): Retries {
  let failures = 0;
  return {
    afterFailure(brought, atLeast = 0) {
      failures = brought >= fewestBytes ? 1 : failures + 1;
      if (failures >= mostFailures) return undefined;
      const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1));
      return Math.max(atLeast, wait * (0.5 + random() / 2));
    },
  };
}
