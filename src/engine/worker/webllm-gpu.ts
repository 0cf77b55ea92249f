import { engineError, type EngineError } from '../../domain/engine-error.ts';

/**
 * Watches every device that is made through this `gpu`. web-llm makes its own, and tells nobody when that is lost: it
 * unloads the model, and an answer under way may never end.
 *
 * @returns a promise for the first loss or lack of memory; it never rejects.
 */
export function watchGpu(gpu: Pick<GPU, 'requestAdapter'> | undefined): Promise<EngineError> {
  return new Promise((report) => {
    // Some browsers give WebGPU to pages and not to workers; the library says so itself.
    if (gpu === undefined) return;
    const requestAdapter = gpu.requestAdapter.bind(gpu);
    gpu.requestAdapter = async (options) => {
      const adapter = await requestAdapter(options);
      if (adapter !== null) watchAdapter(adapter, report);
      return adapter;
    };
  });
}

function watchAdapter(adapter: GPUAdapter, report: (problem: EngineError) => void): void {
  const requestDevice = adapter.requestDevice.bind(adapter);
  adapter.requestDevice = async (descriptor) => {
    const device = await requestDevice(descriptor);
    void device.lost.then(({ reason, message }) => {
      if (reason !== 'destroyed') report(engineError('gpu-lost', undefined, message));
    });
    device.addEventListener('uncapturederror', ({ error }) => {
      if (error instanceof GPUOutOfMemoryError)
        report(engineError('out-of-memory', undefined, error.message));
    });
    return device;
  };
}
