import type { Workspace } from '../domain/ports-tools.ts';
import { createBring } from './workspace-bring.ts';
import { createEdits } from './workspace-edits.ts';
import { createReads } from './workspace-reads.ts';
import { createRoom, type WorkspaceDeps } from './workspace-room.ts';
import { createWorkspaceSearch } from './workspace-search.ts';

export type ProfileWorkspace = Omit<Workspace, 'onChange'>;

/** What the page may ask of the workspace thread: the workspace's own calls, with the profile first. */
export type WorkspaceThread = {
  [Name in keyof ProfileWorkspace]: (
    profileId: string,
    ...args: Parameters<ProfileWorkspace[Name]>
  ) => ReturnType<ProfileWorkspace[Name]>;
};

/** One profile's workspace over the private file system. */
export function createProfileWorkspace(deps: WorkspaceDeps, profileId: string): ProfileWorkspace {
  const room = createRoom(deps, profileId);
  return {
    ...createReads(room),
    ...createEdits(deps, room),
    bring: createBring(deps, room),
    search: createWorkspaceSearch(room),
  };
}

/** Keeps one workspace per profile. */
export function createWorkspaceThread(deps: WorkspaceDeps): WorkspaceThread {
  const workspaces = new Map<string, ProfileWorkspace>();
  const of = (profileId: string): ProfileWorkspace => {
    const workspace = workspaces.get(profileId) ?? createProfileWorkspace(deps, profileId);
    workspaces.set(profileId, workspace);
    return workspace;
  };
  return {
    list: (profileId) => of(profileId).list(),
    info: (profileId, ...args) => of(profileId).info(...args),
    read: (profileId, ...args) => of(profileId).read(...args),
    write: (profileId, ...args) => of(profileId).write(...args),
    append: (profileId, ...args) => of(profileId).append(...args),
    rename: (profileId, ...args) => of(profileId).rename(...args),
    remove: (profileId, ...args) => of(profileId).remove(...args),
    search: (profileId, ...args) => of(profileId).search(...args),
    undo: (profileId, ...args) => of(profileId).undo(...args),
    undoable: (profileId) => of(profileId).undoable(),
    bring: (profileId, ...args) => of(profileId).bring(...args),
    blob: (profileId, ...args) => of(profileId).blob(...args),
    purge: (profileId, ...args) => of(profileId).purge(...args),
  };
}
