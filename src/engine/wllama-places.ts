import type { DeviceFacts } from '../domain/model.ts';

/**
 * llama.cpp's shaders need 16-bit floats; in Firefox they give wrong values where they run at all
 * (https://github.com/hybridgroup/yzma/pull/324).
 */
export const graphicsRunFiles = ({ gpu, firefox }: DeviceFacts): boolean => gpu?.f16 === true && !firefox;

/** Half of the cores that the browser counts are real ones, as a rule. Threads that wait for a core cost more than they bring. */
export function threadCount({ cores, crossOriginIsolated }: DeviceFacts): number {
  return crossOriginIsolated ? Math.max(1, Math.min(8, Math.floor(cores / 2))) : 1;
}
