import { parseCatalogue } from '../../domain/catalogue-format.ts';
import type { CatalogueModel } from '../../domain/model.ts';
import { journalName, type Root, namesIn, storedFile } from './download-files.ts';
import { openFile, writeAll } from './sync-file.ts';

const blank = 0x20;

/** A download that began and is not whole: what it brings, and whether its owner paused it. */
export interface Journal {
  model: CatalogueModel;
  paused: boolean;
}

/** Writes down which model this folder waits for. Where the disk is full, what stood there before stays. */
export async function writeJournal(folder: FileSystemDirectoryHandle, journal: Journal): Promise<void> {
  const text = new TextEncoder().encode(JSON.stringify({ version: 1, ...journal }));
  const { access } = await openFile(folder, journalName);
  try {
    // Over what is there, whose end becomes blanks: at no moment is there less than a whole journal's room.
    const bytes = new Uint8Array(Math.max(text.length, access.getSize())).fill(blank);
    bytes.set(text);
    writeAll(access, bytes, 0);
    access.flush();
  } finally {
    access.close();
  }
}

/** Undefined if there is none, or if a kill left half of one: then the download begins anew, with the bytes that are here. */
export async function readJournal(folder: FileSystemDirectoryHandle): Promise<Journal | undefined> {
  const file = await storedFile(folder, journalName);
  if (file === undefined) return undefined;
  try {
    const { model, paused } = JSON.parse(await file.text()) as Record<string, unknown>;
    // It was written by this app, but perhaps by an older version of it.
    const read = parseCatalogue({ version: 1, models: [model] }, 'https://base.invalid/');
    const [known] = read.ok ? read.value.models : [];
    return known && { model: known, paused: paused === true };
  } catch {
    return undefined;
  }
}

/** The journals of all folders, by folder name. */
export async function readJournals(
  root: Root,
): Promise<{ journal: Journal; folder: FileSystemDirectoryHandle }[]> {
  const models = await (await root()).getDirectoryHandle('models').catch(() => undefined);
  if (models === undefined) return [];
  const found: { journal: Journal; folder: FileSystemDirectoryHandle }[] = [];
  for (const name of await namesIn(models)) {
    const folder = await models.getDirectoryHandle(name).catch(() => undefined);
    const journal = folder && (await readJournal(folder));
    if (folder && journal) found.push({ journal, folder });
  }
  return found;
}
