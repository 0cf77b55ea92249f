import { canonicalJson, type Json } from '../domain/canonical-json.ts';
import { beginning, entryHash, hashOf, noHead, versionHash, type Head } from '../domain/consent/chain.ts';
import type { Feedback } from '../domain/consent/feedback.ts';
import { apply, emptyFolded, type Folded } from '../domain/consent/fold.ts';
import type { LedgerEntry, Version } from '../domain/consent/ledger.ts';
import { stateHash, stateOf } from '../domain/learned/canonical-state.ts';
import type { StoredState, TextRef } from '../domain/learned/state.ts';
import type { VerifyReport } from '../domain/ports-learning.ts';
import type { Sha256 } from '../domain/tap.ts';
import { fromRow } from './ledger.ts';
import type { RunRow } from '../domain/sandbox/record.ts';
import type { AlarmRow, LearningRow, ProposalRow, TestRow, TextRow } from './profile-database.ts';
import { refsOf } from './proposal-views.ts';
import { textHash } from './texts.ts';

/** All that is kept of learning in one profile. */
export interface LearningRows {
  ledger: readonly LedgerEntry[];
  versions: readonly Version[];
  texts: readonly TextRow[];
  proposals: readonly ProposalRow[];
  feedback: readonly Feedback[];
  runs: readonly RunRow[];
  tests: readonly TestRow[];
  alarms: readonly AlarmRow[];
  head: Head | undefined;
  learning: LearningRow | undefined;
}

/** Checks every row against the chain of the ledger. A sentence for each thing that does not hold. */
export function verifyRows(rows: LearningRows, sha256: Sha256): VerifyReport {
  const problems: string[] = [];
  const folded = emptyFolded();
  const refs = new Map<string, TextRef>();
  const stamps = new Map<number, string>();
  let head = noHead;
  for (const entry of [...rows.ledger].sort((one, other) => one.seq - other.seq)) {
    problems.push(...chainProblems(entry, head, sha256));
    head = { seq: entry.seq, hash: entry.hash };
    // A damaged entry may have any shape.
    try {
      for (const ref of refsIn(entry)) refs.set(ref.id, ref);
      if ('versionHash' in entry.body) stamps.set(entry.body.version, entry.body.versionHash);
      apply(folded, entry, entry.at);
    } catch {
      problems.push(`Entry ${entry.seq} speaks of something that is not there.`);
    }
  }
  if (head.seq !== (rows.head ?? noHead).seq || head.hash !== (rows.head?.hash ?? beginning))
    problems.push(`The record ends at entry ${head.seq}, and should end elsewhere.`);
  for (const row of rows.feedback) for (const ref of row.words ? [row.words] : []) refs.set(ref.id, ref);
  for (const row of rows.runs) if (row.state.kind === 'done') refs.set(row.state.detail.id, row.state.detail);
  for (const { acknowledged } of rows.alarms)
    if (acknowledged !== undefined) refs.set(acknowledged.reason.id, acknowledged.reason);
  for (const row of rows.tests) for (const ref of [row.question, row.check]) refs.set(ref.id, ref);
  const texts = new Map(rows.texts.map((row) => [row.id, row]));
  problems.push(
    ...textProblems(refs, texts, folded.redacted, sha256),
    ...versionProblems(rows.versions, folded, stamps, texts, sha256),
    ...proposalProblems(rows.proposals, folded),
    ...rowProblems('feedback', rows.feedback, folded.feedback, sha256),
    ...rowProblems('test', rows.tests, folded.checks, sha256),
    ...alarmProblems(rows.alarms, folded, sha256),
    ...rowProblems(
      'sandbox run',
      rows.runs.filter(({ state }) => state.kind === 'done'),
      folded.runs,
      sha256,
    ),
    ...learningProblems(rows.learning, folded),
  );
  const { ledger, versions, proposals, feedback } = rows;
  const checked = {
    entries: ledger.length,
    versions: versions.length,
    texts: texts.size,
    proposals: proposals.length,
    feedback: feedback.length,
  };
  return { checked, problems, head: head.hash };
}

function chainProblems(entry: LedgerEntry, before: Head, sha256: Sha256): string[] {
  const problems: string[] = [];
  if (entry.seq !== before.seq + 1) problems.push(`Entry ${before.seq + 1} is missing.`);
  if (entry.prev !== before.hash) problems.push(`Entry ${entry.seq} does not follow the one before it.`);
  if (safely(() => entryHash(entry, sha256)) !== entry.hash) problems.push(`Entry ${entry.seq} was changed.`);
  return problems;
}

/** Every text that an entry speaks of. */
function refsIn(entry: LedgerEntry): TextRef[] {
  switch (entry.kind) {
    case 'proposed':
      return entry.body.proposals.flatMap(refsOf);
    case 'edited':
      return [entry.body.text, entry.body.report];
    case 'rejected':
      return entry.body.objection === undefined ? [] : [entry.body.objection];
    case 'approved':
      return entry.body.reason === undefined ? [] : [entry.body.reason];
    case 'acknowledged':
      return [entry.body.reason];
    default:
      return [];
  }
}

