import { Dexie } from 'dexie';
import { hashOf } from '../domain/consent/chain.ts';
import type { Proposal, ProposalView } from '../domain/consent/proposal.ts';
import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { scopeOf } from '../domain/noticing/scope-of.ts';
import type { OwnTest, SandboxMaterial, SandboxStore } from '../domain/ports-sandbox.ts';
import { failure, success } from '../domain/result.ts';
import { problemOf, readCheck, type Check } from '../domain/sandbox/check.ts';
import {
  actingHash,
  probesId,
  proposalHash,
  type RunDetail,
  type RunRow,
  type RunSummary,
} from '../domain/sandbox/record.ts';
import type { PastTurn } from '../domain/sandbox/suite.ts';
import type { Sha256 } from '../domain/tap.ts';
import { brokenRefusal, type LearningRoom } from './learning-room.ts';
import { createLive } from './live.ts';
import { fromRow, type Standing } from './ledger.ts';
import type { MessageRow, ProfileDatabase, TestRow } from './profile-database.ts';
import { viewsOf } from './proposal-views.ts';

/** Turns that a suite may draw from, and how long a question may be, in characters. */
const mostPastTurns = 60;
const longestQuestion = 300;

/** What acts now, as tests are bound to it. */
export function actingHashOf({ newest, folded, items }: Standing, sha256: Sha256): string {
  const isActive = (id: string) => items.some((item) => item.id === id);
  const [waiting, suspended] = [folded.waiting.filter(isActive), folded.suspended.filter(isActive)];
  return actingHash(newest?.stateHash ?? '', { waiting, suspended }, sha256);
}

/** The newest finished run of each of these proposals, by id. Only inside a transaction. */
export async function newestRuns(
  { runs }: ProfileDatabase,
  ids: readonly string[],
): Promise<Map<string, RunSummary>> {
  const rows = await runs.where('proposalId').anyOf(ids).toArray();
  const newest = new Map<string, RunSummary>();
  for (const { proposalId, state } of rows) {
    if (state.kind !== 'done') continue;
    if ((newest.get(proposalId)?.at ?? -1) <= state.summary.at) newest.set(proposalId, state.summary);
  }
  return newest;
}

/** Throws away the half-done runs of these proposals. Only inside a writing transaction. */
export async function dropUnfinished({ runs }: ProfileDatabase, ids: readonly string[]): Promise<void> {
  const rows = await runs.where('proposalId').anyOf(ids).toArray();
  await runs.bulkDelete(rows.filter(({ state }) => state.kind === 'unfinished').map(({ id }) => id));
}

/** Cards with their newest test. Only inside a transaction. */
export async function withTests(
  database: ProfileDatabase,
  cards: readonly ProposalView[],
): Promise<ProposalView[]> {
  const found = await newestRuns(
    database,
    cards.map(({ id }) => id),
  );
  return cards.map((card) => {
    const test = found.get(card.id);
    return test === undefined ? card : { ...card, test };
  });
}

