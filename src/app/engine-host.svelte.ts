import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Completion, GenerateRequest, Progress } from '../domain/generation.ts';
import type { EngineName, Model } from '../domain/model.ts';
import type { CrashMarker, Engine, GenerateOptions, Leadership } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';

export interface EngineHostDeps {
  engine(name: EngineName): Promise<Engine>;
  leadership: Leadership;
  crashMarker: CrashMarker;
  onPageHide(listener: (leaving: boolean) => void): () => void;
}

export type HostState =
  | { kind: 'empty' }
  | { kind: 'loading'; model: Model; progress: Progress }
  | { kind: 'ready'; model: Model }
  | { kind: 'failed'; model: Model; error: EngineError };

export interface EnsureOptions {
  /** What this tab is busy with, for the other tabs. */
  title: string;
  onProgress?(progress: Progress): void;
}

interface Load {
  model: Model;
  controller: AbortController;
  listeners: ((progress: Progress) => void)[];
  promise: Promise<Result<Engine, EngineError>>;
}

/** Models that run in this tab: one tab at a time may hold one, and a load may end the page. */
export const runsHere = (model: Model): model is Extract<Model, { engine: 'webllm' | 'wllama' }> =>
  model.engine === 'webllm' || model.engine === 'wllama';

const waiting: Progress = { phase: 'waiting', fraction: undefined };

/** The one engine that is alive in this tab: loads are single-flight, and a new model ends the old one. */
export class EngineHost {
  readonly #deps: EngineHostDeps;
  #state = $state.raw<HostState>({ kind: 'empty' });
  #engine: Engine | undefined;
  #load: Load | undefined;
  #answers: readonly AbortController[] = [];

