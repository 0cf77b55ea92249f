import type { WorkspaceFile } from '../domain/ports-tools.ts';
import type { Source } from '../domain/tools/tool.ts';

const longest = 2_000;

/** The first 2,000 characters of a text, for the dialog. */
export const excerpt = (text: string): string => cutWhole(text, longest);

/** At most `length` UTF-16 units, no character cut in two. */
export const cutWhole = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** "3 lines"; an empty text has none. */
export function linesInWords(text: string): string {
  const lines = text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
  return `${lines} ${lines === 1 ? 'line' : 'lines'}`;
}

/**
 * Where a file's text is from, if not all of it was written here. A file that the assistant wrote from other texts counts as
 * well as those: it may repeat what they say.
 */
export function sourcesOfFile({ origin, path, sources }: WorkspaceFile): Source[] {
  return origin === 'brought' || sources.length > 0 ? [{ kind: 'file', path }, ...sources] : [];
}
