import { failure } from '../domain/result.ts';
import { toolError, type ToolError } from '../domain/tools/tool.ts';
import { isNamed } from './workspace-files.ts';
import { Stopped } from './side-by-side.ts';
import { UnsureWrite } from './workspace-index.ts';

/** What can go wrong with a file, as sentences for the person. */
export const problems = {
  missing: (path: string) => failure(toolError('missing', `There is no file “${path}”.`)),
  exists: (path: string) => failure(toolError('exists', `There is already a file “${path}”.`)),
  tooMany: (name: string) =>
    failure(toolError('exists', `There are too many files “${name}”: rename some of them.`)),
  isFolder: (path: string) => failure(toolError('exists', `“${path}” is a folder.`)),
  inFile: (path: string) =>
    failure(toolError('exists', `“${path}” is a file, so nothing can be put inside it.`)),
  tooLarge: (path: string) =>
    failure(
      toolError(
        'too-large',
        `“${path}” would be or is larger than 1 MiB, which is too large for a text here.`,
      ),
    ),
  notText: (path: string) =>
    failure(toolError('input', `“${path}” is not a text, so it cannot be read here.`)),
  noUndo: () => failure(toolError('missing', 'This change can no longer be taken back.')),
  changedSince: (path: string) =>
    failure(toolError('refused', `“${path}” was changed since, so this is not taken back.`)),
};

/** What the file system threw, as data. */
export function problemToError(problem: unknown): ToolError {
  if (isNamed(problem, 'QuotaExceededError'))
    return toolError('quota', 'There is not enough room left on this device, so nothing was changed.');
  if (isNamed(problem, 'InvalidModificationError', 'TypeMismatchError'))
    return toolError('exists', 'Something else stands at this place in the workspace.');
  if (problem instanceof Stopped) return toolError('stopped', 'Stopped: nothing was brought in.');
  if (problem instanceof UnsureWrite)
    return toolError('failed', 'This change may have been made: look at the file before you try again.');
  return toolError('failed', 'The workspace could not be used just now.');
}
