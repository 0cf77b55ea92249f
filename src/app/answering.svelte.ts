import type { Json } from '../domain/canonical-json.ts';
import type { AssistantMessage } from '../domain/conversation.ts';
import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { Completion, OfferedTool, Progress, PromptMessage, Sampling } from '../domain/generation.ts';
import type { Model } from '../domain/model.ts';
import type { Clock, ConversationStore } from '../domain/ports.ts';
import { callMessages, type PromptRefusal } from '../domain/prompt.ts';
import type { Result } from '../domain/result.ts';
import { readStep, replySoFar, stepSchema, type Step } from '../domain/tools/step.ts';
import type { ToolCall, ToolSpec } from '../domain/tools/tool.ts';
import {
  type AnswerForm,
  idleTurn,
  reduceTurn,
  type Turn,
  type TurnEffect,
  type TurnEvent,
  type TurnState,
} from '../domain/turn.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import { receiptOf } from './new-messages.ts';
import { once } from './once.ts';
import type { LearnedPlan } from './prompt-planner.ts';
import type { Called } from './tool-host.ts';

/** The tools within reach of one question. */
export interface QuestionTools {
  specs: readonly ToolSpec[];
  call(
    tool: string,
    input: Json,
    raw: string,
    before: readonly ToolCall[],
    signal: AbortSignal,
  ): Promise<Called & { last: boolean }>;
  /** A step that was no step, as a call that was not made. */
  objection(raw: string, sentence: string): ToolCall;
}

export interface AnsweringDeps {
  clock: Clock;
  host: EngineHost;
  stores: Promise<{ conversations: ConversationStore }>;
  onPageHide(listener: () => void): () => void;
}

/** What is asked. `answer` is stored already, empty. */
export interface Question {
  answer: AssistantMessage;
  model: Model;
  /** Of the conversation, for the other tabs. */
  title: string;
  plan: LearnedPlan;
  /** Undefined: the answer is words, and nothing is done. */
  tools?: QuestionTools | undefined;
  /** A shorter prompt, after the runtime found this one too long. */
  replan(): Result<LearnedPlan, PromptRefusal>;
  /** Called once with the answer as it ended, before it is stored. */
  onEnd(answer: AssistantMessage, completion: Completion | undefined, sent: PromptMessage[]): void;
  /** The end was stored, or could not be. */
  onStored(): void;
  /** The end could not be stored. */
  onUnsaved(problem: unknown): void;
}

interface Run {
  question: Question;
  plan: LearnedPlan;
  calls: readonly ToolCall[];
  controller: AbortController;
  savedAt: number;
  saving: Promise<void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const saveEveryMs = 300;
/** A look for repetition every so many characters. */
const lookEvery = 40;
/** After the composer: nothing is watched where it cannot be loaded. */
const loadFaults = once(() => import('../domain/answer-fault.ts'));
const sampling: Sampling = { temperature: 0.7, topP: 0.9 };

/** Runs one turn at a time: feeds the reducer with what happens, and does what it asks for. */
export class Answering {
  readonly #deps: AnsweringDeps;
  #turn = $state.raw<Turn>(idleTurn);
  #run: Run | undefined;
  #answer = $state.raw<AssistantMessage>();
  /** How many answers have ended and are not stored yet. */
  #storing = $state(0);

  constructor(deps: AnsweringDeps) {
    this.#deps = deps;
    deps.onPageHide(() => {
      if (this.#run !== undefined) this.#savePartial(this.#run);
    });
  }

  get turn(): TurnState {
    return this.#turn.state;
  }

  /** The answer that is being written. */
  get answer(): AssistantMessage | undefined {
    return this.#answer;
  }

  /** True from the end of a turn until its answer is stored, or could not be. */
  get isStoring(): boolean {
    return this.#storing > 0;
  }

  start(question: Question): void {
    this.#run = {
      question,
      plan: question.plan,
      calls: [],
      controller: new AbortController(),
      savedAt: this.#deps.clock(),
      saving: Promise.resolve(),
      timer: undefined,
    };
    this.#answer = question.answer;
    const as = question.tools === undefined ? 'plain' : 'step';
    this.#dispatch(this.#run, { kind: 'started', answerId: question.answer.id, as });
  }

