/** One call under way: it can be stopped from outside, and it ends by itself when a limit passes. */
export interface Watch<Limit extends string> {
  readonly signal: AbortSignal;
  /** Starts the clock anew; the call fails by `limit` after `milliseconds`. */
  arm(limit: Limit, milliseconds: number): void;
  disarm(): void;
  stop(): void;
  readonly ended: 'stopped' | Limit | undefined;
  /** The limit last armed, in milliseconds. */
  readonly limitMs: number;
}

export function createWatch<Limit extends string>(): Watch<Limit> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended: 'stopped' | Limit | undefined;
  let limitMs = 0;

  const end = (why: 'stopped' | Limit) => {
    ended ??= why;
    clearTimeout(timer);
    controller.abort();
  };

  return {
    signal: controller.signal,
    get ended() {
      return ended;
    },
    get limitMs() {
      return limitMs;
    },
    arm(limit, milliseconds) {
      clearTimeout(timer);
      limitMs = milliseconds;
      if (ended === undefined) timer = setTimeout(() => end(limit), milliseconds);
    },
    disarm: () => clearTimeout(timer),
    stop: () => end('stopped'),
  };
}