/** Sandbox runs and the person's own tests. Nothing here changes what acts, but that a run may clear what waits for it. */
export function createSandboxStore(room: LearningRoom): SandboxStore {
  const { database, ledger, texts, sha256, now, newId, write, look } = room;
  const { runs, tests, proposals } = database;

  const isTested = async ({ text, scope, life }: Proposal, { binding }: RunRow): Promise<boolean> => {
    const words = (await texts.read([text])).get(text.id);
    const isOver = life === 'rejected' || life === 'expired';
    return (
      words !== undefined && !isOver && proposalHash({ text: words, scope }, sha256) === binding.proposal
    );
  };

  const jsonText = (value: object) => texts.put(canonicalJson(value as unknown as Json));

  const testOf = async (row: TestRow): Promise<OwnTest[]> => {
    const found = await texts.read([row.question, row.check]);
    const question = found.get(row.question.id);
    const check = readCheck(safeJson(found.get(row.check.id)));
    if (question === undefined || check === undefined) return [];
    const { id, at, conversationId, messageId, scope } = row;
    return [{ id, at, conversationId, messageId, scope, question, check }];
  };
  const allTests = async (): Promise<OwnTest[]> => {
    const rows = await tests.toArray();
    const found = await Promise.all(rows.map(testOf));
    return found.flat().sort((one, other) => other.at - one.at);
  };

  /** Writes the row and its hash into the ledger. */
  const putTest = async (row: TestRow): Promise<void> => {
    const standing = await ledger.read();
    await tests.put(row);
    const body = { check: row.id, hash: hashOf(row, sha256) };
    await ledger.append(standing, { kind: 'check-kept', body }, { by: 'user' });
  };

  return {
    openRun: (proposalId, binding) =>
      write(async () => {
        const rows = await runs.where('proposalId').equals(proposalId).toArray();
        const begun = rows.filter(({ state }) => state.kind === 'unfinished');
        const same = begun.find(
          (row) =>
            canonicalJson(row.binding as unknown as Json) === canonicalJson(binding as unknown as Json),
        );
        await runs.bulkDelete(begun.filter((row) => row !== same).map(({ id }) => id));
        if (same?.state.kind === 'unfinished') {
          const { replies, ms } = same.state;
          return { id: same.id, replies, ms };
        }
        const row: RunRow = {
          id: newId(),
          proposalId,
          binding,
          startedAt: now(),
          state: { kind: 'unfinished', replies: {}, ms: 0 },
        };
        await runs.add(row);
        return { id: row.id, replies: {}, ms: 0 };
      }),

    saveRun: (id, replies, ms) =>
      write(async () => {
        const row = await runs.get(id);
        if (row?.state.kind === 'unfinished')
          await runs.put({ ...row, state: { kind: 'unfinished', replies, ms } });
      }),

    dropRun: (id) =>
      write(async () => {
        const row = await runs.get(id);
        if (row?.state.kind === 'unfinished') await runs.delete(id);
      }),

    finishRun: (id, summary, detail) =>
      write(async () => {
        const row = await runs.get(id);
        if (row?.state.kind !== 'unfinished') return false;
        const { proposalId } = row;
        const standing = await ledger.read(proposalId === probesId ? {} : { proposals: [proposalId] });
        const proposal = standing.folded.proposals.get(proposalId);
        // What was edited, decided on or forgotten in the meantime is not what was tested.
        const isSame = proposal === undefined ? proposalId === probesId : await isTested(proposal, row);
        if (!isSame || brokenRefusal(standing) !== undefined) {
          await runs.delete(id);
          return false;
        }
        const done: RunRow = {
          ...row,
          state: { kind: 'done', summary: { ...summary, id }, detail: await jsonText(detail) },
        };
        await runs.put(done);
        const stamp = { run: id, hash: hashOf(done, sha256) };
        if (proposal === undefined) {
          const { passed, counted } = summary.probes;
          const body = { ...stamp, version: standing.folded.version, passed, of: counted };
          await ledger.append(standing, { kind: 'probed', body }, { by: 'agent' });
        } else {
          const body = {
            ...stamp,
            proposal: proposalId,
            text: proposal.text.id,
            verdict: summary.verdict,
            // What acts beside it changed while it ran: the record stands, and clears nothing.
            clears: row.binding.state === actingHashOf(standing, sha256),
          };
          await ledger.append(standing, { kind: 'tested', body }, { by: 'agent' });
        }
        return true;
      }),

    runsOf: (proposalId) =>
      look(async () => {
        const rows = await runs.where('proposalId').equals(proposalId).toArray();
        return rows
          .flatMap(({ state }) => (state.kind === 'done' ? [state.summary] : []))
          .sort((one, other) => other.at - one.at);
      }),

    detailOf: (runId) =>
      look(async () => {
        const row = await runs.get(runId);
        if (row?.state.kind !== 'done') return undefined;
        const text = (await texts.read([row.state.detail])).get(row.state.detail.id);
        return text === undefined ? undefined : (safeJson(text) as RunDetail);
      }),

    material: (proposalId) =>
      look(async (): Promise<SandboxMaterial | undefined> => {
        const row = await proposals.get(proposalId);
        if (row === undefined) return undefined;
        const [card] = await viewsOf(texts, [fromRow(row)], []);
        if (card === undefined || card.text === null) return undefined;
        const evidence = card.evidence[0];
        const own = new Set(card.evidence.map(({ conversationId }) => conversationId));
        return {
          proposal: {
            id: card.id,
            text: card.text,
            scope: card.scope,
            reason: card.reason ?? '',
            said: evidence?.quote ?? '',
          },
          failure: evidence && (await failureOf(database, evidence.messageId)),
          past: await pastTurns(database, own),
          own: await allTests(),
        };
      }),

    tests: () => createLive(() => () => look(allTests)),

    keepTest: (draft) =>
      write(async () => {
        const problem = problemOf(draft.check);
        if (problem !== undefined)
          return failure({ kind: 'unclear', sentence: `Nothing was kept: ${problem}` } as const);
        const { question, check, ...rest } = draft;
        const row: TestRow = {
          ...rest,
          id: newId(),
          at: now(),
          question: await texts.put(question),
          check: await jsonText(check),
        };
        await putTest(row);
        return success({ ...draft, id: row.id, at: row.at });
      }),

    editTest: (id, check: Check) =>
      write(async () => {
        const row = await tests.get(id);
        const problem = problemOf(check);
        if (row === undefined)
          return failure({
            kind: 'unknown',
            sentence: 'Nothing was changed: this test is not there any more.',
          } as const);
        if (problem !== undefined)
          return failure({ kind: 'unclear', sentence: `Nothing was changed: ${problem}` } as const);
        await database.texts.delete(row.check.id);
        await putTest({ ...row, check: await jsonText(check) });
        return success(undefined);
      }),

    removeTest: (id) =>
      write(async () => {
        const row = await tests.get(id);
        if (row === undefined) return;
        await tests.delete(id);
        await database.texts.bulkDelete([row.question.id, row.check.id]);
        const standing = await ledger.read();
        await ledger.append(standing, { kind: 'check-removed', body: { check: id } }, { by: 'user' });
      }),
  };
}