  stop(): void {
    if (this.#run !== undefined) this.#dispatch(this.#run, { kind: 'stopped' });
  }

  #dispatch(run: Run, event: TurnEvent): void {
    if (this.#run !== run) return;
    const before = this.#turn;
    const { turn, effects } = reduceTurn(before, event);
    this.#turn = turn;
    if (turn.answer !== before.answer && turn.state.kind !== 'idle') this.#answer = this.#written(run, turn);
    for (const effect of effects) this.#perform(run, effect);
  }

  #perform(run: Run, effect: TurnEffect): void {
    switch (effect.kind) {
      case 'ensure-model':
        void this.#ensureModel(run);
        return;
      case 'generate':
        void this.#generate(run, effect.harder, effect.as);
        return;
      case 'call':
        void this.#call(run, effect);
        return;
      case 'object': {
        const objection = run.question.tools?.objection(effect.raw, effect.sentence);
        if (objection !== undefined) this.#keepCall(run, objection);
        return;
      }
      case 'save-partial':
        this.#savePartialSoon(run);
        return;
      case 'abort':
        run.controller.abort();
        return;
      case 'finish':
        void this.#finish(run, effect);
        return;
    }
  }

  async #ensureModel(run: Run): Promise<void> {
    const { model, title } = run.question;
    const onProgress = (progress: Progress) => this.#dispatch(run, { kind: 'loading', progress });
    const loaded = await this.#deps.host.ensure(model, { title, onProgress });
    this.#dispatch(run, loaded.ok ? { kind: 'model-ready' } : { kind: 'failed', error: loaded.error });
  }

