import { untrack } from 'svelte';
import type { ProposalView } from '../domain/consent/proposal.ts';
import { testRefusal } from '../domain/consent/testing.ts';
import type { GenerateRequest, PromptMessage } from '../domain/generation.ts';
import { guardrails, type GuardrailId } from '../domain/guardrails.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import { sendsAway } from '../domain/leaving.ts';
import type { Model } from '../domain/model.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { OwnTest, SandboxStore, Testing } from '../domain/ports-sandbox.ts';
import type { Clock } from '../domain/ports.ts';
import type { Check } from '../domain/sandbox/check.ts';
import {
  probesId,
  proposalHash,
  type RunBinding,
  type RunDetail,
  type RunSummary,
} from '../domain/sandbox/record.ts';
import type { Sha256 } from '../domain/tap.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Quiet } from './quiet.ts';
import { readAgain } from './read-again.ts';
import type { Cage } from '../domain/ports-tools.ts';
import { dueRule, dueTool, endedKey, stoppedKey, unsettled, type DueFacts } from './sandbox-due.ts';
import type { SandboxRuns, Subject } from './sandbox-run.ts';
import type { Tools } from './tools.svelte.ts';

export interface SandboxDeps {
  store: Promise<LearningStore & SandboxStore>;
  learning: Learning;
  models: Models;
  host: EngineHost;
  quiet: Quiet;
  clock: Clock;
  sha256: Sha256;
  tools: Pick<Tools, 'ready' | 'linesFor'>;
  /** Where learned tools are tested. */
  cage: Cage;
  /** What the open conversation would send again. */
  conversation(): PromptMessage[] | undefined;
  /** A turn is under way: wait. */
  busy(): boolean;
  /** Why the device should rest now ("The battery is low."), or undefined. */
  rest(): Promise<string | undefined>;
  report(problem: unknown): void;
  /** The runs come with their cases and checks: too large to wait for at the start. */
  loadRuns(): Promise<SandboxRuns>;
}

interface Wanted {
  id: string;
  modelId: string | undefined;
}

/** A run under way, as the inbox shows it. */
export interface RunProgress {
  proposalId: string;
  done: number;
  /** Requests in all, as far as they can be counted beforehand. */
  of: number;
  /** Seconds, once a few requests show how long one takes. */
  secondsLeft: number | undefined;
}

/** Work that nobody asked for begins after so long without typing or asking, in milliseconds. */
const idleMs = 20_000;

/**
 * Tests proposals with the model in use, one at a time, while the person does something else. Typing and asking end the request
 * under way at once; what was answered is kept, and the run goes on from there.
 */
export class Sandbox {
  readonly #deps: SandboxDeps;
  readonly #tests: LiveValue<OwnTest[]>;
  #runs = $state.raw<SandboxRuns>();
  #progress = $state.raw<RunProgress>();
  /** What was asked for, each with the model that was in use then. */
  #wanted = $state.raw<readonly Wanted[]>([]);
  #problem = $state<string>();
  #paused = $state<string>();
  #running = false;
  #stopping: AbortController | undefined;
  /** What is being tested. */
  #current: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was stopped by hand, or came to its end since the app was opened, is not begun again by itself. */
  #settled: readonly string[] = [];

  constructor(deps: SandboxDeps) {
    this.#deps = deps;
    deps.store.catch(() => {});
    this.#tests = new LiveValue(deps.store.then((store) => store.tests()));
    // What was added, approved or loaded may have made something due.
    $effect.root(() => {
      $effect(() => {
        const { view } = deps.learning;
        if (view === undefined) return;
        const isDue =
          deps.host.state.kind === 'ready' && (view.waiting.length > 0 || view.proposals.length > 0);
        if (isDue || view.proposals.some(({ kind }) => kind === 'tool')) untrack(() => this.wake());
      });
    });
  }

  get progress(): RunProgress | undefined {
    return this.#progress;
  }

  /** Asked for, and waiting for their turn. */
  get wanted(): readonly string[] {
    return this.#wanted.map(({ id }) => id);
  }

  /** Why nothing is tested just now, as a sentence: "The battery is low." */
  get pausedFor(): string | undefined {
    return this.#paused;
  }

  /** Why the last run could not go on, as a sentence. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** The person's own tests, newest first. */
  get tests(): readonly OwnTest[] {
    return this.#tests.current ?? [];
  }

