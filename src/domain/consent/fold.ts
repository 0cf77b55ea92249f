import type { StoredItem, StoredState } from '../learned/state.ts';
import type { Program } from '../program.ts';
import { mayBeApproved } from '../sandbox/record.ts';
import type { LearningMode, LedgerFact } from './ledger.ts';
import type { Proposal } from './proposal.ts';

/**
 * What all entries so far come to. The storage keeps the same in its tables, and loads only the part that a change needs:
 * the newest state, the proposals and the old versions that it names.
 */
export interface Folded {
  /** -1 before the first entry. */
  version: number;
  items: StoredState;
  /** States of earlier versions, by number. */
  history: Map<number, StoredState>;
  proposals: Map<string, Proposal>;
  mode: LearningMode;
  suspended: readonly string[];
  /** Active items that were approved ahead of their test and have not been cleared. */
  waiting: readonly string[];
  /** Every approval needs a written reason, and nothing is forgotten. */
  regulated: boolean;
  /** The person's own tests, and what each must hash to. */
  checks: Map<string, string>;
  /** What each alarm, as it was raised, must hash to. */
  alarms: Map<string, string>;
  /** What each finished run must hash to. */
  runs: Map<string, string>;
  /** Texts that were forgotten. */
  redacted: Set<string>;
  program: Program | undefined;
  /** What each piece of feedback must hash to. */
  feedback: Map<string, string>;
}

export function emptyFolded(): Folded {
  return {
    version: -1,
    items: [],
    history: new Map(),
    proposals: new Map(),
    mode: 'learn',
    suspended: [],
    waiting: [],
    regulated: false,
    checks: new Map(),
    runs: new Map(),
    alarms: new Map(),
    redacted: new Set(),
    program: undefined,
    feedback: new Map(),
  };
}

/** Facts that make a version, before the version's number and hash are known. */
export type StateChange =
  | { kind: 'started' }
  | {
      kind: 'approved';
      proposals: readonly string[];
      replaced: readonly string[];
      retired: readonly string[];
    }
  | { kind: 'retired'; items: readonly string[] }
  | { kind: 'restored'; from: number; skipped: readonly string[] };

/** The state after a change, a new list: what was before stays as it is. Throws if the change names what is not there. */
export function stateAfter(folded: Folded, change: StateChange): StoredState {
  switch (change.kind) {
    case 'started':
      return [];
    case 'approved': {
      const leaving = [...change.replaced, ...change.retired];
      const added = change.proposals.map((id) => itemOf(known(folded.proposals, id)));
      return [...folded.items.filter(({ id }) => !leaving.includes(id)), ...added];
    }
    case 'retired':
      return folded.items.filter(({ id }) => !change.items.includes(id));
    case 'restored':
      return known(folded.history, change.from).filter(({ id }) => !change.skipped.includes(id));
  }
}

/** Takes one more entry into account. */
export function apply(folded: Folded, fact: LedgerFact, at: number): void {
  switch (fact.kind) {
    case 'started':
      folded.program = fact.body.program;
      takeState(folded, [], fact.body.version);
      return;
    case 'program-updated':
      folded.program = fact.body.to;
      folded.suspended = fact.body.suspended;
      return;
    case 'proposed':
      for (const proposal of fact.body.proposals) folded.proposals.set(proposal.id, proposal);
      return;
    case 'edited': {
      const { proposal: id, text, scope, slot, report, life } = fact.body;
      const { slot: _slot, ...rest } = known(folded.proposals, id);
      folded.proposals.set(id, { ...rest, text, scope, ...(slot && { slot }), report, life });
      return;
    }
    case 'approved': {
      const { proposals, version } = fact.body;
      takeState(folded, stateAfter(folded, { ...fact.body, kind: 'approved' }), version);
      for (const id of proposals)
        folded.proposals.set(id, {
          ...known(folded.proposals, id),
          life: 'approved',
          decidedAt: at,
          version,
        });
      folded.waiting = [...folded.waiting, ...(fact.body.untested ?? [])];
      return;
    }
    case 'tested': {
      const { proposal, text, verdict, clears } = fact.body;
      folded.runs.set(fact.body.run, fact.body.hash);
      const isSame = folded.proposals.get(proposal)?.text.id === text;
      if (clears && isSame && mayBeApproved(verdict))
        folded.waiting = folded.waiting.filter((id) => id !== proposal);
      return;
    }
    case 'alarm':
      folded.alarms.set(fact.body.key, fact.body.hash);
      return;
    case 'probed':
      folded.runs.set(fact.body.run, fact.body.hash);
      return;
    case 'check-kept':
      folded.checks.set(fact.body.check, fact.body.hash);
      return;
    case 'check-removed':
      folded.checks.delete(fact.body.check);
      return;
    case 'regulated':
      folded.regulated = fact.body.on;
      return;
    case 'rejected':
    case 'expired': {
      const { objection } = fact.kind === 'rejected' ? fact.body : {};
      for (const id of fact.body.proposals) {
        const decided = { ...known(folded.proposals, id), life: fact.kind, decidedAt: at };
        folded.proposals.set(id, objection === undefined ? decided : { ...decided, objection });
      }
      return;
    }
    case 'retired':
      takeState(folded, stateAfter(folded, { ...fact.body, kind: 'retired' }), fact.body.version);
      return;
    case 'restored':
      takeState(folded, stateAfter(folded, { ...fact.body, kind: 'restored' }), fact.body.version);
      return;
    case 'redacted':
      for (const id of fact.body.texts) folded.redacted.add(id);
      return;
    case 'mode':
      folded.mode = fact.body.mode;
      return;
    case 'feedback':
      folded.feedback.set(fact.body.feedback, fact.body.hash);
      return;
    case 'imported':
    case 'exported':
    case 'acknowledged':
    case 'called':
    case 'returned':
    case 'undone':
      return;
  }
}

export function fold(entries: Iterable<LedgerFact & { at: number }>): Folded {
  const folded = emptyFolded();
  for (const entry of entries) apply(folded, entry, entry.at);
  return folded;
}

function itemOf({ id, kind, scope, slot = 'free', text }: Proposal): StoredItem {
  switch (kind) {
    case 'preference':
      return { kind, id, scope, slot, text };
    case 'rule':
      return { kind, id, scope, text };
    case 'tool':
      return { kind, id, scope: 'always', text };
  }
}

function takeState(folded: Folded, state: StoredState, version: number): void {
  folded.items = state;
  folded.version = version;
  folded.history.set(version, state);
}

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The ledger names ${String(key)}, which is not there.`);
  return value;
}