  async #call(run: Run, { tool, input, raw }: Extract<TurnEffect, { kind: 'call' }>): Promise<void> {
    const { tools } = run.question;
    if (tools === undefined) return;
    try {
      const { call, wrong, last } = await tools.call(tool, input, raw, run.calls, run.controller.signal);
      this.#keepCall(run, call);
      this.#dispatch(run, { kind: 'returned', wrong, last });
    } catch (problem) {
      this.#dispatch(
        run,
        failed(
          engineError(
            'worker-lost',
            'The tool stopped unexpectedly. Nothing more was done.',
            String(problem),
          ),
        ),
      );
    }
  }

  /** Stored at once: what was done must be seen, and can be undone, whatever becomes of the answer. */
  #keepCall(run: Run, call: ToolCall): void {
    run.calls = [...run.calls, call];
    const { calls } = run;
    const { id } = run.question.answer;
    if (this.#run === run) this.#answer = this.#written(run, this.#turn);
    run.saving = run.saving
      .then(async () => (await this.#deps.stores).conversations.putCalls(id, calls))
      .catch((problem: unknown) => run.question.onUnsaved(problem));
  }

  async #generate(run: Run, harder: boolean, as: AnswerForm): Promise<void> {
    const plan: Result<LearnedPlan, PromptRefusal> = harder
      ? run.question.replan()
      : { ok: true, value: run.plan };
    if (!plan.ok) {
      this.#dispatch(run, { kind: 'failed', error: plan.error.error });
      return;
    }
    run.plan = plan.value;
    const { model, title } = run.question;
    const { tools } = run.question;
    const messages = [...run.plan.messages, ...callMessages(run.calls)].map((message) => ({ ...message }));
    const offered =
      as === 'step' && tools !== undefined
        ? { schema: stepSchema(tools.specs), tools: tools.specs.map(offeredTool) }
        : {};
    const request = { messages, sampling, ...offered };
    const loading = loadFaults().catch(() => undefined);
    let faults: Awaited<typeof loading>;
    void loading.then((loaded) => (faults = loaded));
    let looked = 0;
    const asked = messages.findLast(({ role }) => role === 'user')?.content ?? '';
    const result = await this.#deps.host.generate(model, request, {
      title,
      onDelta: (text) => {
        this.#dispatch(run, { kind: 'delta', text });
        const { raw } = this.#turn.answer;
        if (this.#run !== run || raw.length < looked + lookEvery) return;
        looked = raw.length;
        const fault = faults?.faultSoFar(raw, asked);
        if (faults === undefined || fault === undefined) return;
        this.#dispatch(run, failed(engineError('garbled', faults.faultSentences[fault])));
        run.controller.abort();
      },
      onPrefill: (fraction) => this.#dispatch(run, { kind: 'prefill', fraction }),
      signal: run.controller.signal,
    });
    if (!result.ok) this.#dispatch(run, failed(result.error));
    else {
      const step = tools === undefined ? undefined : stepOf(result.value);
      const said = step?.kind === 'reply' ? step.text : step === undefined ? result.value.text : undefined;
      // What was done stands on its own, and what was cut short is told as that.
      if (said !== undefined && run.calls.length === 0 && result.value.finish === 'stop') {
        const loaded = faults ?? (said.trim() === '' ? await loading : undefined);
        const fault = loaded?.faultAtEnd(said);
        if (loaded && fault)
          return this.#dispatch(run, failed(engineError('garbled', loaded.faultSentences[fault])));
      }
      this.#dispatch(run, { kind: 'finished', completion: result.value, ...(step && { step }) });
    }
  }

  /** By the clock, not by a timer alone: timers of a hidden page are late. */
  #savePartialSoon(run: Run): void {
    const due = run.savedAt + saveEveryMs - this.#deps.clock();
    if (due <= 0) this.#savePartial(run);
    else run.timer ??= setTimeout(() => this.#savePartial(run), due);
  }

  #savePartial(run: Run): void {
    clearTimeout(run.timer);
    run.timer = undefined;
    run.savedAt = this.#deps.clock();
    const { id } = run.question.answer;
    const { shown, raw } = this.#turn.answer;
    if (this.#run !== run || raw === '') return;
    run.saving = run.saving
      .then(async () => (await this.#deps.stores).conversations.savePartial(id, { shown, sent: raw }))
      // The end of the answer is stored strictly, and says so if it cannot be.
      .catch(() => {});
  }

  async #finish(run: Run, { state, completion }: Extract<TurnEffect, { kind: 'finish' }>): Promise<void> {
    this.#storing += 1;
    clearTimeout(run.timer);
    this.#run = undefined;
    const { usage, timings } = completion ?? {};
    const measured = { ...(usage && { usage }), ...(timings && { timings }) };
    const { model } = run.question.answer.receipt;
    const receipt = { model, ...receiptOf(run.plan), ...measured };
    const answer: AssistantMessage = { ...this.#written(run, this.#turn), state, receipt };
    this.#answer = undefined;
    run.question.onEnd(answer, completion, [...run.plan.messages, ...callMessages(run.calls)]);
    try {
      await run.saving;
      const { shown, sent } = answer;
      await (await this.#deps.stores).conversations.finish(answer.id, { shown, sent, state, receipt });
    } catch (problem) {
      run.question.onUnsaved(problem);
    } finally {
      this.#storing -= 1;
      run.question.onStored();
    }
  }

  #written(run: Run, { answer }: Turn): AssistantMessage {
    const { calls } = run;
    const written = { ...run.question.answer, shown: answer.shown, sent: answer.raw };
    return calls.length > 0 ? { ...written, calls } : written;
  }
}

const offeredTool = ({ name, description, input }: ToolSpec): OfferedTool => ({ name, description, input });

/** A reply that was cut off is still a reply. */
function stepOf({ text }: Completion): Step {
  const step = readStep(text);
  const begun = step.kind === 'wrong' ? replySoFar(text) : '';
  return begun === '' ? step : { kind: 'reply', text: begun };
}

const failed = (error: EngineError): TurnEvent => ({ kind: 'failed', error });
