import { on } from 'svelte/events';

interface DropHandlers {
  onhover: (hovering: boolean) => void;
  /** What was dropped must be read in the call itself: the browser forgets it afterwards. */
  ondrop: (dropped: DataTransfer) => void;
}

/** Takes files and folders that are dragged onto an element, and nothing else: dragged words go where they are let go. */
export function dropTarget({ onhover, ondrop }: DropHandlers) {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  return (element: HTMLElement) => {
    const offs = [
      on(element, 'dragover', (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        onhover(true);
      }),
      on(element, 'dragleave', (event) => {
        if (!element.contains(event.relatedTarget as Node | null)) onhover(false);
      }),
      on(element, 'drop', (event) => {
        onhover(false);
        if (!hasFiles(event) || event.dataTransfer === null) return;
        event.preventDefault();
        ondrop(event.dataTransfer);
      }),
    ];
    return () => offs.forEach((off) => off());
  };
}
