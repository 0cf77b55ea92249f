import type { ProposalView } from '../domain/consent/proposal.ts';
import { testRefusal } from '../domain/consent/testing.ts';
import type { GenerateRequest, PromptMessage } from '../domain/generation.ts';
import { guardrails, type GuardrailId } from '../domain/guardrails.ts';
import { ruleLines } from '../domain/learned/prompt-lines.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Model } from '../domain/model.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { Compared, OwnTest, SandboxMaterial, SandboxStore, Testing } from '../domain/ports-sandbox.ts';
import type { Clock } from '../domain/ports.ts';
import type { SandboxCase } from '../domain/sandbox/case.ts';
import { checkInWords, type Check } from '../domain/sandbox/check.ts';
import { proposalHash, type RunBinding, type RunDetail, type RunSummary } from '../domain/sandbox/record.ts';
import {
  caseRequest,
  judgeRequest,
  paraphraseRequest,
  readJudge,
  readParaphrases,
} from '../domain/sandbox/requests.ts';
import {
  answerKey,
  nextStep,
  requestsOf,
  type Job,
  type Replies,
  type Reply,
  type RunResult,
} from '../domain/sandbox/run.ts';
import { suggestCheck } from '../domain/sandbox/suggest-check.ts';
import { probeSuite, suiteFor, suiteHash } from '../domain/sandbox/suite.ts';
import type { Sha256 } from '../domain/tap.ts';
import { estimateTokens } from '../domain/token-estimate.ts';
import type { EngineHost } from './engine-host.svelte.ts';
import type { Learning } from './learning.svelte.ts';
import { LiveValue } from './live-value.svelte.ts';
import type { Models } from './models.svelte.ts';
import type { Quiet } from './quiet.ts';
import { readAgain } from './read-again.ts';

export interface SandboxDeps {
  store: Promise<LearningStore & SandboxStore>;
  learning: Learning;
  models: Models;
  host: EngineHost;
  quiet: Quiet;
  clock: Clock;
  sha256: Sha256;
  tools: readonly string[];
  /** What the open conversation would send again. */
  conversation(): PromptMessage[] | undefined;
  /** A turn is under way: wait. */
  busy(): boolean;
  /** Why the device should rest now ("The battery is low."), or undefined. */
  rest(): Promise<string | undefined>;
  report(problem: unknown): void;
}

/** A run under way, as the inbox shows it. */
export interface RunProgress {
  proposalId: string;
  done: number;
  /** Requests in all, as far as they can be counted beforehand. */
  of: number;
  /** Seconds, once a few requests show how long one takes. */
  secondsLeft: number | undefined;
  /** Why it does not go on just now. */
  pausedFor: string | undefined;
}

/** What is asked for when the proposal is not there: only the guardrails. */
export const probesId = 'probes';

/** Work that nobody asked for begins after so long without typing or asking, in milliseconds. */
const idleMs = 20_000;
/** Replies are kept with the run every so often. */
const saveEvery = 1;
const mostBaseAnswers = 400;
const suiteKey = 'suite';

/**
 * Tests proposals with the model in use, one at a time, while the person does something else. Typing and asking end the request
 * under way at once; what was answered is kept, and the run goes on from there.
 */
export class Sandbox {
  readonly #deps: SandboxDeps;
  readonly #tests: LiveValue<OwnTest[]>;
  /** Base answers by state, model and case: the same for every proposal that is tested on that state. */
  readonly #baseAnswers = new Map<string, Reply>();
  #progress = $state.raw<RunProgress>();
  #wanted = $state.raw<readonly string[]>([]);
  #problem = $state<string>();
  #running = false;
  #stopping: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was stopped by hand is not begun again by itself. */
  readonly #stopped = new Set<string>();

  constructor(deps: SandboxDeps) {
    this.#deps = deps;
    deps.store.catch(() => {});
    this.#tests = new LiveValue(deps.store.then((store) => store.tests()));
  }

  get progress(): RunProgress | undefined {
    return this.#progress;
  }

