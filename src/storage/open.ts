import type {
  Clock,
  ConversationStore,
  DraftStore,
  Ids,
  ModelRecords,
  SettingsStore,
} from '../domain/ports.ts';
import type { LearningStore } from '../domain/ports-learning.ts';
import type { InsightsStore } from '../domain/ports-insights.ts';
import type { SandboxStore } from '../domain/ports-sandbox.ts';
import type { Together, ToolRecord, Within, Workspace } from '../domain/ports-tools.ts';
import type { Kept } from '../domain/kept.ts';
import type { Model } from '../domain/model.ts';
import type { ProfileStore } from '../domain/profiles.ts';
import type { RingingReminders } from '../domain/tools/ringing.ts';
import { AssentDatabase, type ProfileRow } from './assent-database.ts';
import { createConversationStore } from './conversations.ts';
import { NewerDatabase, type ClosedReason, type GuardedDatabase } from './database.ts';
import { createDraftStore, DraftsDatabase } from './drafts.ts';
import { failureKind, guarded } from './failure.ts';
import { measureFiles, type KeptFilesDeps } from './kept-files.ts';
import { measureRows } from './kept-rows.ts';
import { createLearningRoom, type LearningDeps } from './learning-room.ts';
import { createLearningStore } from './learning.ts';
import { createModelStore } from './models.ts';
import { ProfileDatabase } from './profile-database.ts';
import { createProfileStore, currentProfile, ensureProfile, finishRemovals } from './profiles.ts';
import { createReminderStore } from './reminders.ts';
import { createSearch, type ClosableSearch } from './search.ts';
import { createSentinel, type KeptStrings, type SentinelStore } from './sentinel.ts';
import { createSettingsStore } from './settings.ts';
import { createToolRecord } from './tool-record.ts';
import { createVerifier } from './verifier.ts';
import { removeProfileFiles } from './workspace-files.ts';
import { createWorkspace } from './workspace.ts';

export interface StorageDeps extends Pick<LearningDeps, 'sha256' | 'consumeTap' | 'loadScreen'> {
  now: Clock;
  newId: Ids;
  /** localStorage, or undefined where the browser refuses it. */
  strings: KeptStrings;
  /** The root of the private file system. */
  root(): Promise<FileSystemDirectoryHandle>;
  startWorker: (url: string, name: string) => Worker;
  /** Says where the engines keep these models. */
  loadModelPlaces(): Promise<(models: readonly Model[]) => KeptFilesDeps['modelOf']>;
  /** The storage closed by itself and will refuse every call; the page has to be loaded again. Called at most once. */
  onClosed(reason: ClosedReason): void;
}

export interface AssentStorage {
  profileId: string;
  conversations: ConversationStore;
  drafts: DraftStore;
  settings: SettingsStore;
  models: ModelRecords;
  profiles: ProfileStore;
  learning: LearningStore & SandboxStore & InsightsStore;
  reminders: RingingReminders;
  toolRecord: ToolRecord;
  workspace: Workspace;
  search: ClosableSearch;
  kept: Kept;
  together: Together;
  /** Closes everything for good. */
  close(): void;
}

export type OpenedStorage =
  | { kind: 'ready'; storage: AssentStorage }
  /** The browser purged what was here since `since`. `startEmpty` goes on with an empty storage: only when the person says so. */
  | { kind: 'unexpectedly-empty'; since: number; startEmpty(): Promise<OpenedStorage> }
  | { kind: 'newer'; sentence: string }
  | { kind: 'failed'; sentence: string; detail: string };

/** Opens all that the page keeps. The one entry of this room: import it dynamically, Dexie comes with it. */
export function openStorage(deps: StorageDeps): Promise<OpenedStorage> {
  return open(deps, false);
}

