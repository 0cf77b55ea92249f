import { failure, success, type Result } from '../domain/result.ts';
import { toolError, type ToolError } from '../domain/tools/tool.ts';

/** A part that does not come with the first page. `failed` where it cannot be had, as after an update under an open tab. */
export const later = <Part>(loading: Promise<Part>): Promise<Result<Part, ToolError>> =>
  loading.then(success, () =>
    failure(toolError('failed', 'A part of this tool could not be loaded just now.')),
  );
