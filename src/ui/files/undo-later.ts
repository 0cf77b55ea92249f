import type { Files } from '../../app/files.svelte.ts';
import type { Toasts } from '../shell/toasts.svelte.ts';

/** "Deleted “x”.", with an undo that says how it went: the person may be elsewhere by then. */
export function sayWithUndo(
  { toasts, files }: { toasts: Pick<Toasts, 'say'>; files: Pick<Files, 'undo'> },
  sentence: string,
  undoId: string,
): void {
  toasts.say(sentence, () => {
    void files
      .undo(undoId)
      .then((undone) => toasts.say(undone.ok ? `Undone: “${undone.value.path}”.` : undone.error.sentence));
  });
}
