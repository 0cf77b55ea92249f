import { wrap, type Remote } from 'comlink';
import type { Insight } from '../domain/ports-insights.ts';
import type { VerifyReport } from '../domain/ports-learning.ts';
import type { VerifyThread } from './verify-thread.ts';
import workerUrl from './worker/verify.worker.ts?worker&url';

export interface VerifierDeps {
  startWorker: (url: string, name: string) => Worker;
  profileId: string;
  /** A thread that gives no answer for this long, in milliseconds, is given up. A minute if left out. */
  patienceMs?: number;
}

const defaultPatienceMs = 60_000;

export interface Verifier {
  verify(): Promise<VerifyReport>;
  /** Reads the whole profile as the watchers need it. */
  insight(now: number, sends: boolean): Promise<Insight>;
  /** Ends what is under way. */
  close(): void;
}

/** What reads a whole profile, each in a thread that lives for it only. The same asked for at the same time is done once. */
export function createVerifier({
  startWorker,
  profileId,
  patienceMs = defaultPatienceMs,
}: VerifierDeps): Verifier {
  const running = new Map<string, { done: Promise<unknown>; end(problem: string): void }>();

  const start = <Value>(
    name: string,
    work: (remote: Remote<VerifyThread>) => Promise<Value>,
  ): Promise<Value> => {
    const known = running.get(name);
    if (known !== undefined) return known.done as Promise<Value>;
    const worker = startWorker(workerUrl, 'verify');
    // Kept here: a collected proxy would leave its caller waiting.
    const remote: Remote<VerifyThread> = wrap<VerifyThread>(worker);
    let end: (problem: string) => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => (end = (problem) => reject(new Error(problem))));
    worker.addEventListener('error', () => end('the verifying thread died'));
    const patience = setTimeout(() => end('the verifying thread fell silent'), patienceMs);
    const done = Promise.race([work(remote), lost]).finally(() => {
      clearTimeout(patience);
      worker.terminate();
      running.delete(name);
    });
    running.set(name, { done, end });
    return done;
  };

  return {
    verify: () => start('verify', (remote) => remote.verify(profileId)),
    insight: (now, sends) => start(`insight ${sends}`, (remote) => remote.insight(profileId, now, sends)),
    close: () => {
      for (const { end } of running.values()) end('the check was ended');
    },
  };
}
