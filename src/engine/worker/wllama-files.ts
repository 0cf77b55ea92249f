import { engineError, type EngineError } from '../../domain/engine-error.ts';
import type { StoredFile } from '../../domain/model.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import { readGgufHeader } from '../gguf.ts';

/** Finds one file of a model in the private file system: `models/<encoded model id>/<file name>`. Undefined where it is missing. */
export type OpenModelFile = (modelId: string, fileName: string) => Promise<File | undefined>;

export const openModelFile =
  (storage: Pick<StorageManager, 'getDirectory'>): OpenModelFile =>
  async (modelId, fileName) => {
    try {
      const root = await storage.getDirectory();
      const models = await root.getDirectoryHandle('models');
      const folder = await models.getDirectoryHandle(encodeURIComponent(modelId));
      return await (await folder.getFileHandle(fileName)).getFile();
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === 'NotFoundError') return undefined;
      throw problem;
    }
  };

/** Opens all files of a model, and checks that each is there and whole, before the runtime sees them. */
export async function openWholeModel(
  open: OpenModelFile,
  modelId: string,
  stored: readonly StoredFile[],
): Promise<Result<File[], EngineError>> {
  const files: File[] = [];
  for (const { name } of stored) {
    const file = await open(modelId, name);
    if (file === undefined) return failure(engineError('corrupt', undefined, `missing: ${name}`));
    const header = await readGgufHeader(file, name);
    if (!header.ok) return header;
    files.push(file);
  }
  if (files.length === 0) return failure(engineError('corrupt', undefined, 'no files'));
  return success(files);
}

/** Reports, as a fraction, how far a reader that takes slices has come in these files. */
export function watchReads(files: readonly File[], report: (fraction: number) => void): void {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const read = files.map(() => 0);
  files.forEach((file, index) => {
    const slice = file.slice.bind(file);
    file.slice = (start, end = file.size, type) => {
      read[index] = Math.max(read[index] ?? 0, Math.min(end, file.size));
      report(read.reduce((sum, bytes) => sum + bytes, 0) / total);
      return slice(start, end, type);
    };
  });
}
