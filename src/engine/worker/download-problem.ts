import { engineError, type EngineError } from '../../domain/engine-error.ts';

/** Ends a download from any depth; `problem` is what its owner is told. */
export class DownloadEnded extends Error {
  readonly problem: EngineError;

  constructor(problem: EngineError) {
    super(problem.sentence);
    this.name = 'DownloadEnded';
    this.problem = problem;
  }
}

/** What a thrown value means. With `host`, a `TypeError` is a broken connection to it: fetch and its streams throw no other. */
export function problemOf(thrown: unknown, signal: AbortSignal, host?: string): EngineError {
  if (signal.aborted) return engineError('aborted');
  if (thrown instanceof DownloadEnded) return thrown.problem;
  const detail = String(thrown);
  const name = typeof thrown === 'object' && thrown !== null && 'name' in thrown ? thrown.name : undefined;
  switch (name) {
    case 'QuotaExceededError':
      return engineError(
        'quota',
        'The storage of this device is full, so the model was not stored. Free some space and try again.',
        detail,
      );
    case 'NoModificationAllowedError':
      return engineError('busy-other-tab', 'This model is already being fetched in another tab.', detail);
    case 'AbortError':
      return engineError('aborted');
    case 'NotReadableError':
    case 'NotFoundError':
      return engineError(
        'corrupt',
        'The file could not be read. It may have been moved or changed; choose it again.',
        detail,
      );
    case 'TypeError':
      return engineError(
        'network',
        `${host ?? 'The server'} could not be reached, or the connection broke off. Try again.`,
        detail,
      );
    default:
      return engineError('corrupt', 'The model could not be stored. Try again.', detail);
  }
}
