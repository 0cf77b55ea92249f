import { useShell } from '../context.ts';

/** Returns what copies a text and says so. Call it while a component starts. */
export function useCopy(): (text: string) => void {
  const { toasts } = useShell();
  return (text) => {
    navigator.clipboard.writeText(text).then(
      () => toasts.say('Copied.'),
      () => toasts.say('This browser did not allow copying.'),
    );
  };
}
