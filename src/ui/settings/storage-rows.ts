import type { StorageParts } from '../../app/storage-use.svelte.ts';
import type { InstalledModel } from '../../domain/model.ts';
import { sizeInWords } from '../words.ts';

/** What can be done about a part: deleted here, or looked at where it is at home. */
export type StorageAction =
  | { kind: 'delete-models'; ids: readonly string[] }
  | { kind: 'delete-conversations' }
  | { kind: 'empty-undo' }
  | { kind: 'drop-engines' }
  | { kind: 'open'; href: string; name: string };

export interface StorageRow {
  key: string;
  name: string;
  /** The name within a sentence, where it differs. */
  spoken?: string;
  bytes: number;
  /** Not measured, but worked out from the sum that the browser tells. */
  estimated?: boolean;
  note?: string;
  action?: StorageAction;
}

export interface RowFacts {
  parts: StorageParts;
  installed: readonly InstalledModel[];
  conversations: number;
  needsEngines: boolean;
}

/** Every part that takes room, the models first and largest first. */
export function storageRows({
  parts: { files, rows },
  installed,
  conversations,
  needsEngines,
}: RowFacts): StorageRow[] {
  const models = installed
    .filter((model) => 'bytes' in model)
    .map((model) => ({
      key: `model ${model.id}`,
      name: model.name,
      bytes: files.models[model.id] ?? 0,
      action: { kind: 'delete-models' as const, ids: [model.id] },
    }))
    .toSorted((one, other) => other.bytes - one.bytes);
  const others: StorageRow[] = [
    {
      key: 'unfinished',
      name: 'Unfinished downloads',
      bytes: files.unfinished,
      action: { kind: 'open', href: '#/models', name: 'Open Models' },
    },
    {
      key: 'engines',
      name: 'What models run on',
      bytes: files.engines,
      ...(needsEngines
        ? { note: 'Your models need it to work without a connection.' }
        : { action: { kind: 'drop-engines' } }),
    },
    {
      key: 'conversations',
      name: conversations === 1 ? 'One conversation' : `${conversations} conversations`,
      ...(conversations === 1 && { spoken: 'one conversation' }),
      bytes: conversations === 0 ? 0 : rows.conversations,
      estimated: true,
      action: { kind: 'delete-conversations' },
    },
    {
      key: 'learning',
      name: 'What was learned, and its record',
      bytes: rows.learning,
      estimated: true,
      action: { kind: 'open', href: '#/memory', name: 'Open Memory' },
    },
    {
      key: 'files',
      name: 'Notes and files',
      bytes: files.files,
      action: { kind: 'open', href: '#/files', name: 'Open Files' },
    },
    {
      key: 'undo',
      name: 'Deleted and earlier files',
      bytes: files.undo,
      note: 'Kept for 30 days, so that changes can be undone.',
      action: { kind: 'empty-undo' },
    },
    { key: 'other-files', name: 'Files of other profiles', bytes: files.otherFiles },
    {
      key: 'app',
      name: 'The app itself',
      bytes: files.app,
      note: 'It starts without a connection from this.',
    },
    {
      key: 'rest',
      name: 'Databases’ own room and the rest',
      bytes: rows.rest + files.rest + (conversations === 0 ? rows.conversations : 0),
      estimated: true,
      note: 'What the browser needs to keep all this in order, and other profiles. Part of it goes by itself.',
    },
  ];
  return [...models, ...others.filter(({ bytes }) => bytes > 0)];
}

/** "213 MB", "about 12 KB" where it is worked out, and no single bytes. */
export function sizeOf({ bytes, estimated }: Pick<StorageRow, 'bytes' | 'estimated'>): string {
  if (bytes > 0 && bytes < 1e3) return 'less than 1 KB';
  return `${estimated ? 'about ' : ''}${sizeInWords(bytes)}`;
}

/** What is said once it is gone: "Deleted. 213 MB freed." */
export function freedInWords(freed: Pick<StorageRow, 'bytes' | 'estimated'>): string {
  if (freed.bytes === 0) return 'Deleted.';
  const size = sizeOf(freed);
  return `Deleted. ${size.charAt(0).toUpperCase()}${size.slice(1)} freed.`;
}

/** What is asked before a deletion: what goes, what stays, and how much it frees. */
export function questionOf(row: StorageRow): { title: string; sentences: string[] } {
  const frees = `This frees ${sizeOf(row)}.`;
  switch (row.action?.kind) {
    case 'delete-models':
      return {
        title: `Delete ${row.name}?`,
        sentences: [frees, 'Your conversations stay. To use it again, download or import it again.'],
      };
    case 'delete-conversations':
      return {
        title: 'Delete all conversations?',
        sentences: [
          `${frees} The browser gives the room back in its own time.`,
          'They cannot be brought back. What was learned, notes and files stay.',
        ],
      };
    case 'empty-undo':
      return {
        title: 'Delete what could be undone?',
        sentences: [
          frees,
          'Notes and files stay as they are, and earlier changes cannot be undone any more.',
        ],
      };
    default:
      return {
        title: `Delete what models run on?`,
        sentences: [frees, 'It comes back by itself with the next model that you bring here.'],
      };
  }
}
