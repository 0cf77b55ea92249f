import { engineError, type EngineError } from '../domain/engine-error.ts';
import { StorageFailure } from '../domain/storage-failure.ts';

/** What went wrong, for the person. Anything unforeseen gets one general sentence. */
export function sentenceOf(problem: unknown): string {
  if (problem instanceof StorageFailure) return problem.sentence;
  return 'Something went wrong. Reload the page and try again; what was shown as saved is safe.';
}

/** A storage that refused, in the form in which the chat shows its problems. */
export function storageError(problem: unknown): EngineError {
  const kind = problem instanceof StorageFailure && problem.kind === 'quota' ? 'quota' : 'unsupported';
  return engineError(kind, sentenceOf(problem), String(problem));
}
