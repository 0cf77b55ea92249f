import { wrap, type Remote } from 'comlink';
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
  /** Ends a check under way. */
  close(): void;
}

/** The full check, in a thread that lives for one check only. Checks asked for at the same time are one. */
export function createVerifier({
  startWorker,
  profileId,
  patienceMs = defaultPatienceMs,
}: VerifierDeps): Verifier {
  let running: { report: Promise<VerifyReport>; end(problem: string): void } | undefined;

  const start = () => {
    const worker = startWorker(workerUrl, 'verify');
    // Kept here: a collected proxy would leave its caller waiting.
    const remote: Remote<VerifyThread> = wrap<VerifyThread>(worker);
    let end: (problem: string) => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => (end = (problem) => reject(new Error(problem))));
    worker.addEventListener('error', () => end('the verifying thread died'));
    const patience = setTimeout(() => end('the verifying thread fell silent'), patienceMs);
    const report = Promise.race([remote.verify(profileId), lost]).finally(() => {
      clearTimeout(patience);
      worker.terminate();
      running = undefined;
    });
    return { report, end };
  };

  return {
    verify: () => (running ??= start()).report,
    close: () => running?.end('the check was ended'),
  };
}
