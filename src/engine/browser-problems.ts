import { engineError, type EngineError } from '../domain/engine-error.ts';

export const noBrowserModel = 'This browser does not provide a model of its own; Chrome on a computer does.';
export const unfitDevice = 'The model that this browser provides does not run on this device.';

/** Reads what the Prompt API throws: its exceptions are told apart by name. */
export function browserProblem(cause: unknown): EngineError {
  const { name, message } = nameOf(cause);
  const detail = `${name}: ${message}`;
  switch (name) {
    case 'AbortError':
    case 'TimeoutError':
      return engineError('aborted');
    case 'QuotaExceededError':
      return engineError('context-overflow', undefined, detail);
    case 'NetworkError':
      return engineError(
        'network',
        'The browser could not download its model. Check the connection and try again.',
        detail,
      );
    case 'NotAllowedError':
      return engineError(
        'unsupported',
        'The browser must download its model first and wants a click for that: choose “Use” again.',
        detail,
      );
    case 'NotSupportedError':
    case 'TypeError':
      return engineError('unsupported', 'The model that this browser provides cannot answer this.', detail);
    default:
      return engineError('worker-lost', 'The model of the browser stopped unexpectedly. Try again.', detail);
  }
}

function nameOf(cause: unknown): { name: string; message: string } {
  if (typeof cause !== 'object' || cause === null) return { name: 'Error', message: String(cause) };
  const name = 'name' in cause ? String(cause.name) : 'Error';
  return { name, message: 'message' in cause ? String(cause.message) : '' };
}
