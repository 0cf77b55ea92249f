import { engineError, type EngineError } from '../../domain/engine-error.ts';
import { partMissing } from './part-missing.ts';

/**
 * What an error of wllama or of llama.cpp means for the person. `log` is what llama.cpp printed: most of its errors say nothing else.
 * The texts are those of wllama 3.8.1.
 */
export function wllamaProblem(problem: unknown, log: string): EngineError {
  const message = problem instanceof Error ? problem.message : String(problem);
  const detail = [message, log].filter(Boolean).join('\n').slice(-2000);
  if (problem instanceof Error && problem.name === 'AbortError') return engineError('aborted');
  const missing = partMissing(`${message}\n${log}`, detail);
  if (missing !== undefined) return missing;
  const says = (pattern: RegExp) => pattern.test(message) || pattern.test(log);

  if (
    /exceeds the available context size|Context size has been exceeded|larger than the max context size/i.test(
      message,
    )
  ) {
    return engineError('context-overflow', undefined, detail);
  }
  if (says(/ggml_webgpu: (Device lost|Device error)|device (was|is) lost/i)) {
    return engineError('gpu-lost', undefined, detail);
  }
  if (
    says(
      /out of memory|\(OOM\)|bad_alloc|failed to allocate|Cannot (allocate|enlarge)|allocation failed|could not allocate/i,
    )
  ) {
    return engineError('out-of-memory', undefined, detail);
  }
  const unknown = /unknown model architecture: '([^']+)'/.exec(`${message}\n${log}`);
  if (unknown !== null) {
    const sentence = `This app does not know models of the kind “${unknown[1]}” yet. Choose another one.`;
    return engineError('unsupported', sentence, detail);
  }
  if (/Memory64|memory64|address|does not support (SIMD|exception)|JSPI/.test(message)) {
    return engineError(
      'unsupported',
      'This browser is too old to run models of this kind. Update it.',
      detail,
    );
  }
  if (
    says(
      /not within the file bounds|corrupted or incomplete|failed to load model|error loading model|invalid magic|gguf_init/i,
    )
  ) {
    return engineError('corrupt', undefined, detail);
  }
  return engineError('worker-lost', undefined, detail);
}
