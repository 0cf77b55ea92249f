import { on } from 'svelte/events';

interface DropHandlers {
  onhover: (hovering: boolean) => void;
  onfile: (file: File) => void;
}

/** Takes one file that is dragged onto an element. */
export function dropFile({ onhover, onfile }: DropHandlers) {
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  return (element: HTMLElement) => {
    const offs = [
      on(element, 'dragover', (event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        onhover(true);
      }),
      on(element, 'dragleave', (event) => {
        if (!element.contains(event.relatedTarget as Node | null)) onhover(false);
      }),
      on(element, 'drop', (event) => {
        const [file] = event.dataTransfer?.files ?? [];
        onhover(false);
        if (!hasFile(event)) return;
        event.preventDefault();
        if (file) onfile(file);
      }),
    ];
    return () => offs.forEach((off) => off());
  };
}
