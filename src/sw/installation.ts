/** Chromium's offer to install, which it makes once and early. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

type Offer = 'installed' | 'can-prompt' | 'ios-hint' | 'none';

const dismissedKey = 'assent-install-dismissed';

/** Create it early: the browser's offer is lost if nobody listens. */
export function createInstallation() {
  const listeners = new Set<() => void>();
  const browserMode = matchMedia('(display-mode: browser)');
  let prompt: InstallPromptEvent | undefined;
  let installed = false;

  const change = (apply: () => void) => {
    apply();
    for (const listener of listeners) listener();
  };
  window.addEventListener('beforeinstallprompt', (event) => {
    // Else the browser shows a banner of its own at its own time.
    event.preventDefault();
    change(() => (prompt = event as InstallPromptEvent));
  });
  window.addEventListener('appinstalled', () => change(() => (installed = true)));

  return {
    offer(): Offer {
      if (installed || !browserMode.matches || isIosHomeScreen()) return 'installed';
      if (prompt !== undefined) return 'can-prompt';
      return isIos() ? 'ios-hint' : 'none';
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async prompt(): Promise<void> {
      const asked = prompt;
      // One event can ask once.
      prompt = undefined;
      const answer = await asked?.prompt();
      if (answer?.outcome === 'accepted') installed = true;
    },
    isDismissed() {
      try {
        return localStorage.getItem(dismissedKey) !== null;
      } catch {
        return false;
      }
    },
    dismiss() {
      try {
        localStorage.setItem(dismissedKey, 'yes');
      } catch {
        // A browser that keeps nothing asks again next time.
      }
    },
  };
}

const isIosHomeScreen = () => 'standalone' in navigator && navigator.standalone === true;

/** iPads call themselves Macs, but only they have a touch screen. */
const isIos = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1);
