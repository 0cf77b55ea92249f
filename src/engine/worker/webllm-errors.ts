import { engineError, type EngineError, type EngineErrorKind } from '../../domain/engine-error.ts';
import { partMissing } from './part-missing.ts';

/** By the names of web-llm's error classes (0.2.86); its messages change more often. */
const kindsByName: Record<string, EngineErrorKind> = {
  AbortError: 'aborted',
  ContextWindowSizeExceededError: 'context-overflow',
  DeviceLostError: 'gpu-lost',
  // After the loss of the device the library unloads the model silently, and this is what the next call gets.
  ModelNotLoadedError: 'gpu-lost',
  SpecifiedModelNotFoundError: 'gpu-lost',
  ShaderF16SupportError: 'unsupported',
  FeatureSupportError: 'unsupported',
  WebGPUNotAvailableError: 'unsupported',
  WebGPUNotFoundError: 'unsupported',
  IntegrityError: 'corrupt',
  SyntaxError: 'corrupt',
  CompileError: 'corrupt',
  LinkError: 'corrupt',
  UnsupportedTokenizerFilesError: 'corrupt',
};

const incomplete = /Cannot fetch|Failed to fetch|NetworkError|Load failed|out of bounds|Invalid typed array/i;

/** What three browsers say when a library turns out to be none: a WebAssembly module without a memory. */
const lacksMemory = /reading 'buffer'|property "buffer"|evaluating '\w+\.buffer'/;

/** What an error of web-llm means for the person. `during` decides where the error itself says nothing. */
export function webllmProblem(problem: unknown, during: 'load' | 'generate'): EngineError {
  const { name, message } = problem instanceof Error ? problem : { name: '', message: String(problem) };
  const detail = `${name}: ${message}`.slice(0, 2000);
  const known = kindsByName[name];
  if (known !== undefined) return engineError(known, undefined, detail);
  const missing = partMissing(message, detail);
  if (missing !== undefined) return missing;
  if (/out of memory|OutOfMemory|allocation failed|failed to allocate|createBuffer failed/i.test(message)) {
    return engineError('out-of-memory', undefined, detail);
  }
  if (/device (is |was )?lost|GPUDevice.*(lost|destroyed)|Instance dropped/i.test(message)) {
    return engineError('gpu-lost', undefined, detail);
  }
  if (/Cannot initialize runtime because of requested|Unable to find a compatible GPU/.test(message)) {
    return engineError('unsupported', undefined, detail);
  }
  if (incomplete.test(message) || (during === 'load' && lacksMemory.test(message))) {
    return engineError('corrupt', undefined, detail);
  }
  if (during === 'generate') return engineError('worker-lost', undefined, detail);
  return engineError(
    'unsupported',
    'This model could not be started on this device. Choose another one.',
    detail,
  );
}
