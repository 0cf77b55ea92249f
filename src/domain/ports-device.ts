/** What "Check this device" needs from outside. */
import type { EngineError } from './engine-error.ts';
import type { Pace, Trial } from './expected-speed.ts';
import type { Result } from './result.ts';

export interface DeviceCheckOptions {
  /** Called before each trial; `fraction` is what of the check is done, 0 to 1. */
  onTrial(trial: Trial, fraction: number): void;
  signal: AbortSignal;
}

/** Measures this device with models that it makes up itself: nothing is fetched but the program. */
export interface DeviceChecker {
  /**
   * Takes some five seconds, longer on a slow device. A trial that fails is left out; `aborted` when `signal` fires,
   * another error where no trial succeeded.
   */
  check(options: DeviceCheckOptions): Promise<Result<Partial<Record<Trial, Pace>>, EngineError>>;
}
