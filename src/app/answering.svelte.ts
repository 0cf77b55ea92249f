import type { AssistantMessage } from '../domain/conversation.ts';
import type { EngineError } from '../domain/engine-error.ts';
import type { Completion, Progress, PromptMessage, Sampling } from '../domain/generation.ts';
import type { Model } from '../domain/model.ts';
import type { Clock, ConversationStore } from '../domain/ports.ts';
import type { PromptRefusal } from '../domain/prompt.ts';
import type { Result } from '../domain/result.ts';
import {
  idleTurn,
  reduceTurn,
  type Turn,
  type TurnEffect,
  type TurnEvent,
  type TurnState,
} from '../domain/turn.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import { receiptOf } from './new-messages.ts';
import type { LearnedPlan } from './prompt-planner.ts';

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
  controller: AbortController;
  savedAt: number;
  saving: Promise<void>;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const saveEveryMs = 300;
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
      controller: new AbortController(),
      savedAt: this.#deps.clock(),
      saving: Promise.resolve(),
      timer: undefined,
    };
    this.#answer = question.answer;
    this.#dispatch(this.#run, { kind: 'started', answerId: question.answer.id });
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
        void this.#generate(run, effect.harder);
        return;
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

  async #generate(run: Run, harder: boolean): Promise<void> {
    const plan: Result<LearnedPlan, PromptRefusal> = harder
      ? run.question.replan()
      : { ok: true, value: run.plan };
    if (!plan.ok) {
      this.#dispatch(run, { kind: 'failed', error: plan.error.error });
      return;
    }
    run.plan = plan.value;
    const { model, title } = run.question;
    const request = { messages: run.plan.messages.map((message) => ({ ...message })), sampling };
    const result = await this.#deps.host.generate(model, request, {
      title,
      onDelta: (text) => this.#dispatch(run, { kind: 'delta', text }),
      onPrefill: (fraction) => this.#dispatch(run, { kind: 'prefill', fraction }),
      signal: run.controller.signal,
    });
    this.#dispatch(run, result.ok ? { kind: 'finished', completion: result.value } : failed(result.error));
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
    run.question.onEnd(answer, completion, run.plan.messages);
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
    return { ...run.question.answer, shown: answer.shown, sent: answer.raw };
  }
}

const failed = (error: EngineError): TurnEvent => ({ kind: 'failed', error });