/** The question that an answer was given to, from the answer or from the complaint that followed it. */
async function failureOf({ messages }: ProfileDatabase, messageId: string) {
  const said = await messages.get(messageId);
  const answer = said?.role === 'assistant' ? said : await parentOf(messages, said);
  const question = await parentOf(messages, answer);
  if (answer?.role !== 'assistant' || question?.role !== 'user') return undefined;
  return { question: question.shown.slice(0, longestQuestion), answer: answer.shown };
}

const parentOf = async (messages: ProfileDatabase['messages'], row: MessageRow | undefined) =>
  row === undefined || row.parentId === null ? undefined : messages.get(row.parentId);

/** Answered questions of other conversations, newest first. Nothing of what touched high stakes. */
async function pastTurns(
  { messages, conversations }: ProfileDatabase,
  without: ReadonlySet<string>,
): Promise<PastTurn[]> {
  const rows = await messages
    .where('revision')
    .between(Dexie.minKey, Dexie.maxKey)
    .reverse()
    .filter(
      (row) =>
        row.role === 'user' &&
        row.provenance.length === 0 &&
        row.shown.length <= longestQuestion &&
        row.shown.trim() !== '' &&
        !without.has(row.conversationId),
    )
    .limit(mostPastTurns)
    .toArray();
  const homes = await conversations.bulkGet([...new Set(rows.map((row) => row.conversationId))]);
  const open = new Set(
    homes.flatMap((home) =>
      home === undefined || home.deletedAt !== null || home.learningClosed === true ? [] : [home.id],
    ),
  );
  return rows
    .filter((row) => open.has(row.conversationId))
    .map(({ id, shown }) => ({ id, question: shown, scope: scopeOf(shown) }));
}

function safeJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
