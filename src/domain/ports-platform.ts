/** What the installed app needs from the platform around it. `sw/` implements these. */

/** A new version of this program, ready beside the running one. */
export interface AppUpdatePort {
  /** A whole new version is stored and waits for the person. Called at once if one waits already. */
  onReady(listener: () => void): () => void;
  /** Another tab put the new version in place, or this one did: this page still runs the old one. */
  onReplaced(listener: () => void): () => void;
  /** Puts the waiting version in place. */
  apply(): void;
  /** Starts this page again. */
  reload(): void;
}

/**
 * Whether this app can be put on the device: `can-prompt` where the browser asks on our word, `ios-hint` where only the
 * person can do it (Share, then Add to Home Screen).
 */
export type InstallOffer = 'installed' | 'can-prompt' | 'ios-hint' | 'none';

/** The libraries that run stored models. They are too large to come with the app itself. */
export interface Runtimes {
  /** Whether all that runs such models is stored, so that they start without a network. What is missing is fetched first. */
  keep(engine: 'webllm' | 'wllama'): Promise<boolean>;
}

export interface InstallationPort {
  offer(): InstallOffer;
  /** Called whenever `offer()` may answer differently. */
  onChange(listener: () => void): () => void;
  /** Shows the browser's own question. Needs a click. */
  prompt(): Promise<void>;
  /** The person does not want to be asked again. */
  isDismissed(): boolean;
  dismiss(): void;
}

/** How this window was opened, or called again while it was open. */
export interface Launch {
  /** A hash route such as `#/inbox`; undefined where the app was only brought to the front. */
  route: string | undefined;
  newChat: boolean;
  /** Text that was shared into the app: not typed by the person. */
  sharedText: string | undefined;
  /** Something was shared, and there was no storage left to keep it for this window. */
  unshared: boolean;
  /** Id of the reminder whose notification was clicked. */
  reminder: string | undefined;
}
