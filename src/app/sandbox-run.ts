/** One sandbox run. Large, so it is loaded when there is something to test. */
import type { GenerateRequest } from '../domain/generation.ts';
import type { GuardrailId } from '../domain/guardrails.ts';
import { ruleLines } from '../domain/learned/prompt-lines.ts';
import type { LearnedItem } from '../domain/learned/state.ts';
import type { Model } from '../domain/model.ts';
import type { Compared, OwnTest, SandboxMaterial, SandboxStore } from '../domain/ports-sandbox.ts';
import type { SandboxCase } from '../domain/sandbox/case.ts';
import { checkInWords } from '../domain/sandbox/check.ts';
import type { RunBinding, RunDetail, RunSummary } from '../domain/sandbox/record.ts';
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

/** What is tested, and what its record will be bound to. */
export interface Subject {
  id: string;
  /** Undefined where only the guardrails are tried. */
  material?: SandboxMaterial;
  binding: RunBinding;
  touches: readonly GuardrailId[];
  compared: Compared;
}

export interface RunHooks {
  store: Pick<SandboxStore, 'openRun' | 'saveRun' | 'finishRun'>;
  model: Model;
  tools: readonly string[];
  now(): number;
  /** Undefined if the request was ended, or failed. */
  ask(request: GenerateRequest): Promise<{ text: string; tokens: number } | undefined>;
  /** Replies so far, requests in all (0 while that is unknown), and the milliseconds that the replies took. */
  onProgress(done: number, of: number, ms: number): void;
}

const suiteKey = 'suite';
const mostBaseAnswers = 400;

/** Runs tests, and remembers base answers: they are the same for every proposal that is tested on one state. */
export function createSandboxRuns() {
  const baseAnswers = new Map<string, Reply>();

  const answer = async (
    job: Job,
    { compared, binding, material }: Subject,
    { ask, model, tools }: RunHooks,
  ): Promise<Reply | undefined> => {
    if (job.kind === 'judge') {
      const question = job.case.messages.at(-1)?.content ?? '';
      const reply = await ask(judgeRequest(material?.proposal.text ?? '', question, job.first, job.second));
      return reply && { ...reply, text: readJudge(reply.text) };
    }
    const request = caseRequest(job.case, compared[job.side], tools, job);
    const isBase = job.key === answerKey(job.case.id, 'base') || material === undefined;
    const key = `${binding.state} ${model.id} ${JSON.stringify(request.messages)}`;
    const known = isBase ? baseAnswers.get(key) : undefined;
    if (known !== undefined) return { ...known, tokens: 0 };
    const reply = await ask(request);
    if (reply !== undefined && isBase) {
      if (baseAnswers.size >= mostBaseAnswers) baseAnswers.clear();
      baseAnswers.set(key, reply);
    }
    return reply;
  };

  /** From where it was left to its end. The id of the run, and whether it came to its end. */
  const run = async (subject: Subject, hooks: RunHooks): Promise<{ id: string; ended: boolean }> => {
    const { store, model, now, onProgress } = hooks;
    const { id, ...begun } = await store.openRun(subject.id, subject.binding);
    let replies: Replies = begun.replies;
    let { ms } = begun;
    const timed: RunHooks = {
      ...hooks,
      ask: async (request) => {
        const started = now();
        const reply = await hooks.ask(request);
        ms += Math.max(0, now() - started);
        return reply;
      },
    };
    const keep = async (key: string, reply: Reply) => {
      replies = { ...replies, [key]: reply };
      await store.saveRun(id, replies, ms);
    };
    const say = (of: number) => onProgress(Object.keys(replies).length, of, ms);

    say(0);
    if (replies[suiteKey] === undefined) {
      const suite = await suiteOf(subject, timed);
      if (suite === undefined) return { id, ended: false };
      await keep(suiteKey, { text: JSON.stringify(suite), tokens: 0 });
    }
    const suite = JSON.parse(replies[suiteKey]?.text ?? '[]') as SandboxCase[];
    for (;;) {
      say(requestsOf(suite));
      const step = nextStep({ suite, touches: subject.touches }, replies);
      if (step.kind === 'done') {
        const summary = summaryOf(subject, model, step.result, { replies, ms: Math.round(ms), at: now() });
        await store.finishRun(id, summary, detailOf(step.result));
        return { id, ended: true };
      }
      const reply = await answer(step.job, subject, timed);
      if (reply === undefined) return { id, ended: false };
      await keep(step.job.key, reply);
    }
  };

  return { run, suiteHash: (own: readonly OwnTest[], sha256: Sha256) => suiteHash(own, sha256) };
}

export type SandboxRuns = ReturnType<typeof createSandboxRuns>;

async function suiteOf(
  { material, compared }: Subject,
  { ask }: RunHooks,
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
  const rules = compared.base.flatMap(({ kind, id, text, scope }) => {
    const check = kind === 'rule' ? suggestCheck({ rule: text }) : undefined;
    return check === undefined ? [] : [{ id, scope, check }];
  });
  return suiteFor({ proposal, helpCheck, failure: failure?.question, paraphrases, past, own, rules });
}

function summaryOf(
  { binding, compared }: Subject,
  model: Model,
  { verdict, reason, helped, hurt, asked, probes, bound }: RunResult,
  { replies, ms, at }: { replies: Replies; ms: number; at: number },
): Omit<RunSummary, 'id'> {
  const cost = (items: readonly LearnedItem[]) => estimateTokens(ruleLines(items).join('\n'));
  return {
    at,
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
    ms,
  };
}

/** A past question that got no worse: its words stay in their conversation, and go with it. */
const isBeside = ({ role }: SandboxCase, outcome: string): boolean => role === 'past' && outcome !== 'loss';

const detailOf = ({ cases, decisive }: RunResult): RunDetail => ({
  cases: cases.map(({ case: one, base, change, outcome, agreeing }) => ({
    id: one.id,
    role: one.role,
    title: isBeside(one, outcome) ? 'A question of yours from before' : one.title,
    ...(one.guardrail && { guardrail: one.guardrail }),
    outcome,
    checks: one.checks.map(checkInWords),
    base: isBeside(one, outcome) ? '' : base,
    change: isBeside(one, outcome) ? '' : change,
    decisive: decisive.includes(one.id),
    agreeing,
  })),
});
