import type { Table } from 'dexie';
import type { Conversation, Message } from '../domain/conversation.ts';
import type { Head } from '../domain/consent/chain.ts';
import type { Feedback } from '../domain/consent/feedback.ts';
import type { LearningMode, LedgerEntry, Version } from '../domain/consent/ledger.ts';
import type { Proposal } from '../domain/consent/proposal.ts';
import type { Scope } from '../domain/learned/scope.ts';
import type { TextRef } from '../domain/learned/state.ts';
import type { RunRow } from '../domain/sandbox/record.ts';
import type { Alarm } from '../domain/watching/history.ts';
import type { Observation } from '../domain/ports-learning.ts';
import type { Reminder } from '../domain/ports-tools.ts';
import type { Program } from '../domain/program.ts';
import { GuardedDatabase, type DatabaseDeps } from './database.ts';

/** `revision` grows with every change in the profile, so a reader can ask for what is newer than it has seen. */
interface Revised {
  revision: number;
}

export type ConversationRow = Conversation & Revised;
export type MessageRow = Message & Revised;

export interface TextRow {
  id: string;
  salt: string;
  text: string;
}

/** `conversations` is there for its index only: it says again what `evidence` says. */
export type ProposalRow = Proposal & { conversations: string[] };

export type ObservationRow = Observation & { id: string; conversationId: string; at: number };

/** A test of the person's own: the question, and the JSON of its check. */
export interface TestRow {
  id: string;
  at: number;
  conversationId: string;
  messageId: string;
  scope: Scope;
  question: TextRef;
  check: TextRef;
}

/** What a watcher raised, and what the person said of it. */
export interface AlarmRow {
  key: string;
  raisedAt: number;
  alarm: Alarm;
  acknowledged?: { at: number; reason: TextRef };
}

/** What stands beside the newest version. The ledger says the same, entry by entry, but for `broken`. */
export interface LearningRow {
  mode: LearningMode;
  suspended: readonly string[];
  /** Absent in rows of before there were tests. */
  waiting?: readonly string[];
  regulated?: boolean;
  program: Program;
  /** Why nothing may be learned any more. */
  broken: string | undefined;
}

/**
 * `revision` and `purge` (the revision of the last deletion for good) count the changes of conversations; `profile` marks a
 * database that was once in use; `head` is the last ledger entry; what the person typed up to the revision `read` was looked at.
 */
export type MetaRow =
  | { key: 'revision' | 'purge' | 'read'; value: number }
  | { key: 'profile'; value: string }
  | { key: 'head'; value: Head }
  | { key: 'learning'; value: LearningRow };

export const profileDatabaseName = (profileId: string) => `assent-${profileId}`;

/**
 * One person's conversations and all that was learned from them. `[conversationId+revision]` reads one conversation of any
 * length, or only what changed in it; `revision` alone does the same for the search; `state.kind` finds answers that a killed
 * tab left streaming, and `deletedAt` (absent from its index while null) what may be purged.
 */
export class ProfileDatabase extends GuardedDatabase {
  declare readonly conversations: Table<ConversationRow, string>;
  declare readonly messages: Table<MessageRow, string>;
  declare readonly meta: Table<MetaRow, string>;
  declare readonly ledger: Table<LedgerEntry, number>;
  declare readonly versions: Table<Version, number>;
  declare readonly texts: Table<TextRow, string>;
  declare readonly proposals: Table<ProposalRow, string>;
  declare readonly feedback: Table<Feedback, string>;
  declare readonly observations: Table<ObservationRow, string>;
  declare readonly runs: Table<RunRow, string>;
  declare readonly tests: Table<TestRow, string>;
  declare readonly alarms: Table<AlarmRow, string>;
  declare readonly reminders: Table<Reminder, string>;

  constructor(profileId: string, deps: DatabaseDeps) {
    super(profileDatabaseName(profileId), 'strict', deps);
    this.version(1).stores({
      conversations: 'id, revision, deletedAt',
      messages: 'id, [conversationId+revision], revision, state.kind',
      meta: 'key',
    });
    this.version(2)
      .stores({
        // A nonce that was used once cannot be written twice.
        ledger: 'seq, &tap.nonce',
        versions: 'number',
        texts: 'id',
        proposals:
          'id, life, createdAt, decidedAt, [life+decidedAt], [origin+createdAt], [origin+decidedAt], *conversations',
        feedback: 'id, messageId, conversationId',
        observations: 'id, conversationId',
      })
      .upgrade(async (transaction) => {
        // What was said before learning existed is not learned from.
        const meta = transaction.table<MetaRow, string>('meta');
        const revision = await meta.get('revision');
        await meta.put({ key: 'read', value: revision?.key === 'revision' ? revision.value : 0 });
      });
    this.version(3).stores({ runs: 'id, proposalId', tests: 'id', alarms: 'key' });
    this.version(4).stores({ reminders: 'id, at' });
    for (const table of [this.ledger, this.versions]) appendOnly(table);
  }
}

export class AppendOnlyViolation extends Error {
  constructor(table: string) {
    super(`${table} is only ever added to`);
    this.name = 'AppendOnlyViolation';
  }
}

/** Refuses every change and deletion; a transaction that tries one is undone as a whole. */
function appendOnly(table: Table): void {
  const refuse = () => {
    throw new AppendOnlyViolation(table.name);
  };
  table.hook('updating', refuse);
  table.hook('deleting', refuse);
}
