import { proxy, wrap } from 'comlink';
import type { Workspace } from '../domain/ports-tools.ts';
import type { WorkspaceThread } from './workspace-thread.ts';
import workerUrl from './worker/workspace.worker.ts?worker&url';

export interface WorkspacePageDeps {
  startWorker: (url: string, name: string) => Worker;
  profileId: string;
  createChannel?: (name: string) => BroadcastChannel;
  /** A thread that gives no answer for this long, in milliseconds, is given up. A minute if left out; bringing files has no limit. */
  patienceMs?: number;
}

const defaultPatienceMs = 60_000;

export interface ClosableWorkspace extends Workspace {
  /** Ends the thread and hears no more of other tabs; the next call starts a new thread. */
  close(): void;
}

interface RunningThread {
  /** Kept here: a collected proxy would leave its callers waiting. */
  remote: WorkspaceThread;
  lost: Promise<never>;
  end(problem: string): void;
}

/** The workspace in its own thread, which starts with the first call. Calls reject when the thread dies. */
export function createWorkspace({
  startWorker,
  profileId,
  createChannel = (name) => new BroadcastChannel(name),
  patienceMs = defaultPatienceMs,
}: WorkspacePageDeps): ClosableWorkspace {
  let running: RunningThread | undefined;
  let channel: BroadcastChannel | undefined;
  let bringing = 0;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const open = (): BroadcastChannel => {
    if (channel === undefined) {
      channel = createChannel(`assent-workspace-${profileId}`);
      channel.onmessage = tell;
    }
    return channel;
  };

  const start = (): RunningThread => {
    const worker = startWorker(workerUrl, 'workspace');
    let reject: (reason: Error) => void = () => undefined;
    const lost = new Promise<never>((_resolve, give) => (reject = give));
    lost.catch(() => undefined);
    const thread: RunningThread = {
      remote: wrap<WorkspaceThread>(worker),
      lost,
      end(problem) {
        if (running === thread) running = undefined;
        worker.terminate();
        reject(new Error(problem));
      },
    };
    worker.addEventListener('error', () => thread.end('the workspace thread died'));
    worker.addEventListener('messageerror', () =>
      thread.end('the workspace thread sent what cannot be read'),
    );
    return thread;
  };

  const ask = async <Value>(call: (remote: WorkspaceThread) => Promise<Value>): Promise<Value> => {
    const thread = (running ??= start());
    // A thread that the browser ends sends no event. One that copies files in lets the others wait.
    const timer = setInterval(() => {
      if (bringing === 0) thread.end('the workspace thread fell silent');
    }, patienceMs);
    try {
      return await Promise.race([call(thread.remote), thread.lost]);
    } finally {
      clearInterval(timer);
    }
  };

  /** Says so also when the answer was lost: the change may have been made. */
  const change = async <Value>(call: (remote: WorkspaceThread) => Promise<Value>): Promise<Value> => {
    try {
      return await ask(call);
    } finally {
      open().postMessage('changed');
      tell();
    }
  };

  return {
    list: () => ask((remote) => remote.list(profileId)),
    info: (path) => ask((remote) => remote.info(profileId, path)),
    read: (path) => ask((remote) => remote.read(profileId, path)),
    blob: (path) => ask((remote) => remote.blob(profileId, path)),
    search: (query, limit) => ask((remote) => remote.search(profileId, query, limit)),
    undoable: () => ask((remote) => remote.undoable(profileId)),
    write: (path, text, as) => change((remote) => remote.write(profileId, path, text, as)),
    append: (path, text, as) => change((remote) => remote.append(profileId, path, text, as)),
    rename: (from, to, options) => change((remote) => remote.rename(profileId, from, to, options)),
    remove: (path) => change((remote) => remote.remove(profileId, path)),
    undo: (id) => change((remote) => remote.undo(profileId, id)),
    purge: (before) => change((remote) => remote.purge(profileId, before)),
    async bring(files, folder, goOn) {
      bringing++;
      const told = goOn && proxy(goOn);
      try {
        return await change((remote) => remote.bring(profileId, files, folder, told));
      } finally {
        bringing--;
      }
    },
    onChange(listener) {
      open();
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      running?.end('the workspace was closed');
      channel?.close();
      channel = undefined;
    },
  };
}