  /** What approvals are bound to now. Without a usable model, rules may be approved ahead of their test. */
  get testing(): Testing {
    return { model: this.#model?.id, suite: this.#runs?.suiteHash(this.tests, this.#deps.sha256) };
  }

  /** Loads what tests are made of, so that `testing` says which tests count now. Safe to call at any time. */
  async prepare(): Promise<SandboxRuns> {
    return (this.#runs ??= await this.#deps.loadRuns());
  }

  /** Why a card may not be approved for want of a test, as a sentence; undefined if it may. */
  hindrance(card: ProposalView): string | undefined {
    if (card.text === null || card.kind === 'preference') return undefined;
    const binding = this.#bindingOf(card);
    if (card.kind === 'tool') return testRefusal(card, binding)?.sentence;
    // Until the tests are loaded, nobody can say that they were changed.
    const suite = this.#runs === undefined ? (card.test?.binding.suite ?? '') : binding.suite;
    return testRefusal(card, { ...binding, suite })?.sentence;
  }

  /** Why nothing can be tested now; undefined if it can. */
  get obstacle(): string | undefined {
    return this.#model === undefined ? 'Testing needs a model. Choose one in Models.' : undefined;
  }

  /** Tests a proposal next, or only the guardrails. Typing still comes first. */
  testNow(id: string): void {
    this.#problem = undefined;
    this.#settled = unsettled(this.#settled, id);
    const fresh: Wanted = { id, modelId: this.#model?.id };
    this.#wanted = this.wanted.includes(id)
      ? this.#wanted.map((one) => (one.id === id ? fresh : one))
      : [...this.#wanted, fresh];
    void this.#run();
  }

  /** Ends a run, or takes it out of the line. What was answered is thrown away. */
  stop(id: string): void {
    this.#settled = [...this.#settled, stoppedKey(id)];
    this.#wanted = this.#wanted.filter((one) => one.id !== id);
    if (this.#current === id) this.#stopping?.abort();
  }

  /** There may be something to test. It begins once nothing happened for a while. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#wanted.length > 0 ? 1_000 : idleMs);
  }

  async detailOf(runId: string): Promise<RunDetail | undefined> {
    return (await this.#deps.store).detailOf(runId);
  }

  async keepTest(draft: Parameters<SandboxStore['keepTest']>[0]): ReturnType<SandboxStore['keepTest']> {
    return (await this.#deps.store).keepTest(draft);
  }

  async editTest(id: string, check: Check): ReturnType<SandboxStore['editTest']> {
    return (await this.#deps.store).editTest(id, check);
  }

  async removeTest(id: string): Promise<void> {
    await (await this.#deps.store).removeTest(id);
  }

  async probeRuns(): Promise<RunSummary[]> {
    return (await this.#deps.store).runsOf(probesId);
  }

  get #model(): Model | undefined {
    const { active } = this.#deps.models;
    return active.kind === 'ready' || active.kind === 'loading' ? active.model : undefined;
  }

  #bindingOf({ text, scope }: Pick<ProposalView, 'text' | 'scope'>): RunBinding {
    const { sha256, learning } = this.#deps;
    const { model = '', suite = '' } = this.testing;
    const proposal = proposalHash({ text: text ?? '', scope }, sha256);
    return { proposal, state: learning.view?.actingHash ?? '', suite, model };
  }

  /**
   * What was asked for, then what waits for its test, then what may be approved after it. A test asks questions of past
   * conversations: to a model on another device none goes without the person's word.
   */
  async #next(): Promise<string | undefined> {
    const { learning, host } = this.#deps;
    const { view } = learning;
    const model = this.#model;
    // What was asked for with a model on this device is not asked of another one's. A tool is tested here.
    if (model !== undefined)
      this.#wanted = this.#wanted.filter(
        ({ id }) => this.#toolText(id) !== undefined || this.#mayTest(id, model),
      );
    const [first] = this.#wanted;
    if (first !== undefined) return first.id;
    if (view === undefined || view.broken !== undefined) return undefined;
    const facts: DueFacts = { settled: this.#settled, bindingOf: (item) => this.#bindingOf(item) };
    const tool = dueTool(view, facts);
    if (tool !== undefined) return tool;
    if (view.mode === 'freeze' || host.state.kind !== 'ready') return undefined;
    if (model === undefined || sendsAway(model)) return undefined;
    const rule = dueRule(view, facts);
    if (rule !== undefined) return rule;
    const hasRules = view.items.some(({ kind }) => kind === 'rule');
    return hasRules && !(await this.#areProbed()) ? probesId : undefined;
  }

  /** A test asks questions of past conversations: a model on another device gets them only where the person asked for that. */
  #mayTest(id: string, model: Model): boolean {
    return !sendsAway(model) || this.#wanted.some((one) => one.id === id && one.modelId === model.id);
  }

  #toolText(id: string): string | undefined {
    const card = this.#deps.learning.view?.proposals.find((one) => one.id === id && one.kind === 'tool');
    return card?.text ?? undefined;
  }

  /** In the cage, each case in a thread of its own. */
  async #testTool(id: string, text: string): Promise<'done' | 'disturbed'> {
    const { cage, clock, sha256, tools } = this.#deps;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#current = id;
    const [store, host, { runToolTest }] = await Promise.all([
      this.#deps.store,
      tools.ready(),
      import('./tool-run.ts'),
    ]);
    const onProgress = (done: number, of: number, ms: number) =>
      (this.#progress = progressOf(id, done, of, ms));
    await runToolTest(id, text, {
      store,
      cage,
      box: host.tools.box,
      now: clock,
      sha256,
      signal: stopping.signal,
      onProgress,
    });
    return 'done';
  }

  /** The guardrails were tried with this state and this model. */
  async #areProbed(): Promise<boolean> {
    const { model, state } = this.#bindingOf({ text: '', scope: 'always' });
    if (this.#settled.includes(stoppedKey(probesId))) return true;
    const runs = await this.probeRuns();
    return runs.some(({ binding }) => binding.model === model && binding.state === state);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#deps.learning.ready();
      for (let id = await this.#next(); id !== undefined; id = await this.#next()) {
        this.#paused = await this.#deps.rest();
        if (this.#deps.busy() || this.#paused !== undefined) break;
        const tool = this.#toolText(id);
        const ended = await (tool === undefined ? this.#test(id) : this.#testTool(id, tool));
        if (ended === 'disturbed') break;
        this.#wanted = this.#wanted.filter((one) => one.id !== id);
        if (ended === 'failed') break;
      }
    } catch (problem) {
      this.#problem = 'The test could not be stored. Try again.';
      this.#wanted = [];
      this.#deps.report(problem);
    } finally {
      this.#running = false;
      this.#current = undefined;
      this.#progress = undefined;
      if (this.#wanted.length > 0 || this.#paused !== undefined) this.wake();
    }
  }

  /** One run to its end, or until it is disturbed. */
  async #test(id: string): Promise<'done' | 'disturbed' | 'failed'> {
    const { host, quiet, clock, tools } = this.#deps;
    const model = this.#model;
    if (model === undefined) {
      this.#problem = this.obstacle;
      return 'failed';
    }
    // Another model may have come into use since this was chosen.
    if (!this.#mayTest(id, model)) return 'disturbed';
    // Before anything is waited for: nothing that the person does from here on is missed.
    const disturbed = quiet.signal();
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#current = id;
    const signal = AbortSignal.any([disturbed, stopping.signal]);
    const [store, runs] = await Promise.all([this.#deps.store, this.prepare(), tools.ready()]);
    const subject = await this.#subjectOf(id);
    if (subject === undefined) return 'done';
    const ask = async (request: GenerateRequest) => {
      this.#paused = await this.#deps.rest();
      if (this.#paused !== undefined || signal.aborted || this.#deps.busy()) return undefined;
      if (this.#model?.id !== model.id) return undefined;
      const result = await host.generate(model, request, { title: 'Testing', onDelta: () => {}, signal });
      if (!result.ok) {
        if (!signal.aborted) this.#problem = result.error.sentence;
        return undefined;
      }
      const { computed, reused, completion } = result.value.usage;
      return { text: result.value.text, tokens: computed + reused + completion };
    };
    const onProgress = (done: number, of: number, ms: number) =>
      (this.#progress = progressOf(id, done, of, ms));
    const { id: runId, ended } = await runs.run(subject, {
      store,
      model,
      tools: tools.linesFor(model),
      now: clock,
      ask,
      onProgress,
    });
    if (ended) {
      this.#settled = [...this.#settled, endedKey(id, subject.binding)];
      void readAgain(host, this.#deps.conversation(), disturbed);
      return 'done';
    }
    if (!stopping.signal.aborted)
      return disturbed.aborted || this.#paused !== undefined || this.#deps.busy() ? 'disturbed' : 'failed';
    await store.dropRun(runId);
    return 'done';
  }

  /** What is compared, and what that is bound to. Undefined if it is not there any more. */
  async #subjectOf(id: string): Promise<Subject | undefined> {
    const { learning } = this.#deps;
    const acting = learning.acting.items;
    const none = this.#bindingOf({ text: '', scope: 'always' });
    if (id === probesId)
      return { id, binding: none, touches: [], compared: { base: acting, change: acting } };
    const material = await (await this.#deps.store).material(id);
    if (material === undefined) return undefined;
    const { text, scope } = material.proposal;
    const item: LearnedItem = { kind: 'rule', id, scope, text };
    const base = acting.filter((other) => other.id !== id);
    const report = learning.view?.proposals.find((card) => card.id === id)?.report;
    return {
      id,
      material,
      binding: this.#bindingOf({ text, scope }),
      touches: (report?.findings ?? []).flatMap(({ guardrail }) =>
        guardrails.some((known) => known.id === guardrail) ? [guardrail as GuardrailId] : [],
      ),
      compared: { base, change: [...base, item] },
    };
  }
}

function progressOf(proposalId: string, done: number, of: number, ms: number): RunProgress {
  const isKnown = done >= 3 && of > 0;
  return {
    proposalId,
    done,
    of: Math.max(of, done),
    secondsLeft: isKnown ? Math.ceil((Math.max(0, of - done) * (ms / done)) / 1000) : undefined,
  };
}
