import { Router } from '../router.svelte.ts';
import { PutOff } from '../chat/put-off.svelte.ts';
import { createBegunEdits } from './begun-edits.ts';
import { SingleKeys } from './single-keys.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

/** A dialog that belongs to no screen. */
export type ShellDialog = 'none' | 'shortcuts' | 'conversations';

export class Shell {
  readonly router: Router;
  readonly toasts: Toasts;
  readonly singleKeys: SingleKeys;
  readonly edits = createBegunEdits();
  readonly putOff = new PutOff();
  #dialog = $state<ShellDialog>('none');

  constructor(page: Window) {
    this.router = new Router({
      location: page.location,
      history: page.history,
      addEventListener: (type, listener) => page.addEventListener(type, listener),
    });
    this.singleKeys = new SingleKeys(page);
    this.toasts = new Toasts({ setTimeout: (callback, ms) => page.setTimeout(callback, ms) });
  }

  get dialog(): ShellDialog {
    return this.#dialog;
  }

  open(dialog: ShellDialog): void {
    this.#dialog = dialog;
  }
}