  /** Asked for, and waiting for their turn. */
  get wanted(): readonly string[] {
    return this.#wanted;
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
    const model = this.#model;
    return { model: model?.id, suite: suiteHash(this.tests, this.#deps.sha256) };
  }

  /** Why a card may not be approved for want of a test, as a sentence; undefined if it may. */
  hindrance(card: ProposalView): string | undefined {
    return card.text === null ? undefined : testRefusal(card, this.#bindingOf(card))?.sentence;
  }

  /** Why nothing can be tested now; undefined if it can. */
  get obstacle(): string | undefined {
    return this.#model === undefined ? 'Testing needs a model. Choose one in Models.' : undefined;
  }

  /** Tests a proposal next, or only the guardrails. Typing still comes first. */
  testNow(id: string): void {
    this.#problem = undefined;
    this.#stopped.delete(id);
    if (!this.#wanted.includes(id)) this.#wanted = [...this.#wanted, id];
    void this.#run();
  }

  /** Ends a run, or takes it out of the line. What was answered is thrown away. */
  stop(id: string): void {
    this.#stopped.add(id);
    this.#wanted = this.#wanted.filter((other) => other !== id);
    if (this.#progress?.proposalId === id) this.#stopping?.abort();
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
    return { proposal, state: learning.view?.stateHash ?? '', suite, model };
  }

  /** What was asked for, then what waits for its test, then what may be approved after it. */
  async #next(): Promise<string | undefined> {
    const [first] = this.#wanted;
    if (first !== undefined) return first;
    const { learning, host } = this.#deps;
    const { view } = learning;
    if (
      view === undefined ||
      view.broken !== undefined ||
      view.mode === 'freeze' ||
      host.state.kind !== 'ready'
    )
      return undefined;
    if (document.visibilityState === 'hidden' || (await this.#deps.rest()) !== undefined) return undefined;
    const isDue = (id: string, tested: RunSummary | undefined) =>
      !this.#stopped.has(id) && tested === undefined;
    const waiting = view.waiting.find((id) => isDue(id, view.tests[id]));
    if (waiting !== undefined) return waiting;
    const open = view.proposals.findLast(
      ({ kind, life, id, test }) => kind === 'rule' && life === 'open' && isDue(id, test),
    );
    if (open !== undefined) return open.id;
    return view.items.some(({ kind }) => kind === 'rule') && !(await this.#areProbed())
      ? probesId
      : undefined;
  }

  /** The guardrails were tried with this state and this model. */
  async #areProbed(): Promise<boolean> {
    const { model, state } = this.#bindingOf({ text: '', scope: 'always' });
    if (this.#stopped.has(probesId)) return true;
    const runs = await this.probeRuns();
    return runs.some(({ binding }) => binding.model === model && binding.state === state);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      await this.#deps.learning.ready();
      for (let id = await this.#next(); id !== undefined; id = await this.#next()) {
        if (this.#deps.busy()) break;
        const ended = await this.#test(id);
        if (ended === 'disturbed') break;
        this.#wanted = this.#wanted.filter((other) => other !== id);
        if (ended === 'failed') break;
      }
    } catch (problem) {
      this.#problem = 'The test could not be stored. Try again.';
      this.#wanted = [];
      this.#deps.report(problem);
    } finally {
      this.#running = false;
      this.#progress = undefined;
      if (this.#wanted.length > 0) this.wake();
    }
  }

  /** One run to its end, or until it is disturbed. */
  async #test(id: string): Promise<'done' | 'disturbed' | 'failed'> {
    const { host, quiet, clock } = this.#deps;
    const model = this.#model;
    if (model === undefined) {
      this.#problem = this.obstacle;
      return 'failed';
    }
    const store = await this.#deps.store;
    const disturbed = quiet.signal();
    const stopping = new AbortController();
    this.#stopping = stopping;
    const signal = AbortSignal.any([disturbed, stopping.signal]);
    const subject = await this.#subjectOf(id);
    if (subject === undefined) return 'done';
    const run = await store.openRun(id, subject.binding);
    let replies: Replies = run.replies;
    let { ms } = run;
    const say = (of: number) => (this.#progress = progressOf(id, replies, of, ms));
    say(0);
    const ask = async (request: GenerateRequest): Promise<Reply | undefined> => {
      const started = clock();
      const result = await host.generate(model, request, { title: 'Testing', onDelta: () => {}, signal });
      ms += Math.max(0, clock() - started);
      if (result.ok) {
        const { computed, reused, completion } = result.value.usage;
        return { text: result.value.text, tokens: computed + reused + completion };
      }
      if (!signal.aborted) this.#problem = result.error.sentence;
      return undefined;
    };
    const keep = async (key: string, reply: Reply) => {
      replies = { ...replies, [key]: reply };
      if (Object.keys(replies).length % saveEvery === 0) await store.saveRun(run.id, replies, ms);
    };
    const ended = (): 'disturbed' | 'failed' | 'done' => {
      if (!stopping.signal.aborted) return disturbed.aborted ? 'disturbed' : 'failed';
      void store.dropRun(run.id).catch(this.#deps.report);
      return 'done';
    };

    if (replies[suiteKey] === undefined) {
      const suite = await this.#suiteOf(subject, ask);
      if (suite === undefined) return ended();
      await keep(suiteKey, { text: JSON.stringify(suite), tokens: 0 });
    }
    const suite = JSON.parse(replies[suiteKey]?.text ?? '[]') as SandboxCase[];
    const total = requestsOf(suite);
    for (;;) {
      say(total);
      const step = nextStep({ suite, touches: subject.touches }, replies);
      if (step.kind === 'done') {
        const summary = this.#summaryOf(subject, model, step.result, replies, ms);
        await store.finishRun(run.id, summary, detailOf(step.result));
        void readAgain(host, this.#deps.conversation(), disturbed);
        return 'done';
      }
      const reply = await this.#answer(step.job, subject, model, ask);
      if (reply === undefined) return ended();
      await keep(step.job.key, reply);
    }
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

  async #suiteOf(
    { material }: Subject,
    ask: (request: GenerateRequest) => Promise<Reply | undefined>,
  ): Promise<SandboxCase[] | undefined> {
    if (material === undefined) return probeSuite();
    const { proposal, failure, past, own } = material;
    let paraphrases: string[] = [];
    if (failure !== undefined) {
      const reply = await ask(paraphraseRequest(failure.question));
      if (reply === undefined) return undefined;
      paraphrases = readParaphrases(reply.text, failure.question);
    }
    const helpCheck = suggestCheck({
      rule: proposal.text,
      words: proposal.said,
      ...(failure && { answer: failure.answer }),
    });
    return suiteFor({ proposal, helpCheck, failure: failure?.question, paraphrases, past, own });
  }

  async #answer(
    job: Job,
    { compared, binding, material }: Subject,
    model: Model,
    ask: (request: GenerateRequest) => Promise<Reply | undefined>,
  ): Promise<Reply | undefined> {
    if (job.kind === 'judge') {
      const question = job.case.messages.at(-1)?.content ?? '';
      const reply = await ask(judgeRequest(material?.proposal.text ?? '', question, job.first, job.second));
      return reply && { ...reply, text: readJudge(reply.text) };
    }
    const request = caseRequest(job.case, compared[job.side], this.#deps.tools, job);
    const isBase = job.key === answerKey(job.case.id, 'base') || material === undefined;
    const cached = `${binding.state} ${model.id} ${JSON.stringify(request.messages)}`;
    const known = isBase ? this.#baseAnswers.get(cached) : undefined;
    if (known !== undefined) return { ...known, tokens: 0 };
    const reply = await ask(request);
    if (reply !== undefined && isBase) {
      if (this.#baseAnswers.size >= mostBaseAnswers) this.#baseAnswers.clear();
      this.#baseAnswers.set(cached, reply);
    }
    return reply;
  }

  #summaryOf(
    { binding, compared }: Subject,
    model: Model,
    { verdict, reason, helped, hurt, asked, probes, bound }: RunResult,
    replies: Replies,
    ms: number,
  ): Omit<RunSummary, 'id'> {
    const cost = (items: readonly LearnedItem[]) => estimateTokens(ruleLines(items).join('\n'));
    return {
      at: this.#deps.clock(),
      binding,
      modelName: model.name,
      verdict,
      reason,
      helped,
      hurt,
      asked,
      probes,
      bound,
      tokensAdded: cost(compared.change) - cost(compared.base),
      tokens: Object.values(replies).reduce((sum, { tokens }) => sum + tokens, 0),
      ms: Math.round(ms),
    };
  }
}

interface Subject {
  id: string;
  /** Undefined where only the guardrails are tried. */
  material?: SandboxMaterial;
  binding: RunBinding;
  touches: readonly GuardrailId[];
  compared: Compared;
}

function progressOf(proposalId: string, replies: Replies, of: number, ms: number): RunProgress {
  const done = Object.keys(replies).length;
  const each = done < 3 ? undefined : ms / done;
  return {
    proposalId,
    done,
    of: Math.max(of, done),
    secondsLeft:
      each === undefined || of === 0 ? undefined : Math.ceil((Math.max(0, of - done) * each) / 1000),
    pausedFor: undefined,
  };
}

const detailOf = ({ cases, decisive }: RunResult): RunDetail => ({
  cases: cases.map(({ case: one, base, change, outcome, agreeing }) => ({
    id: one.id,
    role: one.role,
    title: one.title,
    ...(one.guardrail && { guardrail: one.guardrail }),
    outcome,
    checks: one.checks.map(checkInWords),
    base,
    change,
    decisive: decisive.includes(one.id),
    agreeing,
  })),
});
