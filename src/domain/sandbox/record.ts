import { canonicalJson } from '../canonical-json.ts';
import type { Scope } from '../learned/scope.ts';
import type { TextRef } from '../learned/state.ts';
import type { Sha256 } from '../tap.ts';
import type { Replies, RunResult, Verdict, VerdictReason } from './run.ts';

/** What a record is bound to: it counts only while all of it is as it was. */
export interface RunBinding {
  /** `proposalHash` of the text and the scope. */
  proposal: string;
  /** `actingHash` of the learned state that it was compared with. */
  state: string;
  /** `suiteHash`. */
  suite: string;
  model: string;
}

/** A finished run, as its card shows it. */
export interface RunSummary {
  id: string;
  at: number;
  binding: RunBinding;
  modelName: string;
  verdict: Verdict;
  reason: VerdictReason;
  helped: number;
  hurt: number;
  asked: number;
  probes: RunResult['probes'];
  bound: number | undefined;
  /** What the change adds to each prompt, an estimate. */
  tokensAdded: number;
  /** What the run cost. */
  tokens: number;
  ms: number;
}

/** A run as it is stored. `detail` is the JSON of its `RunDetail`: it holds words of the person. */
export interface RunRow {
  id: string;
  /** What was tested, or `probesId`. */
  proposalId: string;
  binding: RunBinding;
  startedAt: number;
  state:
    | { kind: 'unfinished'; replies: Replies; ms: number }
    | { kind: 'done'; summary: RunSummary; detail: TextRef };
}

/** The cases of a finished run, to be opened side by side. */
export interface RunDetail {
  cases: readonly {
    id: string;
    role: string;
    title: string;
    guardrail?: string;
    outcome: string;
    /** The checks in words. */
    checks: readonly string[];
    base: string;
    change: string;
    decisive: boolean;
    agreeing: number;
  }[];
}

/** In place of a proposal's id: only the guardrails are tried, on what acts. */
export const probesId = 'probes';

export const proposalHash = ({ text, scope }: { text: string; scope: Scope }, sha256: Sha256): string =>
  sha256(canonicalJson({ text, scope }));

/** What acts: the newest version, but for what waits for its test or is suspended. The version's own hash where all of it acts. */
export function actingHash(
  stateHash: string,
  { waiting, suspended }: { waiting: readonly string[]; suspended: readonly string[] },
  sha256: Sha256,
): string {
  if (waiting.length + suspended.length === 0) return stateHash;
  return sha256(canonicalJson({ stateHash, waiting: [...waiting].sort(), suspended: [...suspended].sort() }));
}

/** What no longer matches, as a sentence for the person; undefined where the record counts. */
export function mismatch(record: RunBinding, now: RunBinding): string | undefined {
  if (record.proposal !== now.proposal) return 'The text was edited after its test.';
  if (record.model !== now.model) return 'It was tested with another model.';
  if (record.state !== now.state) return 'Something else was approved after its test.';
  return record.suite === now.suite ? undefined : 'The tests were changed after its test.';
}

/** Verdicts that may be approved. */
export const mayBeApproved = (verdict: Verdict): boolean => verdict === 'passed' || verdict === 'unproven';
