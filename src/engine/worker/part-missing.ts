import { engineError, type EngineError } from '../../domain/engine-error.ts';

/** What three browsers say when a script that is imported later, or llama.cpp's own module, cannot be fetched. */
const notFetched =
  /dynamically imported module|Importing a module script|(prepare wasm: |Aborted\().*(Failed to (fetch|load)|NetworkError|Load failed)/i;

/** The library that runs models is kept on the device only once it was fetched. Undefined where `message` is about something else. */
export function partMissing(message: string, detail: string): EngineError | undefined {
  if (!notFetched.test(message)) return undefined;
  const sentence =
    'The part of Assent that runs this model is not on this device yet. Connect once and try again.';
  return engineError('network', sentence, detail);
}
