import type { Json } from '../domain/canonical-json.ts';
import type { Cage, CageJob } from '../domain/ports-tools.ts';
import { failure, success, type Result } from '../domain/result.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import {
  bodyTooLong,
  broken,
  givenTooMuch,
  malformed,
  nestedTooDeeply,
  notStarted,
  problemOf,
  readReply,
  stopped,
  tooSlow,
} from './cage-problems.ts';
import {
  bodyLimit,
  depthLimit,
  givenLimit,
  outputLimit,
  type CageOrder,
  type CageProgram,
} from './cage-wire.ts';
import workerUrl from './worker/cage.worker.ts?worker&url';

export interface CageDeps {
  startWorker: (url: string, name: string) => Worker;
  /** The bytes of QuickJS: the thread may fetch nothing itself. Asked once, and again after it failed. */
  loadWasm: () => Promise<ArrayBuffer | WebAssembly.Module>;
  /** In milliseconds, what a program gets. One second if left out. */
  timeoutMs?: number;
  /** In milliseconds, from the start of a thread until it can run a program. Three seconds if left out. */
  startMs?: number;
  /** In milliseconds, after which a thread that has not ended its program by itself is ended. 200 if left out. */
  graceMs?: number;
  /** Milliseconds from any start. */
  now?: () => number;
}

type Ran = Result<{ output: Json; ms: number }, ToolError>;

/**
 * Runs each program in QuickJS in a thread of its own, which is thrown away. Errors: `timeout`, `memory`, `output`, `code`,
 * `stopped`, `failed`, and `too-large` where input and grants are.
 */
export function createCage(deps: CageDeps): Cage {
  let loading: Promise<ArrayBuffer | WebAssembly.Module> | undefined;
  const wasm = () => {
    loading ??= deps.loadWasm().catch((problem: unknown) => {
      loading = undefined;
      throw problem;
    });
    return loading;
  };

  return {
    run(job, signal) {
      const program = programOf(job);
      return program.ok ? runProgram(program.value, wasm, deps, signal) : Promise.resolve(program);
    },
  };
}

function programOf({ body, input, granted }: CageJob): Result<CageProgram, ToolError> {
  if (body.length > bodyLimit) return failure(bodyTooLong);
  const program = { body, input: JSON.stringify(input), granted: JSON.stringify(granted) };
  return program.input.length + program.granted.length > givenLimit
    ? failure(givenTooMuch)
    : success(program);
}

function runProgram(
  program: CageProgram,
  loadWasm: () => Promise<ArrayBuffer | WebAssembly.Module>,
  { startWorker, timeoutMs = 1000, startMs = 3000, graceMs = 200, now = () => performance.now() }: CageDeps,
  signal?: AbortSignal,
): Promise<Ran> {
  return new Promise((resolve) => {
    let worker: Worker | undefined;
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let ranSince: number | undefined;

    const end = (result: Ran) => {
      ended = true;
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', stop);
      worker?.terminate();
      resolve(result);
    };
    const stop = () => end(failure(stopped));
    const watch = (patienceMs: number, error: ToolError) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => end(failure(error)), patienceMs);
    };
    const breakDown = () => end(failure(ranSince === undefined ? notStarted : broken));

    const hear = (started: Worker, data: unknown) => {
      if (ended) return;
      const reply = readReply(data);
      if (reply?.kind === 'ready' && ranSince === undefined) {
        ranSince = now();
        watch(timeoutMs + graceMs, tooSlow(timeoutMs));
        started.postMessage({ kind: 'run', program, timeoutMs } satisfies CageOrder);
      } else if (reply?.kind === 'done' && ranSince !== undefined) {
        end(readOutput(reply.output, now() - ranSince));
      } else if (reply?.kind === 'fault' && ranSince !== undefined) {
        end(failure(problemOf(reply.fault, timeoutMs)));
      } else {
        breakDown();
      }
    };

    const begin = (wasm: ArrayBuffer | WebAssembly.Module) => {
      if (ended) return;
      const started = startWorker(workerUrl, 'cage');
      worker = started;
      watch(startMs, notStarted);
      started.addEventListener('message', ({ data }: MessageEvent<unknown>) => hear(started, data));
      started.addEventListener('error', breakDown);
      started.addEventListener('messageerror', breakDown);
      started.postMessage({ kind: 'prepare', wasm } satisfies CageOrder);
    };

    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop);
    loadWasm()
      .then(begin)
      .catch(() => {
        if (!ended) breakDown();
      });
  });
}

function readOutput(text: string, ms: number): Ran {
  if (new TextEncoder().encode(text).length > outputLimit) return failure(malformed);
  try {
    const output = JSON.parse(text) as Json;
    return isShallow(output, depthLimit) ? success({ output, ms }) : failure(nestedTooDeeply);
  } catch {
    return failure(malformed);
  }
}

/** What is nested more deeply would exhaust those who walk through it: checks, hashes, the database. */
const isShallow = (value: Json | undefined, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner as Json | undefined, levels - 1)));
