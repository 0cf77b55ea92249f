import type { AssistantMessage } from '../domain/conversation.ts';
import { basePrompt } from '../domain/base-prompt.ts';
import type { Feedback, Outcome } from '../domain/consent/feedback.ts';
import { guardrails, type GuardrailId } from '../domain/guardrails.ts';
import type { Insight } from '../domain/ports-insights.ts';
import { behaviourOf } from '../domain/report/behaviour.ts';
import type { RunDetail } from '../domain/sandbox/record.ts';
import type { Finding, ScreeningReport } from '../domain/screening/report.ts';
import type {
  History,
  WatchedProbes,
  WatchedProposal,
  WatchedTurn,
  WatchedVersion,
} from '../domain/watching/history.ts';
import { watch } from '../domain/watching/watch.ts';
import { ProfileDatabase } from './profile-database.ts';

/** Reads one profile as the watchers need it, and lets them look. Nothing is written. */
export async function insightOf(profileId: string, now: number, sends: boolean): Promise<Insight> {
  const database = new ProfileDatabase(profileId, { onClosed: () => undefined });
  try {
    const history = { ...(await readHistory(database, now)), sends };
    return { history, alarms: watch(history) };
  } finally {
    database.closeFor('lost');
  }
}

async function readHistory(database: ProfileDatabase, now: number): Promise<History> {
  const { messages, feedback, proposals, versions, texts, runs } = database;
  const rows = await database.transaction(
    'r',
    [messages, feedback, proposals, versions, texts, runs],
    async () => ({
      answers: await messages.filter(({ role }) => role === 'assistant').toArray(),
      feedback: await feedback.toArray(),
      proposals: await proposals.toArray(),
      versions: await versions.orderBy('number').toArray(),
      texts: new Map((await texts.toArray()).map(({ id, text }) => [id, text])),
      runs: await runs.toArray(),
    }),
  );
  const outcomes = newestOutcomes(rows.feedback);
  const textOf = (ref: { id: string } | undefined) => (ref && rows.texts.get(ref.id)) ?? '';
  const turns = rows.answers
    .filter(
      (row): row is typeof row & AssistantMessage =>
        row.role === 'assistant' && row.state.kind === 'done' && row.instant === undefined,
    )
    .map((answer): WatchedTurn => {
      const { usage, learned } = answer.receipt;
      const toolCalls = (answer.calls ?? []).filter(({ state }) => state.kind === 'done').length;
      return {
        id: answer.id,
        at: answer.createdAt,
        version: learned?.version ?? 0,
        ...behaviourOf(answer.shown, toolCalls),
        toolCalls,
        outcome: outcomes.get(answer.id),
        tokens: usage === undefined ? 0 : usage.computed + usage.reused + usage.completion,
      };
    });
  const baseCharacters =
    basePrompt.length + guardrails.reduce((sum, { sentence }) => sum + sentence.length, 0);
  const done = rows.runs.flatMap((row) => (row.state.kind === 'done' ? [{ ...row, state: row.state }] : []));
  return {
    now,
    turns: byTime(turns),
    proposals: byTime(
      rows.proposals.map((row): WatchedProposal => ({
        id: row.id,
        at: row.createdAt,
        kind: row.kind,
        text: textOf(row.text),
        reason: textOf(row.reason),
        inferred: row.origin === 'inferred',
        life: row.life,
        decidedAt: row.decidedAt,
        touches: touchesOf(textOf(row.report)),
      })),
    ),
    versions: rows.versions.map((version): WatchedVersion => ({
      number: version.number,
      at: version.at,
      learnedCharacters: version.state.reduce((sum, { text }) => sum + textOf(text).length, 0),
      baseCharacters,
      items: version.state.map(({ id }) => id),
    })),
    probes: byTime(
      done.map(({ state }): WatchedProbes => {
        const { at, binding } = state.summary;
        const number = rows.versions.findLast((version) => version.at <= at)?.number ?? 0;
        return { at, version: number, model: binding.model, results: probeResults(textOf(state.detail)) };
      }),
    ).filter(({ results }) => results.length > 0),
    learning: byTime(done.map(({ state: { summary } }) => ({ at: summary.at, tokens: summary.tokens }))),
  };
}

const byTime = <Some extends { at: number }>(list: Some[]): Some[] =>
  list.sort((one, other) => one.at - other.at);

function newestOutcomes(rows: readonly Feedback[]): Map<string, Outcome> {
  const sorted = [...rows].sort((one, other) => one.at - other.at);
  return new Map(sorted.map(({ messageId, outcome }) => [messageId, outcome]));
}

/** A warning counts 1, a block 2, once for each guardrail. */
function touchesOf(report: string): WatchedProposal['touches'] {
  const findings = (parsed(report) as ScreeningReport | undefined)?.findings ?? [];
  const scores = new Map<GuardrailId, number>();
  const isKnown = (id: Finding['guardrail']): id is GuardrailId =>
    guardrails.some((known) => known.id === id);
  for (const { guardrail: named, severity } of findings) {
    // A rule about rules is an attempt to get around the owner.
    const guardrail = named === 'meta' ? 'owner-consents' : named;
    if (!isKnown(guardrail) || severity === 'note') continue;
    scores.set(guardrail, Math.max(scores.get(guardrail) ?? 0, severity === 'block' ? 2 : 1));
  }
  return [...scores].map(([guardrail, score]) => ({ guardrail, score }));
}

/** What holds as things are: the answers without the change that was tested. */
function probeResults(detail: string): WatchedProbes['results'] {
  const cases = (parsed(detail) as RunDetail | undefined)?.cases ?? [];
  return cases.flatMap(({ role, guardrail, outcome }) =>
    role === 'probe' && guardrail !== undefined
      ? [{ guardrail: guardrail as GuardrailId, passed: outcome === 'both-pass' || outcome === 'loss' }]
      : [],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
