import type { FileOrigin, UndoEntry } from '../../domain/ports-tools.ts';

export const fileRoute = (path: string): string => `#/files/${encodeURIComponent(path)}`;

export const originNames: Record<FileOrigin, string> = {
  you: 'by you',
  assistant: 'by Assent',
  brought: 'brought in',
};

/** "1.2 KB". */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1_000 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}

/** "Deleted “notes/milk.md”". */
export function changeInWords({ kind, path, from }: UndoEntry): string {
  switch (kind) {
    case 'created':
      return `Made “${path}”`;
    case 'replaced':
      return `Changed “${path}”`;
    case 'renamed':
      return `Renamed “${from ?? ''}” to “${path}”`;
    case 'deleted':
      return `Deleted “${path}”`;
  }
}
