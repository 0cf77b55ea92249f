import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Completion, GenerateRequest, PromptMessage } from '../domain/generation.ts';
import type { Fitness } from '../domain/model.ts';
import type { Engine, GenerateOptions, LoadOptions } from '../domain/ports.ts';
import { failure, success, type Result } from '../domain/result.ts';
import { splitThinking } from '../domain/think.ts';
import { countUsage, readAnswer, watchOverflow } from './browser-answer.ts';
import {
  optionsFor,
  type BrowserModels,
  type BrowserPromptOptions,
  type BrowserSession,
} from './browser-model.ts';
import { browserProblem, noBrowserModel, unfitDevice } from './browser-problems.ts';

export interface BrowserEngineDeps {
  /** `globalThis.LanguageModel`: only windows of some browsers have it. */
  languageModel: BrowserModels | undefined;
  /** What the person reads, best first, as `navigator.languages`. */
  languages: readonly string[];
  /** In milliseconds. */
  now(): number;
}

/** A session and exactly what it has read and written, so that it is used again only where it fits. */
interface Talk {
  session: BrowserSession;
  history: PromptMessage[];
}

/** The model that the browser provides. The browser decides which one that is and where it runs. */
export function createBrowserEngine(deps: BrowserEngineDeps): Engine {
  const { languageModel } = deps;
  const options = optionsFor(deps.languages);
  let talk: Talk | undefined;
  let loaded = false;
  /** Ends what is under way when the engine is unloaded, or loaded again. */
  let unloading = new AbortController();
  let free: Promise<unknown> = Promise.resolve();

  const drop = () => {
    talk?.session.destroy();
    talk = undefined;
  };

  const probe = async (): Promise<Fitness> => {
    if (languageModel === undefined) return { usable: false, sentence: noBrowserModel };
    const state = await languageModel.availability(options).catch(() => 'unavailable' as const);
    switch (state) {
      case 'unavailable':
        return { usable: false, sentence: unfitDevice };
      case 'downloadable':
      case 'downloading':
        return { usable: true, sentence: 'Provided by your browser, which downloads it first.' };
      case 'available':
        return { usable: true, sentence: 'Provided by your browser, and ready.' };
    }
  };

  const load = async ({ onProgress, signal }: LoadOptions): Promise<Result<void, EngineError>> => {
    unloading.abort();
    unloading = new AbortController();
    const mine = unloading;
    const fitness = await probe();
    if (languageModel === undefined || !fitness.usable)
      return failure(engineError('unsupported', fitness.sentence));
    drop();
    loaded = false;
    try {
      const session = await languageModel.create({
        ...options,
        signal: AbortSignal.any([signal, mine.signal]),
        monitor: (target) =>
          target.addEventListener('downloadprogress', (event) => {
            const fraction = 'loaded' in event && typeof event.loaded === 'number' ? event.loaded : undefined;
            onProgress({ phase: 'download', fraction });
          }),
      });
      if (signal.aborted || mine.signal.aborted) {
        session.destroy();
        return failure(engineError('aborted'));
      }
      talk = { session, history: [] };
      loaded = true;
      return success(undefined);
    } catch (cause) {
      return failure(mine.signal.aborted || signal.aborted ? engineError('aborted') : browserProblem(cause));
    }
  };

  /** A session that has read all of `before` and nothing else. */
  const talkAfter = async (
    before: PromptMessage[],
    models: BrowserModels,
    signal: AbortSignal,
  ): Promise<Talk> => {
    if (talk !== undefined && startsWith(before, talk.history)) {
      const added = before.slice(talk.history.length);
      if (added.length === 0) return talk;
      // A system message can only be given to a new session.
      if (talk.session.append !== undefined && added.every(({ role }) => role !== 'system')) {
        await talk.session.append(added, { signal });
        talk.history = before;
        return talk;
      }
    }
    const session = await models.create({ ...options, initialPrompts: before, signal });
    drop();
    talk = { session, history: before };
    return talk;
  };

  const generateNow = async (
    request: GenerateRequest,
    { onDelta }: GenerateOptions,
    signal: AbortSignal,
  ): Promise<Result<Completion, EngineError>> => {
    const last = request.messages.at(-1);
    if (!loaded || languageModel === undefined || last === undefined) {
      return failure(
        engineError('worker-lost', 'The model of the browser is not loaded. Choose “Use” and try again.'),
      );
    }
    if (signal.aborted) return failure(engineError('aborted'));
    const start = deps.now();
    try {
      const earlier = { talk, used: talk?.session.contextUsage ?? 0 };
      const before = request.messages.slice(0, -1);
      const current = await talkAfter(before, languageModel, signal);
      const { session } = current;
      const kept = current === earlier.talk ? earlier.used : 0;
      const constraint: BrowserPromptOptions =
        request.schema === undefined ? {} : { responseConstraint: request.schema };
      const usedBefore = session.contextUsage;
      const asked = await session.measureContextUsage?.([last], constraint);
      // Left to itself, the browser would silently forget the oldest turns.
      if ((usedBefore ?? 0) + (asked ?? 0) > (session.contextWindow ?? Infinity)) {
        return failure(engineError('context-overflow'));
      }
      const evicted = watchOverflow(session);
      const answer = await readAnswer(
        session,
        last,
        { ...constraint, signal },
        request.sampling.maxTokens,
        onDelta,
        deps.now,
      );
      current.history = [...request.messages, { role: 'assistant', content: answer.raw }];
      const usage = countUsage({
        kept,
        usedBefore,
        asked,
        usedAfter: session.contextUsage,
        answer,
        messages: request.messages,
      });
      if (evicted.happened() || answer.finish === 'length') drop();
      const seconds = (answer.lastAt - answer.firstAt) / 1000;
      return success({
        raw: answer.raw,
        text: splitThinking(answer.raw, true).answer,
        finish: answer.finish,
        usage,
        timings: {
          firstTokenMs: answer.firstAt - start,
          tokensPerSecond: seconds > 0 ? Math.max(0, usage.completion - 1) / seconds : 0,
        },
      });
    } catch (cause) {
      // What a session has read after a stop or a failure is not known.
      drop();
      return failure(signal.aborted ? engineError('aborted') : browserProblem(cause));
    }
  };

  return {
    name: 'browser',
    probe,
    load: (_model, loadOptions) => load(loadOptions),
    generate(request, given) {
      const signal = AbortSignal.any([given.signal, unloading.signal]);
      const turn = free.then(() => generateNow(request, given, signal));
      free = turn.catch(() => undefined);
      return turn;
    },
    unload() {
      unloading.abort();
      unloading = new AbortController();
      loaded = false;
      drop();
      return Promise.resolve();
    },
  };
}

function startsWith(messages: readonly PromptMessage[], start: readonly PromptMessage[]): boolean {
  return start.every(
    ({ role, content }, at) => messages[at]?.role === role && messages[at].content === content,
  );
}
