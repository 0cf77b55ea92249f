import type { ReminderMessage } from './follow-reminder.ts';
import { readLaunch, withoutLaunch } from './launch-address.ts';
import type { SharedMessage } from './share-target.ts';
import { takeShared } from './shared-text.ts';

/** Chromium's `launchQueue`: it says how an app window that was already open has been called again. */
interface LaunchQueue {
  setConsumer(consumer: (parameters: { targetURL?: string | null }) => void): void;
}

interface Launch {
  route: string | undefined;
  newChat: boolean;
  sharedText: string | undefined;
  unshared: boolean;
  reminder: string | undefined;
}

export interface LaunchesDeps {
  /** True while an answer is being written: a share then must not navigate this window. */
  busy: () => boolean;
}

const handledKey = 'assent-handled-launch';

/** Shortcuts and shares, whether they open this page or reach it while it is open. */
export function createLaunches({ busy }: LaunchesDeps) {
  return {
    subscribe(listener: (launch: Launch) => void): () => void {
      const ends = new AbortController();
      const deliver = async (address: string) => {
        const { sharedId, ...launch } = readLaunch(address);
        const sharedText = sharedId === undefined ? undefined : await takeShared(sharedId);
        if (!ends.signal.aborted) listener({ ...launch, sharedText });
      };

      const opening = location.href;
      if (withoutLaunch(opening) !== opening) {
        history.replaceState(history.state, '', withoutLaunch(opening));
        void deliver(opening);
      }
      listenToQueue(opening, (address) => void deliver(address));
      navigator.serviceWorker?.addEventListener(
        'message',
        ({ data, ports: [answer] }: MessageEvent<SharedMessage | ReminderMessage>) => {
          if (data?.type === 'reminder') listener({ ...nothing, reminder: data.id });
          if (data?.type !== 'shared' || !busy() || !isAppWindow()) return;
          answer?.postMessage('taken');
          void takeShared(data.id).then((sharedText) =>
            listener({ ...nothing, route: '#/chat', sharedText }),
          );
        },
        { signal: ends.signal },
      );
      return () => ends.abort();
    },
  };
}

const nothing: Launch = {
  route: undefined,
  newChat: false,
  sharedText: undefined,
  unshared: false,
  reminder: undefined,
};

/** Sharing navigates an app window, while it leaves a tab of the browser alone and opens a window. */
const isAppWindow = () => !matchMedia('(display-mode: browser)').matches;

function listenToQueue(opening: string, deliver: (address: string) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  let isFirst = true;
  launchQueue?.setConsumer(({ targetURL }) => {
    // The launch that opened the page comes again here, and once more after every reload.
    const known = isFirst && (targetURL === opening || targetURL === lastHandled());
    isFirst = false;
    if (!targetURL) return;
    rememberHandled(targetURL);
    if (!known) deliver(targetURL);
  });
}

function lastHandled(): string | null {
  try {
    return sessionStorage.getItem(handledKey);
  } catch {
    return null;
  }
}

function rememberHandled(address: string): void {
  try {
    sessionStorage.setItem(handledKey, address);
  } catch {
    // A browser that keeps nothing may start the same thing again after a reload.
  }
}
