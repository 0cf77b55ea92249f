import { on } from 'svelte/events';

/** What was dropped. Folders cannot be read as files: they are only counted. */
export interface Dropped {
  files: File[];
  folders: number;
}

interface DropHandlers {
  onhover: (hovering: boolean) => void;
  ondrop: (dropped: Dropped) => void;
}

type DroppedItem = Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>;

/** Must be read while the drop is handled: the browser forgets it afterwards. */
export function readDrop(items: Iterable<DroppedItem>): Dropped {
  const dropped: Dropped = { files: [], folders: 0 };
  for (const item of items) {
    if (item.kind !== 'file') continue;
    const file = item.getAsFile();
    if (item.webkitGetAsEntry()?.isDirectory === true) dropped.folders += 1;
    else if (file !== null) dropped.files.push(file);
  }
  return dropped;
}

/** Takes files that are dragged onto an element, and nothing else: dragged words go where they are let go. */
export function dropFiles({ onhover, ondrop }: DropHandlers) {
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
        if (!hasFiles(event)) return;
        event.preventDefault();
        ondrop(readDrop(event.dataTransfer?.items ?? []));
      }),
    ];
    return () => offs.forEach((off) => off());
  };
}
