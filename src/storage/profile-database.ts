import type { Table } from 'dexie';
import type { Conversation, Message } from '../domain/conversation.ts';
import { GuardedDatabase, type DatabaseDeps } from './database.ts';

/** `revision` grows with every change in the profile, so a reader can ask for what is newer than it has seen. */
interface Revised {
  revision: number;
}

export type ConversationRow = Conversation & Revised;
export type MessageRow = Message & Revised;

/** `purge` is the revision of the last deletion for good; `profile` marks a database that was once in use. */
export type MetaRow = { key: 'revision' | 'purge'; value: number } | { key: 'profile'; value: string };

export const profileDatabaseName = (profileId: string) => `assent-${profileId}`;

/**
 * One person's conversations. `[conversationId+revision]` reads one conversation of any length, or only what changed in
 * it; `revision` alone does the same for the search; `state.kind` finds answers that a killed tab left streaming, and
 * `deletedAt` (absent from its index while null) what may be purged. A later schema version adds a table with its first use.
 */
export class ProfileDatabase extends GuardedDatabase {
  declare readonly conversations: Table<ConversationRow, string>;
  declare readonly messages: Table<MessageRow, string>;
  declare readonly meta: Table<MetaRow, string>;

  constructor(profileId: string, deps: DatabaseDeps) {
    super(profileDatabaseName(profileId), 'strict', deps);
    this.version(1).stores({
      conversations: 'id, revision, deletedAt',
      messages: 'id, [conversationId+revision], revision, state.kind',
      meta: 'key',
    });
  }
}
