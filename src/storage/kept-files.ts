/** Measures the files and caches of this origin, by looking at each. */
import type { MeasuredFiles } from '../domain/kept.ts';
import { folderName, walk } from './workspace-files.ts';

export interface KeptFilesDeps {
  root(): Promise<FileSystemDirectoryHandle>;
  caches: Pick<CacheStorage, 'keys' | 'open'>;
  profileId: string;
  /** The model that a file or a cached address belongs to, among those that are here. */
  modelOf(place: { file: string } | { url: string }): string | undefined;
}

type Part = Exclude<keyof MeasuredFiles, 'models'>;

/** Never counts a file that vanishes meanwhile. */
export async function measureFiles(deps: KeptFilesDeps): Promise<MeasuredFiles> {
  const models: Record<string, number> = {};
  const parts: Record<Part, number> = {
    unfinished: 0,
    files: 0,
    undo: 0,
    otherFiles: 0,
    app: 0,
    engines: 0,
    rest: 0,
  };
  const count = (model: string | undefined, part: Part, bytes: number) => {
    if (model === undefined) parts[part] += bytes;
    else models[model] = (models[model] ?? 0) + bytes;
  };
  for await (const { path, handle } of walk(await deps.root(), '')) {
    const bytes = await handle.getFile().then(
      ({ size }) => size,
      () => 0,
    );
    const isModel = path.startsWith('models/');
    count(isModel ? deps.modelOf({ file: path }) : undefined, partOfFile(path, deps.profileId), bytes);
  }
  for (const name of await deps.caches.keys()) {
    const cache = await deps.caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (response === undefined) continue;
      const isModel = name.startsWith('webllm/');
      count(
        isModel ? deps.modelOf({ url: request.url }) : undefined,
        partOfCache(name),
        await bytesOf(response),
      );
    }
  }
  return { models, ...parts };
}

function partOfFile(path: string, profileId: string): Part {
  const [top, second, third] = path.split('/');
  if (top === 'models') return 'unfinished';
  if (top !== 'workspace') return 'rest';
  if (second !== folderName(profileId)) return 'otherFiles';
  return third === 'files' ? 'files' : third === 'trash' ? 'undo' : 'rest';
}

function partOfCache(name: string): Part {
  if (name.startsWith('webllm/')) return 'unfinished';
  if (name === 'assent-engines') return 'engines';
  return name.includes('precache') ? 'app' : 'rest';
}

/** The length that was announced, where the body is kept as it was sent; else its real one. */
async function bytesOf(response: Response): Promise<number> {
  const announced = Number(response.headers.get('Content-Length') ?? Number.NaN);
  if (Number.isFinite(announced) && !response.headers.has('Content-Encoding')) return announced;
  return (await response.blob()).size;
}
