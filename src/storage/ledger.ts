import { apply, emptyFolded, stateAfter, type Folded, type StateChange } from '../domain/consent/fold.ts';
import { noHead, seal, versionHash, type Head, type Unsealed } from '../domain/consent/chain.ts';
import type { LedgerEntry, LedgerFact, Version, VersionStamp } from '../domain/consent/ledger.ts';
import type { Proposal } from '../domain/consent/proposal.ts';
import { stateHash, stateOf } from '../domain/learned/canonical-state.ts';
import type { LearnedItem, StoredState } from '../domain/learned/state.ts';
import type { Clock } from '../domain/ports.ts';
import type { Sha256, Tap } from '../domain/tap.ts';
import type { LearningRow, MetaRow, ProfileDatabase, ProposalRow } from './profile-database.ts';
import type { Texts } from './texts.ts';

export interface LedgerDeps {
  database: ProfileDatabase;
  texts: Texts;
  sha256: Sha256;
  now: Clock;
}

/** What stands, as far as one change needs it: read and written inside one transaction. */
export interface Standing {
  folded: Folded;
  head: Head;
  newest: Version | undefined;
  learning: LearningRow | undefined;
  /** Active items with their texts. */
  items: LearnedItem[];
}

/** Who acts, and with which consent. */
export interface Actor {
  by: LedgerEntry['by'];
  tap?: Tap | undefined;
}

/** Facts that make a version: their number and hash are added when they are written. */
type Unstamped<Fact> = Fact extends { kind: infer Kind; body: VersionStamp & infer Body }
  ? { kind: Kind; body: Omit<Body, keyof VersionStamp> }
  : never;
export type VersionFact = Unstamped<Extract<LedgerFact, { body: VersionStamp }>>;

export const toRow = (proposal: Proposal): ProposalRow => ({
  ...proposal,
  conversations: [...new Set(proposal.evidence.map(({ conversationId }) => conversationId))],
});

export function fromRow({ conversations: _conversations, ...proposal }: ProposalRow): Proposal {
  return proposal;
}

/** Reads what stands and appends to it. Every call belongs inside a transaction over the learning tables. */
export function createLedger({ database, texts, sha256, now }: LedgerDeps) {
  const { ledger, versions, proposals, meta } = database;

  const itemsOf = async (state: StoredState): Promise<LearnedItem[]> => {
    const found = await texts.read(state.map(({ text }) => text));
    return state.flatMap((item) => {
      const text = found.get(item.text.id);
      if (text === undefined) return [];
      const { kind, id, scope } = item;
      return [{ kind, id, scope, ...(item.kind === 'preference' && { slot: item.slot }), text }];
    });
  };

  const hashOfState = async (state: StoredState): Promise<string> =>
    stateHash(stateOf(await itemsOf(state)), sha256);

  /** `named` proposals and old versions are read as well. */
  const read = async (named: { proposals?: readonly string[]; version?: number } = {}): Promise<Standing> => {
    const [newest, headRow, learningRow] = await Promise.all([
      versions.orderBy('number').last(),
      meta.get('head'),
      meta.get('learning'),
    ]);
    const learning = learningRow?.key === 'learning' ? learningRow.value : undefined;
    const folded = emptyFolded();
    folded.mode = learning?.mode ?? 'learn';
    folded.suspended = learning?.suspended ?? [];
    folded.waiting = learning?.waiting ?? [];
    folded.regulated = learning?.regulated ?? false;
    folded.program = learning?.program;
    if (newest !== undefined) {
      folded.version = newest.number;
      folded.items = newest.state;
    }
    for (const row of await proposals.bulkGet([...(named.proposals ?? [])]))
      if (row !== undefined) folded.proposals.set(row.id, fromRow(row));
    if (named.version !== undefined) {
      const version = await versions.get(named.version);
      if (version !== undefined) folded.history.set(version.number, version.state);
    }
    return {
      folded,
      head: headRow?.key === 'head' ? headRow.value : noHead,
      newest,
      learning,
      items: await itemsOf(folded.items),
    };
  };

  /** Appends one fact, and writes what it changes. */
  const append = async (standing: Standing, fact: LedgerFact, { by, tap }: Actor): Promise<LedgerEntry> => {
    const unsealed = { ...fact, at: now(), by, ...(tap && { tap: { ...tap } }) } as Unsealed;
    const entry = seal(unsealed, standing.head, sha256);
    const before = new Map(standing.folded.proposals);
    apply(standing.folded, entry, entry.at);
    standing.head = { seq: entry.seq, hash: entry.hash };
    const changed = [...standing.folded.proposals.values()].filter((row) => before.get(row.id) !== row);
    const beside: MetaRow[] = [{ key: 'head', value: standing.head }];
    const { mode, suspended, waiting, regulated, program } = standing.folded;
    if (program !== undefined) {
      const { broken } = standing.learning ?? {};
      standing.learning = { mode, suspended, waiting, regulated, program, broken };
      beside.push({ key: 'learning', value: standing.learning });
    }
    // Side by side, because each way to the database and back takes time that the person waits for.
    await Promise.all([ledger.add(entry), proposals.bulkPut(changed.map(toRow)), meta.bulkPut(beside)]);
    return entry;
  };

  /** Appends a fact that makes a version, with the version itself. Its number. */
  const appendVersion = async (standing: Standing, fact: VersionFact, actor: Actor): Promise<number> => {
    const change = { ...fact.body, kind: fact.kind } as StateChange;
    const state = stateAfter(standing.folded, change);
    const version: Version = {
      number: standing.folded.version + 1,
      at: now(),
      cause: fact.kind,
      state,
      stateHash: await hashOfState(state),
      ledgerSeq: standing.head.seq + 1,
    };
    const stamp: VersionStamp = { version: version.number, versionHash: versionHash(version, sha256) };
    await append(standing, { ...fact, body: { ...fact.body, ...stamp } } as LedgerFact, actor);
    await versions.add(version);
    return version.number;
  };

  return { read, append, appendVersion, itemsOf, hashOfState };
}

export type Ledger = ReturnType<typeof createLedger>;