async function open(deps: StorageDeps, emptyIsExpected: boolean): Promise<OpenedStorage> {
  let closed = false;
  const onClosed = (reason: ClosedReason) => {
    if (closed) return;
    closed = true;
    closeAll(reason);
    deps.onClosed(reason);
  };
  const opened: GuardedDatabase[] = [];
  const closeAll = (reason: ClosedReason) => {
    for (const database of opened) database.closeFor(reason);
  };
  const startOver = () => open(deps, true);
  try {
    const assent = new AssentDatabase({ onClosed });
    opened.push(assent);
    await assent.open();
    const sentinel = createSentinel(deps);
    const lostSince = emptyIsExpected ? undefined : await lostProfile(assent, sentinel);
    if (lostSince !== undefined) {
      closeAll('lost');
      return { kind: 'unexpectedly-empty', since: lostSince, startEmpty: startOver };
    }
    const profile = await ensureProfile({ database: assent, now: deps.now, newId: deps.newId });
    const conversations = new ProfileDatabase(profile.id, { onClosed });
    const drafts = new DraftsDatabase({ onClosed });
    opened.push(conversations, drafts);
    await Promise.all([conversations.open(), drafts.open()]);
    const whole = await claimProfile(assent, conversations, profile);
    if (!whole && !emptyIsExpected) {
      closeAll('lost');
      return { kind: 'unexpectedly-empty', since: profile.createdAt, startEmpty: startOver };
    }
    if (!whole) await conversations.meta.put({ key: 'profile', value: profile.id });
    await sentinel.write({ profileId: profile.id, createdAt: profile.createdAt });
    const removeFiles = (id: string) => removeProfileFiles(deps.root, id);
    const profileDeps = { database: assent, drafts, now: deps.now, newId: deps.newId, removeFiles };
    // What cannot be finished now is tried again at the next start.
    finishRemovals(profileDeps).catch(() => {});
    const threadDeps = { startWorker: deps.startWorker, profileId: profile.id };
    const search = createSearch(threadDeps);
    const verifier = createVerifier(threadDeps);
    const workspace = createWorkspace(threadDeps);
    const { sha256, consumeTap, loadScreen, now, newId } = deps;
    const learningDeps = { database: conversations, sha256, consumeTap, loadScreen, now, newId };
    const room = createLearningRoom(learningDeps);
    const within: Within = {
      conversations: createConversationStore({ database: conversations, write: (work) => work() }),
      reminders: createReminderStore({ database: conversations, now, newId, write: (work) => work() }),
      toolRecord: createToolRecord({ ...room, write: (work) => work() }),
    };
    return {
      kind: 'ready',
      storage: {
        profileId: profile.id,
        conversations: createConversationStore({ database: conversations }),
        drafts: createDraftStore({ database: drafts, profileId: profile.id }),
        settings: createSettingsStore({ database: assent, profileId: profile.id }),
        models: createModelStore({ database: assent }),
        profiles: createProfileStore({ ...profileDeps, currentId: profile.id }),
        learning: createLearningStore({
          ...learningDeps,
          verifyAll: () => verifier.verify(),
          lookBack: (at, sends) => verifier.insight(at, sends),
        }),
        reminders: createReminderStore({ database: conversations, now, newId }),
        workspace,
        toolRecord: createToolRecord(room),
        search,
        kept: {
          async files(models) {
            const modelOf = (await deps.loadModelPlaces())(models);
            return measureFiles({ root: deps.root, caches, profileId: profile.id, modelOf });
          },
          rows: () => measureRows(conversations),
          dropEngines: async () => void (await caches.delete('assent-engines')),
        },
        together: (work) =>
          guarded(conversations, () =>
            // Dexie follows only what it knows to be async.
            conversations.transaction('rw', conversations.tables, async () => work(within)),
          ),
        close() {
          closed = true;
          search.close();
          workspace.close();
          verifier.close();
          // Only when everything is erased, here or in another tab.
          closeAll('superseded');
        },
      },
    };
  } catch (error) {
    closed = true;
    closeAll('lost');
    return refusal(error);
  }
}

/** When the profile was made that the sentinel remembers and the database has lost. */
async function lostProfile(database: AssentDatabase, sentinel: SentinelStore): Promise<number | undefined> {
  if (await currentProfile(database)) return undefined;
  return (await sentinel.read())?.createdAt;
}

/** False if this profile's database was in use before and is empty now. */
async function claimProfile(
  assent: AssentDatabase,
  database: ProfileDatabase,
  profile: ProfileRow,
): Promise<boolean> {
  if ((await database.meta.get('profile')) !== undefined) {
    if (!profile.ready) await assent.profiles.update(profile.id, { ready: true });
    return true;
  }
  if (profile.ready) return false;
  await database.meta.put({ key: 'profile', value: profile.id });
  await assent.profiles.update(profile.id, { ready: true });
  return true;
}

function refusal(error: unknown): OpenedStorage {
  if (nameOf(error) === 'NewerDatabase' || error instanceof NewerDatabase) {
    return {
      kind: 'newer',
      sentence:
        'What is stored here was written by a newer version of Assent. Reload to get that version; nothing was changed.',
    };
  }
  const sentence =
    failureKind(error) === 'quota'
      ? 'There is no storage left on this device, so Assent cannot open. Free some space and reload.'
      : 'The browser would not open the storage of this page. Leave private browsing if you are in it, and reload.';
  return { kind: 'failed', sentence, detail: String(error) };
}

function nameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
}
