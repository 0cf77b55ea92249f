import type { EngineError } from '../../domain/engine-error.ts';
import { type Pace, paceOf, type Trial } from '../../domain/expected-speed.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { microModel } from './micro-model.ts';
import { wllamaProblem } from './wllama-errors.ts';
import type { WllamaRuntime } from './wllama-runtime.ts';
import { loadInto } from './wllama-thread.ts';

export interface DeviceMeasure {
  /** Makes one trial of "Check this device", in a worker that holds no model. */
  measure(trial: Trial, threads: number): Promise<Result<Pace, EngineError>>;
}

export interface DeviceMeasureDeps {
  startRuntime(): Promise<WllamaRuntime>;
  /** Bytes per second that the graphics processor reads. */
  gpuBandwidth(): Promise<number>;
}

/** Two sizes tell apart what each token costs from what its bytes cost. */
const layers = { small: 1, large: 3 };
const context = 512;
const fewestTokens = 4;
const mostTokens = 256;
/** Seconds of writing: the first are practice, after which shaders are compiled and the processor is awake. */
const lengths = [0, 0.2, 0.3, 0.3, 0.3];

export function createDeviceMeasure(deps: DeviceMeasureDeps): DeviceMeasure {
  const timeOf = async (count: number, place: 'cpu' | 'gpu', threads: number) => {
    const { file, weightBytes } = microModel(count);
    const runtime = await deps.startRuntime();
    const { edge, log } = runtime;
    try {
      await Promise.race([loadInto(runtime, { context, threads }, [file], place), log.died]);
      return { bytes: weightBytes, tokenMs: 1000 / (await speedOf(runtime)) };
    } catch (problem) {
      throw new Error(describe(problem, log.problems()), { cause: problem });
    } finally {
      await edge.exit();
    }
  };

  return {
    async measure(trial, threads) {
      try {
        if (trial === 'graphics') return success({ bytesPerSecond: await deps.gpuBandwidth(), tokenMs: 0 });
        const place = trial === 'processor' ? 'cpu' : 'gpu';
        const small = await timeOf(layers.small, place, threads);
        return success(paceOf(small, await timeOf(layers.large, place, threads)));
      } catch (problem) {
        return failure(wllamaProblem(problem, ''));
      }
    },
  };
}

const describe = (problem: unknown, log: string) =>
  [problem instanceof Error ? problem.message : String(problem), log].filter(Boolean).join('\n');

/** Tokens per second of the loaded model, once it is warm: its best, for whatever else runs here only takes away. */
async function speedOf(runtime: WllamaRuntime): Promise<number> {
  let best = 0;
  for (const seconds of lengths) {
    const tokens = Math.max(fewestTokens, Math.min(mostTokens, Math.round(seconds * best)));
    best = Math.max(best, await speedOfAnswer(runtime, tokens));
  }
  return best;
}

async function speedOfAnswer({ edge, log }: WllamaRuntime, tokens: number): Promise<number> {
  let speed = 0;
  const answer = edge.createChatCompletion({
    messages: [{ role: 'user', content: 'test' }],
    stream: true,
    temperature: 0,
    max_tokens: tokens,
    onData: ({ timings }) => (speed = timings?.predicted_per_second ?? speed),
  });
  await Promise.race([answer, log.died]);
  if (!(speed > 0)) throw new Error('the test model wrote nothing');
  return speed;
}
