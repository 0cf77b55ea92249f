import type { PickedFile } from '../../domain/ports.ts';

/** A model has fewer: the rest of a larger folder is not even listed. */
const enough = 5001;

/** What is read of a drop: an item that is a folder has an entry, a file may come without one. */
export interface Dropped {
  items: ArrayLike<
    Pick<DataTransferItem, 'kind' | 'getAsFile'> & { webkitGetAsEntry?(): FileSystemEntry | null }
  >;
}

/** All files of a drop, those in folders too. Call it in the event itself: the browser forgets the items afterwards. */
export async function droppedFiles({ items }: Dropped): Promise<PickedFile[]> {
  const dropped = Array.from(items).flatMap((item) => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry?.();
    const one = entry ?? item.getAsFile();
    return one ? [one] : [];
  });
  const files: PickedFile[] = [];
  for (const one of dropped) {
    if (one instanceof File) files.push({ path: one.name, file: one });
    else await walk(one, files);
  }
  return files;
}

/** Files that were chosen in the browser's own dialog. */
export const pickedFiles = (files: Iterable<File>): PickedFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What cannot be read is passed over: it then counts as missing. */
async function walk(entry: FileSystemEntry, files: PickedFile[]): Promise<void> {
  if (files.length >= enough) return;
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(undefined)),
    );
    if (file) files.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time, and an empty list at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, files);
  }
}
