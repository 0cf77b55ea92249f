import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import { outputLimit, type CageFault, type CageProgram, type CageVerdict } from '../cage-wire.ts';
import { heapBytes, isFull, type CageMachine } from './cage-machine.ts';
import prelude from './cage-prelude.js?raw';

export interface Bounds {
  timeoutMs: number;
  /** Milliseconds from any start. */
  now: () => number;
}

/** QuickJS throws an error of its own here, well before the thread's stack ends. */
const stackBytes = 256 * 1024;
/** Promise callbacks in one run at most. */
const jobLimit = 100_000;
const jobBatch = 100;

/** All that the language has but `Date`, which would tell the time. */
const intrinsics = {
  ...{ BaseObjects: true, Eval: true, RegExp: true, RegExpCompiler: true, StringNormalize: true, JSON: true },
  ...{ Proxy: true, MapSet: true, TypedArrays: true, Promise: true, BigInt: true, Date: false },
};

/** Thrown to leave the run from anywhere in it. */
class Faulted extends Error {
  readonly fault: CageFault;
  constructor(fault: CageFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** One run under way. */
interface Run {
  runtime: QuickJSRuntime;
  context: QuickJSContext;
  isLate: () => boolean;
  /** Calls what the prelude gave. Throws `Faulted`; `otherwise` says what to make of what the program threw. */
  call: (
    name: string,
    values: QuickJSHandle[],
    otherwise: (thrown: QuickJSHandle) => CageFault,
  ) => QuickJSHandle;
  explain: (thrown: QuickJSHandle) => CageFault;
}

/** Runs one program. The machine must not be used again: it may be left in any state. Never throws. */
export function evaluate(
  machine: CageMachine,
  program: CageProgram,
  { timeoutMs, now }: Bounds,
): CageVerdict {
  const deadline = now() + timeoutMs;
  const isLate = () => now() >= deadline;
  let fault: CageFault;
  try {
    const output = outputOf(machine, program, isLate);
    if (!isLate()) return { kind: 'done', output };
    fault = { kind: 'timeout' };
  } catch (problem) {
    fault = isLate() ? { kind: 'timeout' } : faultOf(problem, machine);
  }
  return { kind: 'fault', fault };
}

function outputOf(machine: CageMachine, program: CageProgram, isLate: () => boolean): string {
  const run = start(machine, isLate);
  const { context } = run;
  // The line break ends a comment in the body's last line.
  const source = `function (input, granted) {"use strict";\n${program.body}\n}`;
  if (source.includes('\0')) throw new Faulted({ kind: 'code', message: 'It holds a NUL character.' });
  const made = context.evalCode(`(${source})`, 'tool.js');
  if (made.error) throw new Faulted(run.explain(made.error));
  const given = [source, program.input, program.granted].map((text) => context.newString(text));
  const value = settled(run, run.call('run', [made.value, ...given], run.explain));
  const text = run.call('toText', [value, context.newNumber(outputLimit)], (thrown) => {
    const why = run.explain(thrown);
    return why.kind === 'code' ? { kind: 'output', why: 'not-json' } : why;
  });
  if (context.typeof(text) === 'string') return context.getString(text);
  throw new Faulted({ kind: 'output', why: context.getNumber(text) === 1 ? 'not-json' : 'too-long' });
}

function start(machine: CageMachine, isLate: () => boolean): Run {
  const runtime = machine.quickjs.newRuntime({ interruptHandler: isLate });
  runtime.setMemoryLimit(heapBytes);
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext({ intrinsics });
  const own = context.unwrapResult(context.evalCode(prelude, 'prelude.js'));
  const parts = new Map(['run', 'toText', 'describe'].map((name) => [name, context.getProp(own, name)]));
  const invoke = (name: string, values: QuickJSHandle[]) =>
    context.callFunction(parts.get(name) ?? context.undefined, context.undefined, ...values);

  const explain = (thrown: QuickJSHandle): CageFault => {
    if (isLate()) return { kind: 'timeout' };
    const said = invoke('describe', [thrown]);
    // Too little is left even to say why, or reading the error throws again.
    if (said.error) return isFull(machine) ? { kind: 'memory' } : { kind: 'code', message: '' };
    const message = context.getString(said.value);
    // Without room for an error QuickJS throws null.
    const full = message === 'InternalError: out of memory' || (message === 'null' && isFull(machine));
    return full ? { kind: 'memory' } : { kind: 'code', message };
  };

  return {
    runtime,
    context,
    isLate,
    explain,
    call(name, values, otherwise) {
      const result = invoke(name, values);
      if (result.error) throw new Faulted(otherwise(result.error));
      return result.value;
    },
  };
}

/** A promise's value, for which its callbacks are run here; anything else as it is. */
function settled({ runtime, context, isLate, explain }: Run, value: QuickJSHandle): QuickJSHandle {
  let state = context.getPromiseState(value);
  for (let jobs = 0; state.type === 'pending' && runtime.hasPendingJob(); jobs += jobBatch) {
    if (isLate() || jobs >= jobLimit) throw new Faulted({ kind: 'timeout' });
    const ran = runtime.executePendingJobs(jobBatch);
    if (ran.error) throw new Faulted(explain(ran.error));
    state = context.getPromiseState(value);
  }
  if (state.type === 'pending') throw new Faulted({ kind: 'output', why: 'unsettled' });
  if (state.type === 'rejected') throw new Faulted(explain(state.error));
  return state.value;
}

/** What left QuickJS as an exception of the thread's own: an abort, a trap, or the end of the thread's stack. */
function faultOf(problem: unknown, machine: CageMachine): CageFault {
  if (problem instanceof Faulted) return problem.fault;
  if (problem instanceof RangeError) return { kind: 'code', message: 'It called itself too deeply.' };
  return isFull(machine)
    ? { kind: 'memory' }
    : { kind: 'code', message: 'It broke the machine that ran it.' };
}
