/** What was dropped. Folders cannot be read as files: they are only counted. */
export interface Dropped {
  files: File[];
  folders: number;
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
