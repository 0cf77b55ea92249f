import type { Leadership } from '../domain/ports.ts';

const lockName = 'assent-engine';

/** What tabs say to each other on the channel. */
type Notice = { kind: 'who-leads'; asker: string } | { kind: 'i-lead'; asker: string; title: string };

export interface LeadershipDeps {
  locks: Pick<LockManager, 'request' | 'query'>;
  /** Shared by all tabs of this origin, as a `BroadcastChannel` is. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;
  /** This tab's own name on the channel. */
  tabId: string;
  /** How long a leading tab may take to say its title, in milliseconds. A sleeping tab says nothing. */
  answerMs?: number;
}

/** One tab leads: the one that holds a Web Lock, which the browser frees when the tab dies. */
export function createLeadership({ locks, channel, tabId, answerMs = 300 }: LeadershipDeps): Leadership {
  const lostListeners = new Set<() => void>();
  let held: { title: string; letGo: () => void } | undefined;
  let claiming: Promise<boolean> | undefined;
  let heard: ((title: string) => void) | undefined;

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNotice(data)) return;
    if (data.kind === 'i-lead' && data.asker === tabId) heard?.(data.title);
    if (data.kind === 'who-leads' && held !== undefined) {
      channel.postMessage({ kind: 'i-lead', asker: data.asker, title: held.title } satisfies Notice);
    }
  });

  /** Resolves once it is known whether the lock is ours; then holds it until `letGo`, or until it is stolen. */
  const hold = (title: string, options: LockOptions) =>
    new Promise<boolean>((resolve, reject) => {
      let mine: typeof held;
      const request = locks.request(lockName, options, (lock) => {
        if (lock === null) return resolve(false);
        return new Promise<void>((letGo) => {
          mine = { title, letGo };
          held = mine;
          resolve(true);
        });
      });
      request.then(
        () => undefined,
        (cause: unknown) => {
          if (mine === undefined) return reject(cause);
          if (held !== mine) return;
          held = undefined;
          for (const listener of lostListeners) listener();
        },
      );
    });

  const release = () => {
    const letting = held;
    held = undefined;
    letting?.letGo();
  };

  return {
    async claim(title) {
      if (held !== undefined) {
        held.title = title;
        return true;
      }
      claiming ??= hold(title, { ifAvailable: true }).finally(() => (claiming = undefined));
      return claiming;
    },
    async takeOver(title) {
      // The word of a loss may still be on its way, so what this tab believes to hold is let go first.
      release();
      await hold(title, { steal: true });
    },
    release,
    async leader() {
      if (held !== undefined) return undefined;
      const state = await locks.query();
      if (!state.held?.some(({ name }) => name === lockName)) return undefined;
      return new Promise<string>((resolve) => {
        const timer = setTimeout(() => resolve('another tab'), answerMs);
        heard = (title) => {
          clearTimeout(timer);
          resolve(title);
        };
        channel.postMessage({ kind: 'who-leads', asker: tabId } satisfies Notice);
      });
    },
    onLost(listener) {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
  };
}

function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('asker' in value)) return false;
  if (typeof value.asker !== 'string') return false;
  return (
    value.kind === 'who-leads' ||
    (value.kind === 'i-lead' && 'title' in value && typeof value.title === 'string')
  );
}
