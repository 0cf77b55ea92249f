/** Tests of learned tools in their cage. Loaded when there is a tool to test. */
import type { Json } from '../domain/canonical-json.ts';
import { toolSuite } from '../domain/consent/testing.ts';
import type { Cage } from '../domain/ports-tools.ts';
import type { SandboxStore } from '../domain/ports-sandbox.ts';
import type { Clock } from '../domain/ports.ts';
import { proposalHash, type RunBinding, type RunDetail, type RunSummary } from '../domain/sandbox/record.ts';
import type { VerdictReason } from '../domain/sandbox/run.ts';
import type { Sha256 } from '../domain/tap.ts';
import type { Result } from '../domain/result.ts';
import { judgeToolTest, toolTestPlan, type ToolTestVerdict } from '../domain/tools/tool-tests.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import type { Toolbox } from '../domain/tools/toolbox.ts';

export interface ToolRunDeps {
  store: SandboxStore;
  cage: Cage;
  box: Toolbox;
  now: Clock;
  sha256: Sha256;
  signal: AbortSignal;
  onProgress(done: number, of: number, ms: number): void;
}

const seed = 20_261;
/** A tool that runs on so often is not tried any further. */
const mostTooLate = 3;

const isTooLate = (result: Result<unknown, ToolError>) => !result.ok && result.error.kind === 'timeout';

/** What a record of a tool is bound to: its text, and what is tried in the cage. */
export const toolBinding = (text: string, sha256: Sha256): RunBinding => ({
  proposal: proposalHash({ text, scope: 'always' }, sha256),
  state: '',
  suite: toolSuite,
  model: 'cage',
});

/** Runs every case, each in a cage of its own, and keeps the record. False where it was stopped. */
export async function runToolTest(proposalId: string, text: string, deps: ToolRunDeps): Promise<boolean> {
  const { store, cage, box, now, sha256, signal, onProgress } = deps;
  const read = box.learned(text);
  // Screening has read it before; what cannot be read has no test.
  if (!read.ok) return true;
  const tool = read.value;
  const binding = toolBinding(text, sha256);
  const { id } = await store.openRun(proposalId, binding);
  const started = now();
  const planned = toolTestPlan(tool, seed);
  const results: Result<{ output: Json; ms: number }, ToolError>[] = [];
  for (const one of planned) {
    const program = { body: tool.body, input: one.input, granted: one.granted };
    const first = await cage.run(program, signal);
    // A busy device may have held it up: what runs on by itself does so twice.
    results.push(isTooLate(first) && !signal.aborted ? await cage.run(program, signal) : first);
    if (signal.aborted) {
      await store.dropRun(id);
      return false;
    }
    onProgress(results.length, planned.length, now() - started);
    // It failed already, and the rest would only take as long as it may.
    if (results.filter(isTooLate).length === mostTooLate) break;
  }
  const cases = planned.slice(0, results.length);
  const output = box.specOf(tool).output;
  const judged = judgeToolTest(tool, cases, results, (value) => box.problemOf(output, value));
  const right = judged.cases.filter(({ outcome }) => outcome === 'right').length;
  const summary: Omit<RunSummary, 'id'> = {
    at: now(),
    binding,
    modelName: 'The cage',
    verdict: judged.verdict,
    reason: reasonOf(judged),
    helped: right,
    hurt: cases.length - right,
    asked: cases.length,
    probes: { passed: 0, counted: 0, all: 0 },
    bound: undefined,
    tokensAdded: 0,
    tokens: 0,
    ms: now() - started,
  };
  const detail: RunDetail = {
    cases: judged.cases.map(({ id: caseId, role, title, outcome, got, expected }) => ({
      id: caseId,
      role,
      title,
      outcome,
      checks: expected === undefined ? [] : [`Gives ${short(expected)}`],
      base: expected === undefined ? '' : short(expected),
      change: short(got),
      decisive: outcome !== 'right',
      agreeing: 1,
    })),
  };
  await store.finishRun(id, summary, detail);
  return true;
}

/** Where both happened, what hostile input did says more. */
function reasonOf({ verdict, cases }: ToolTestVerdict): VerdictReason {
  if (verdict === 'passed') return 'examples-hold';
  const examplesHold = cases.every(({ role, outcome }) => role !== 'example' || outcome === 'right');
  return examplesHold ? 'hostile-input' : 'examples-fail';
}

const longest = 400;

function short(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
