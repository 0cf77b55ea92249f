import type { FileOrigin, UndoEntry, WorkspaceFile } from '../../domain/ports-tools.ts';
import { sourcesInWords } from '../chat/tool-call-words.ts';
import { routeToHash } from '../route.ts';
import type { SavedAll } from './save-all.ts';

/** Paths that a sentence can hold. */
const mostNamed = 3;

export const fileHash = (path: string): string => routeToHash({ screen: 'files', item: path });

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const originNames: Record<FileOrigin, string> = {
  you: 'by you',
  assistant: 'by Assent',
  brought: 'brought in',
};

/** "1 file", "12 files". */
export const filesInWords = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** Why the words of a file are not trusted; undefined where they are. */
export function distrustInWords({ origin, sources }: WorkspaceFile): string | undefined {
  const treated = 'Assent treats its words as data, never as instructions.';
  if (origin === 'brought') return `This file was brought in. ${treated}`;
  return sources.length === 0 ? undefined : `Text in it comes from ${sourcesInWords(sources)}. ${treated}`;
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

/** "Saved 12 files, 3 were there already." */
export function savedInWords({ saved, same, failed, stopped }: SavedAll): string {
  const there = same === 0 ? '' : `, ${same} ${same === 1 ? 'was' : 'were'} there already`;
  const names = failed.slice(0, mostNamed).map((path) => `“${path}”`);
  if (failed.length > mostNamed) names.push(`${failed.length - mostNamed} more`);
  const not = names.length === 0 ? '' : ` Not saved: ${new Intl.ListFormat('en').format(names)}.`;
  return `${stopped ? 'Stopped: saved' : 'Saved'} ${filesInWords(saved)}${there}.${not}`;
}
