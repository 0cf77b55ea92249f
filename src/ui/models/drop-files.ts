import { on } from 'svelte/events';
import type { PickedFile } from '../../domain/ports.ts';
import { droppedFiles } from './dropped-files.ts';

interface DropHandlers {
  onhover: (hovering: boolean) => void;
  onfiles: (files: PickedFile[]) => void;
}

/** Takes the files and folders that are dragged onto an element. */
export function dropFiles({ onhover, onfiles }: DropHandlers) {
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
        onhover(false);
        if (!hasFile(event) || !event.dataTransfer) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer).then((files) => {
          if (files.length > 0) onfiles(files);
        });
      }),
    ];
    return () => offs.forEach((off) => off());
  };
}
