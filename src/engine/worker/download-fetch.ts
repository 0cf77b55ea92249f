import { engineError } from '../../domain/engine-error.ts';
import { createHash, type ExpectedHash } from './download-hash.ts';
import type { StagedFile } from './download-files.ts';
import { isAllowedOrigin, onlyFrom } from './download-origins.ts';
import { DownloadEnded, problemOf } from './download-problem.ts';
import type { DownloadProgress } from './download-progress.ts';
import { createWatch, type Watch } from './watch.ts';

export interface FetchDeps {
  fetch: typeof fetch;
  /** Where this thread may fetch from, as its policy says. */
  allowedOrigins: readonly string[];
  /** True if the thread's policy refused something since the last call. */
  takePolicyViolation(): Promise<boolean>;
  /** A server that sends nothing for this long, in milliseconds, has gone silent. One minute if left out. */
  silenceMs?: number | undefined;
}

const defaultSilenceMs = 60_000;

export interface WantedFile {
  url: string;
  /** As the person should read it. */
  name: string;
  bytes?: number;
  hash?: ExpectedHash;
}

/** The request for one file, which ends when its owner stops it or when the server falls silent. */
interface Line {
  deps: FetchDeps;
  /** The owner's. */
  stopped: AbortSignal;
  watch: Watch<'silent'>;
  /** To be called at each sign of life. */
  heard(): void;
}

/** Streams one file into `staged` and checks length and hash. Throws `DownloadEnded`. */
export async function fetchInto(
  staged: StagedFile,
  file: WantedFile,
  { deps, progress, signal }: { deps: FetchDeps; progress: DownloadProgress; signal: AbortSignal },
): Promise<File> {
  const watch = createWatch<'silent'>();
  const heard = () => watch.arm('silent', deps.silenceMs ?? defaultSilenceMs);
  const line: Line = { deps, stopped: signal, watch, heard };
  const hash = file.hash && (await createHash(file.hash.algorithm));
  let declared: number;
  let received = 0;
  try {
    heard();
    const response = await request(file, line);
    declared = Number(response.headers.get('Content-Length') ?? Number.NaN);
    heard();
    for await (const chunk of chunksOf(response)) {
      signal.throwIfAborted();
      heard();
      staged.write(chunk);
      hash?.update(chunk);
      received += chunk.length;
      progress.add(chunk.length);
    }
  } catch (problem) {
    throw brokenOff(problem, file, line);
  } finally {
    watch.disarm();
  }
  // Compressed answers declare fewer bytes than they bring, so only too few are an error.
  if (received < declared) {
    const sentence = `“${file.name}” broke off before its end. Try again.`;
    throw new DownloadEnded(engineError('network', sentence, `${received} of ${declared} bytes`));
  }
  if (file.bytes !== undefined && received !== file.bytes) {
    throw damaged(file, `${received} bytes where ${file.bytes} were announced`);
  }
  const hex = hash?.hex();
  if (file.hash && hex !== file.hash.hex)
    throw damaged(file, `${file.hash.algorithm} ${hex}, expected ${file.hash.hex}`);
  return staged.finish();
}

async function request(file: WantedFile, { deps, stopped, watch }: Line): Promise<Response> {
  const refused = () =>
    new DownloadEnded(engineError('unsupported', onlyFrom(deps.allowedOrigins), file.url));
  if (!isAllowedOrigin(file.url, deps.allowedOrigins)) throw refused();
  let response: Response;
  try {
    response = await deps.fetch(file.url, {
      signal: AbortSignal.any([stopped, watch.signal]),
      credentials: 'omit',
      // Models are kept by us; a second copy in the browser's own cache would take the space twice.
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  } catch (problem) {
    if (!stopped.aborted && (await deps.takePolicyViolation())) throw refused();
    throw problem;
  }
  if (response.url !== '' && !isAllowedOrigin(response.url, deps.allowedOrigins)) {
    await response.body?.cancel();
    throw refused();
  }
  if (response.status === 200 && response.body) return response;
  await response.body?.cancel();
  const { host } = new URL(file.url);
  const detail = `${file.url}: status ${response.status}`;
  if (response.status === 404 || response.status === 410) {
    throw new DownloadEnded(
      engineError('network', `“${file.name}” is no longer at its address on ${host}.`, detail),
    );
  }
  if (response.status === 401 || response.status === 403) {
    throw new DownloadEnded(
      engineError('network', `${host} does not give out “${file.name}” without signing in.`, detail),
    );
  }
  throw new DownloadEnded(engineError('network', `${host} answered with an error. Try again later.`, detail));
}

function brokenOff(problem: unknown, file: WantedFile, { stopped, watch }: Line): DownloadEnded {
  const { host } = new URL(file.url);
  if (watch.ended === undefined || stopped.aborted) {
    return new DownloadEnded(problemOf(problem, stopped, host));
  }
  return new DownloadEnded(engineError('network', `${host} fell silent. Try again.`, file.url));
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const damaged = (file: WantedFile, detail: string) =>
  new DownloadEnded(engineError('corrupt', `“${file.name}” arrived damaged. Try again.`, detail));
