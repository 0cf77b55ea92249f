import { engineError, type EngineError } from '../../domain/engine-error.ts';
import type { GenerateRequest, Progress } from '../../domain/generation.ts';
import type { StoredFile } from '../../domain/model.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { largestModelBytes } from '../gguf.ts';
import type { ModelThread } from './model-thread.ts';
import { wllamaProblem } from './wllama-errors.ts';
import { openWholeModel, watchReads, type OpenModelFile } from './wllama-files.ts';
import { answerChat } from './wllama-chat.ts';
import type { WllamaRuntime } from './wllama-runtime.ts';
import { isGpuFit, selfTest } from './wllama-self-test.ts';

export interface WllamaLoadRequest {
  modelId: string;
  files: StoredFile[];
  /** In tokens. */
  context: number;
  threads: number;
  /** `try`: compare both places with the self-test, and stay in the better one. */
  gpu: 'no' | 'yes' | 'try';
}

export interface WllamaLoaded {
  place: 'cpu' | 'gpu';
}

export interface WllamaThreadDeps {
  openFile: OpenModelFile;
  startRuntime(): Promise<WllamaRuntime>;
  now(): number;
}

export type WllamaThread = ModelThread<WllamaLoadRequest, WllamaLoaded>;

/** The worker's half of the engine: llama.cpp on the processor, or on the graphics processor where that proved right and quick. */
export function createWllamaThread({ openFile, startRuntime, now }: WllamaThreadDeps): WllamaThread {
  let loaded: WllamaRuntime | undefined;
  let answering: AbortController | undefined;

  const start = async (request: WllamaLoadRequest, files: File[], place: 'cpu' | 'gpu') => {
    let runtime: WllamaRuntime;
    try {
      runtime = await startRuntime();
    } catch (problem) {
      return failure(wllamaProblem(problem, ''));
    }
    try {
      await Promise.race([loadInto(runtime, request, files, place), runtime.log.died]);
      return success(runtime);
    } catch (problem) {
      await runtime.edge.exit();
      return failure(wllamaProblem(problem, runtime.log.problems()));
    }
  };

  /** The runtime on the graphics processor, if the self-test does not speak against it there. */
  const tryGpu = async (request: WllamaLoadRequest, files: File[], cpu: WllamaRuntime) => {
    const expected = await selfTest(cpu);
    await cpu.edge.exit();
    const gpu = await start(request, files, 'gpu');
    if (!gpu.ok) return undefined;
    // The first answer pays for compiling the shaders: the second one shows the speed.
    const first = await selfTest(gpu.value);
    const worthwhile = first !== undefined && (expected === undefined || first.text === expected.text);
    const second = worthwhile ? await selfTest(gpu.value) : undefined;
    if (isGpuFit(expected, second)) return gpu.value;
    await gpu.value.edge.exit();
    return undefined;
  };

  const loadSomewhere = async (
    request: WllamaLoadRequest,
    files: File[],
    onProgress: (progress: Progress) => void,
  ): Promise<Result<WllamaLoaded, EngineError>> => {
    if (request.gpu === 'yes') {
      const gpu = await start(request, files, 'gpu');
      if (gpu.ok) return keep(gpu.value, 'gpu');
    }
    let cpu = await start(request, files, 'cpu');
    if (!cpu.ok) return cpu;
    if (request.gpu === 'try') {
      onProgress({ phase: 'warm-up', fraction: undefined });
      const gpu = await tryGpu(request, files, cpu.value);
      if (gpu !== undefined) return keep(gpu, 'gpu');
      cpu = await start(request, files, 'cpu');
      if (!cpu.ok) return cpu;
    }
    return keep(cpu.value, 'cpu');
  };

  const keep = (runtime: WllamaRuntime, place: 'cpu' | 'gpu') => {
    loaded = runtime;
    return success({ place });
  };

  return {
    async load(request, onProgress) {
      onProgress({ phase: 'read', fraction: 0 });
      const files = await openWholeModel(openFile, request.modelId, request.files);
      if (!files.ok) return files;
      const bytes = files.value.reduce((sum, file) => sum + file.size, 0);
      if (bytes > largestModelBytes) return failure(engineError('out-of-memory', tooLarge(bytes)));
      watchReads(
        files.value,
        throttled(now, (fraction) => onProgress({ phase: 'read', fraction })),
      );
      return loadSomewhere(request, files.value, onProgress);
    },

    async generate(request: GenerateRequest, onUpdate) {
      if (loaded === undefined) return failure(engineError('worker-lost', undefined, 'no model is loaded'));
      answering = new AbortController();
      const answer = await answerChat({ runtime: loaded, now, request, onUpdate, signal: answering.signal });
      answering = undefined;
      return answer;
    },

    stop() {
      answering?.abort();
    },
  };
}

/** Loads a whole model; rejects where it cannot be, or where nothing of it came to the graphics processor. */
export async function loadInto(
  { edge, log }: WllamaRuntime,
  { context, threads }: Pick<WllamaLoadRequest, 'context' | 'threads'>,
  files: Blob[],
  place: 'cpu' | 'gpu',
): Promise<void> {
  await edge.loadModel(files, {
    n_ctx: context,
    n_parallel: 1,
    n_batch: 128,
    n_threads: threads,
    // Without it, llama.cpp takes the think-block out of the answer, and what is sent back would not match its cache.
    reasoning_format: 'none',
    // On the processor, plain attention is 1.7 times as fast in WebAssembly once some 700 tokens are in the context.
    ...(place === 'cpu' ? { n_gpu_layers: 0, flash_attn: false } : {}),
  });
  // A failed load can look like a finished one.
  if (!(edge.getLoadedContextInfo().n_vocab > 0)) throw new Error('failed to load model');
  if (place === 'gpu' && log.offloadedLayers() === 0) throw new Error('no layer was offloaded to the GPU');
}

const tooLarge = (bytes: number) =>
  `This model takes ${(bytes / 1e9).toFixed(1)} GB of memory, and models of this kind may take 3.5 GB at most. Try a smaller one.`;

/** Lets through a report every 100 ms. */
function throttled(now: () => number, report: (fraction: number) => void): (fraction: number) => void {
  let next = 0;
  return (fraction) => {
    if (now() < next) return;
    next = now() + 100;
    report(fraction);
  };
}