  constructor(deps: EngineHostDeps) {
    this.#deps = deps;
    deps.leadership.onLost(() => void this.#lose());
    // A page that is closed or reloaded during a load has not crashed.
    deps.onPageHide((leaving) => {
      if (leaving && this.#load !== undefined) deps.crashMarker.clear();
    });
  }

  get state(): HostState {
    return this.#state;
  }

  /** True if this tab may run the model: it leads, or the model runs elsewhere. */
  async claim(model: Model, title: string): Promise<Result<void, EngineError>> {
    if (!runsHere(model) || (await this.#deps.leadership.claim(title))) return success(undefined);
    return failure(await this.#busyElsewhere());
  }

  async takeOver(title: string): Promise<void> {
    await this.#deps.leadership.takeOver(title);
    if (this.#state.kind === 'failed' && this.#state.error.kind === 'busy-other-tab')
      this.#state = { kind: 'empty' };
  }

  /** The engine with `model` loaded. Loads it, or joins the load that is under way. */
  ensure(model: Model, options: EnsureOptions): Promise<Result<Engine, EngineError>> {
    const { onProgress } = options;
    if (this.#load?.model.id === model.id && !this.#load.controller.signal.aborted) {
      if (onProgress) this.#load.listeners.push(onProgress);
      return this.#load.promise;
    }
    if (this.#load === undefined && this.#engine !== undefined && this.#holds(model)) {
      return Promise.resolve(success(this.#engine));
    }
    const earlier = this.#load;
    const controller = new AbortController();
    const listeners = onProgress ? [onProgress] : [];
    const load: Load = {
      model,
      controller,
      listeners,
      promise: Promise.resolve(failure(engineError('aborted'))),
    };
    this.#load = load;
    earlier?.controller.abort();
    load.promise = this.#run(load, options.title, earlier?.promise);
    return load.promise;
  }

  /** Ends a load under way. */
  cancelLoad(): void {
    this.#load?.controller.abort();
  }

  async generate(
    model: Model,
    request: GenerateRequest,
    options: GenerateOptions & { title: string },
  ): Promise<Result<Completion, EngineError>> {
    const loaded = await this.ensure(model, options);
    if (!loaded.ok) return loaded;
    const engine = loaded.value;
    const controller = new AbortController();
    this.#answers = [...this.#answers, controller];
    const signal = AbortSignal.any([options.signal, controller.signal]);
    const result = await settled(() => engine.generate(request, { ...options, signal }));
    this.#answers = this.#answers.filter((other) => other !== controller);
    if (result.ok) return result;
    if (controller.signal.aborted) return failure(endedBy(controller.signal) ?? engineError('aborted'));
    if (isBroken(result.error) && this.#holds(model))
      await this.#drop({ kind: 'failed', model, error: result.error });
    return result;
  }

  /** Ends what runs and frees the memory. */
  async unload(): Promise<void> {
    this.#load?.controller.abort();
    await this.#load?.promise;
    await this.#drop({ kind: 'empty' });
    this.#deps.leadership.release();
  }

  #holds(model: Model): boolean {
    return this.#state.kind === 'ready' && this.#state.model.id === model.id;
  }

  async #run(
    load: Load,
    title: string,
    earlier: Promise<unknown> | undefined,
  ): Promise<Result<Engine, EngineError>> {
    const { model, controller } = load;
    this.#state = { kind: 'loading', model, progress: waiting };
    await earlier;
    await this.#freeEngine();
    const result = await settled(() => this.#loadModel(load, title));
    const ended = controller.signal.aborted
      ? (endedBy(controller.signal) ?? engineError('aborted'))
      : undefined;
    const outcome = ended === undefined ? result : failure(ended);
    if (this.#load === load) this.#load = undefined;
    if (outcome.ok) this.#engine = outcome.value;
    else if (result.ok) await settled(() => result.value.unload().then(() => success(undefined)));
    // A later load has the screen by now.
    if (this.#load === undefined) this.#state = stateAfter(model, outcome);
    return outcome;
  }

  async #loadModel(load: Load, title: string): Promise<Result<Engine, EngineError>> {
    const { model, controller } = load;
    if (controller.signal.aborted) return failure(engineError('aborted'));
    const claimed = await this.claim(model, title);
    if (!claimed.ok) return claimed;
    if (!runsHere(model)) this.#deps.leadership.release();
    const engine = await this.#deps.engine(model.engine);
    const fitness = await engine.probe();
    if (!fitness.usable) return failure(engineError('unsupported', fitness.sentence));
    if (controller.signal.aborted) return failure(engineError('aborted'));
    if (runsHere(model)) this.#deps.crashMarker.write(model.id);
    try {
      const loaded = await engine.load(model, {
        onProgress: (progress) => this.#report(load, progress),
        signal: controller.signal,
      });
      return loaded.ok ? success(engine) : loaded;
    } finally {
      if (runsHere(model)) this.#deps.crashMarker.clear();
    }
  }

  #report(load: Load, progress: Progress): void {
    if (this.#load !== load) return;
    this.#state = { kind: 'loading', model: load.model, progress };
    for (const listener of load.listeners) listener(progress);
  }

  async #lose(): Promise<void> {
    const error = engineError('busy-other-tab', 'Another tab took over the model.');
    if (this.#load !== undefined) {
      if (runsHere(this.#load.model)) this.#load.controller.abort(error);
      return;
    }
    if (this.#state.kind !== 'ready' || !runsHere(this.#state.model)) return;
    await this.#drop({ kind: 'failed', model: this.#state.model, error }, error);
  }

  async #drop(state: HostState, reason?: EngineError): Promise<void> {
    this.#state = state;
    await this.#freeEngine(reason);
  }

  async #freeEngine(reason?: EngineError): Promise<void> {
    for (const answer of this.#answers) answer.abort(reason);
    const engine = this.#engine;
    this.#engine = undefined;
    if (engine !== undefined) await settled(() => engine.unload().then(() => success(undefined)));
  }

  async #busyElsewhere(): Promise<EngineError> {
    const leader = await this.#deps.leadership.leader();
    const named = leader !== undefined && leader !== '' && leader !== 'another tab';
    const where = named ? `Another tab (“${leader}”)` : 'Another tab';
    return engineError('busy-other-tab', `${where} is running the model. Take over to use it here.`);
  }
}

const isBroken = ({ kind }: EngineError): boolean =>
  kind === 'gpu-lost' || kind === 'worker-lost' || kind === 'out-of-memory';

function stateAfter(model: Model, outcome: Result<Engine, EngineError>): HostState {
  if (outcome.ok) return { kind: 'ready', model };
  return outcome.error.kind === 'aborted'
    ? { kind: 'empty' }
    : { kind: 'failed', model, error: outcome.error };
}

/** The error that `abort` was called with, where there was one. */
function endedBy(signal: AbortSignal): EngineError | undefined {
  const reason: unknown = signal.reason;
  const isError = typeof reason === 'object' && reason !== null && 'sentence' in reason;
  return isError ? (reason as EngineError) : undefined;
}

/** An engine reports its failures as data; one that throws has a defect, and is treated as lost. */
async function settled<Value>(
  work: () => Promise<Result<Value, EngineError>>,
): Promise<Result<Value, EngineError>> {
  try {
    return await work();
  } catch (problem) {
    return failure(engineError('worker-lost', undefined, String(problem)));
  }
}
