import type { Workspace } from '../domain/ports-tools.ts';
import type { ToolError } from '../domain/tools/tool.ts';
import { excerpt, linesInWords } from './file-words.ts';

export interface AtStake {
  path: string;
  /** "3 lines". */
  size: string;
  before: string;
}

/** Nothing is there, or could be: then the call fails by itself, and says so. */
export const isNothing = ({ kind }: ToolError): boolean => kind === 'missing' || kind === 'path';

/** What stands at a path and would be lost there; undefined for nothing. */
export async function atStake(
  workspace: Pick<Workspace, 'read' | 'info'>,
  path: string,
): Promise<AtStake | undefined> {
  // Mostly nothing is there, and this is the quicker way to know.
  const info = await workspace.info(path);
  // Nobody could look: asking in vain is better than losing something unasked.
  if (!info.ok) return isNothing(info.error) ? undefined : { path, size: 'it could not be read', before: '' };
  const read = await workspace.read(path);
  if (read.ok) {
    const { file, text } = read.value;
    return { path: file.path, size: linesInWords(text), before: excerpt(text) };
  }
  const { path: there, bytes } = info.value;
  return { path: there, size: `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`, before: '' };
}