function textProblems(
  refs: ReadonlyMap<string, TextRef>,
  texts: ReadonlyMap<string, TextRow>,
  redacted: ReadonlySet<string>,
  sha256: Sha256,
): string[] {
  const problems: string[] = [];
  for (const [id, ref] of refs) {
    const row = texts.get(id);
    if (row === undefined && !redacted.has(id)) problems.push(`The text ${id} is missing.`);
    else if (row !== undefined && redacted.has(id))
      problems.push(`The text ${id} was forgotten, and is back.`);
    else if (row !== undefined && textHash(row, sha256) !== ref.hash)
      problems.push(`The text ${id} was changed.`);
  }
  for (const id of texts.keys()) if (!refs.has(id)) problems.push(`Nothing speaks of the text ${id}.`);
  return problems;
}

function versionProblems(
  versions: readonly Version[],
  folded: Folded,
  stamps: ReadonlyMap<number, string>,
  texts: ReadonlyMap<string, TextRow>,
  sha256: Sha256,
): string[] {
  const problems: string[] = [];
  const found = new Map(versions.map((version) => [version.number, version]));
  for (const [number, state] of folded.history) {
    const version = found.get(number);
    if (version === undefined) problems.push(`Version ${number} is missing.`);
    else if (safely(() => versionHash(version, sha256)) !== stamps.get(number))
      problems.push(`Version ${number} was changed.`);
    else if (!sameJson(version.state, state))
      problems.push(`Version ${number} is not what the record comes to.`);
    else if (hashOfTexts(version.state, texts, sha256) === undefined) continue;
    else if (hashOfTexts(version.state, texts, sha256) !== version.stateHash)
      problems.push(`What version ${number} says was changed.`);
  }
  for (const number of found.keys())
    if (!folded.history.has(number)) problems.push(`Nothing speaks of version ${number}.`);
  return problems;
}

/** Undefined where a text was forgotten. */
function hashOfTexts(
  state: StoredState,
  texts: ReadonlyMap<string, TextRow>,
  sha256: Sha256,
): string | undefined {
  if (state.some(({ text }) => !texts.has(text.id))) return undefined;
  const items = state.map(({ text, ...item }) => ({ ...item, text: texts.get(text.id)?.text ?? '' }));
  return safely(() => stateHash(stateOf(items), sha256)) ?? '';
}

function proposalProblems(proposals: readonly ProposalRow[], folded: Folded): string[] {
  const problems: string[] = [];
  const found = new Map(proposals.map((row) => [row.id, row]));
  for (const [id, proposal] of folded.proposals) {
    const row = found.get(id);
    const conversations = [...new Set(proposal.evidence.map(({ conversationId }) => conversationId))];
    if (row === undefined) problems.push(`The proposal ${id} is missing.`);
    else if (!sameJson(fromRow(row), proposal) || !sameJson(row.conversations, conversations))
      problems.push(`The proposal ${id} was changed.`);
  }
  for (const id of found.keys())
    if (!folded.proposals.has(id)) problems.push(`Nothing speaks of the proposal ${id}.`);
  return problems;
}

/** Rows of which the ledger keeps only the hash. */
function rowProblems(
  name: string,
  rows: readonly { id: string }[],
  hashes: ReadonlyMap<string, string>,
  sha256: Sha256,
): string[] {
  const problems: string[] = [];
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const [id, hash] of hashes) {
    const row = found.get(id);
    if (row === undefined) problems.push(`The ${name} ${id} is missing.`);
    else if (safely(() => hashOf(row, sha256)) !== hash) problems.push(`The ${name} ${id} was changed.`);
  }
  for (const id of found.keys()) if (!hashes.has(id)) problems.push(`Nothing speaks of the ${name} ${id}.`);
  return problems;
}

/** An alarm as it was raised never changes; what the person said of it stands in the ledger. */
function alarmProblems(rows: readonly AlarmRow[], { alarms }: Folded, sha256: Sha256): string[] {
  const problems: string[] = [];
  const found = new Map(rows.map(({ key, alarm }) => [key, alarm]));
  for (const [key, hash] of alarms) {
    const alarm = found.get(key);
    if (alarm === undefined) problems.push(`The alarm ${key} is missing.`);
    else if (safely(() => hashOf(alarm, sha256)) !== hash) problems.push(`The alarm ${key} was changed.`);
  }
  for (const key of found.keys()) if (!alarms.has(key)) problems.push(`Nothing speaks of the alarm ${key}.`);
  return problems;
}

function learningProblems(learning: LearningRow | undefined, folded: Folded): string[] {
  if (folded.program === undefined) return learning === undefined ? [] : ['The record has no beginning.'];
  const { mode, suspended, waiting, regulated, program } = folded;
  const same =
    learning !== undefined &&
    sameJson(
      { mode, suspended, waiting, regulated, program },
      { waiting: [], regulated: false, ...learning, broken: undefined },
    );
  return same ? [] : ['What stands beside the newest version was changed.'];
}

const sameJson = (one: unknown, other: unknown): boolean =>
  safely(() => canonicalJson(one as Json)) === safely(() => canonicalJson(other as Json));

/** Damaged rows can hold what has no canonical form. */
function safely(work: () => string): string | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
