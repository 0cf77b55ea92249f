import { engineError } from '../../domain/engine-error.ts';
import { answerOf, meaningOf } from './download-answer.ts';
import type { ExpectedHash } from './download-hash.ts';
import { isAllowedOrigin, onlyFrom } from './download-origins.ts';
import type { Part } from './download-part.ts';
import { DownloadEnded, problemOf } from './download-problem.ts';
import type { DownloadProgress } from './download-progress.ts';
import { createRetries } from './download-retry.ts';
import { chunksOf } from './stream-chunks.ts';
import { createWatch, type Watch } from './watch.ts';

export interface FetchDeps {
  fetch: typeof fetch;
  /** Where this thread may fetch from, as its policy says. */
  allowedOrigins: readonly string[];
  /** True if the thread's policy refused something since the last call. */
  takePolicyViolation(): Promise<boolean>;
  /** Resolves after so many milliseconds, or sooner where the network comes back. Rejects if the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** A server that sends nothing for this long, in milliseconds, has gone silent. One minute if left out. */
  silenceMs?: number | undefined;
}

const defaultSilenceMs = 60_000;
const nothing = new Uint8Array(0);

export interface WantedFile {
  url: string;
  /** As the person should read it. */
  name: string;
  bytes?: number;
  hash?: ExpectedHash;
  /** Only the bytes before this one are wanted; the part begins where the first of them is missing. */
  until?: number;
}

interface Fetching {
  deps: FetchDeps;
  progress: DownloadProgress;
  signal: AbortSignal;
}

/** One request, which ends when its owner stops it or when the server falls silent. */
interface Line extends Fetching {
  watch: Watch<'silent'>;
  /** To be called at each sign of life. */
  heard(): void;
}

/** A try that failed, and may do better later. */
class TryAgain extends DownloadEnded {
  readonly afterMs: number;

  constructor(problem: DownloadEnded['problem'], afterMs = 0) {
    super(problem);
    this.afterMs = afterMs;
  }
}

/**
 * Brings the rest of one file into `part`, over as many requests as it takes, and checks length and hash. What a broken connection
 * brought is kept, and the next request begins a little before its end: bytes that differ there are of another file, which is
 * then fetched from its beginning. Throws `DownloadEnded`; unless it is `corrupt`, the part can be gone on with another time.
 */
export async function fetchInto(part: Part, file: WantedFile, fetching: Fetching): Promise<File> {
  const { deps, progress, signal } = fetching;
  const retries = createRetries(deps.random);
  progress.add(part.received);
  for (;;) {
    const before = part.received;
    try {
      await oneTry(part, file, fetching);
      break;
    } catch (problem) {
      if (!(problem instanceof TryAgain)) throw problem;
      const waitMs = retries.afterFailure(part.received - before, problem.afterMs);
      if (waitMs === undefined) throw new DownloadEnded(problem.problem);
      progress.pause(problem.problem.sentence, waitMs);
      await deps.wait(waitMs, signal);
      progress.enter('download');
    }
  }
  checkWhole(part, file, signal);
  return part.finish();
}

function checkWhole(part: Part, file: WantedFile, signal: AbortSignal): void {
  const { bytes, hash } = file;
  if (bytes !== undefined && part.received !== bytes)
    throw anotherFile(part, file, `${part.received} bytes where ${bytes} were announced`);
  if (hash === undefined || part.hex() === hash.hex) return;
  // The hash may go on from a state that a power failure damaged: the bytes themselves decide.
  part.reread(signal);
  if (part.hex() !== hash.hex)
    throw anotherFile(part, file, `${hash.algorithm} ${part.hex()}, expected ${hash.hex}`);
}

/** The part is emptied: no later try can make its bytes right. */
function anotherFile(part: Part, { name }: WantedFile, detail: string): DownloadEnded {
  part.restart();
  const sentence = `“${name}” arrived damaged, or is another file by now. Try again.`;
  return new DownloadEnded(engineError('corrupt', sentence, detail));
}

/** One request for what is missing. Returns once the file is whole; throws `TryAgain` where a later try may bring the rest. */
async function oneTry(part: Part, file: WantedFile, fetching: Fetching): Promise<void> {
  const watch = createWatch<'silent'>();
  const heard = () => watch.arm('silent', fetching.deps.silenceMs ?? defaultSilenceMs);
  const line: Line = { ...fetching, watch, heard };
  const known = part.doubted();
  const from = part.received - known.length;
  // Nothing lies beyond the end of a file whose length is known.
  if (part.received > 0 && part.received === file.bytes) return;
  try {
    heard();
    const response = await request(file, from, line);
    heard();
    const meaning = meaningOf(answerOf(response, Date.now()), from, file);
    if (meaning.kind !== 'from' && meaning.kind !== 'whole') await response.body?.cancel();
    switch (meaning.kind) {
      case 'never':
        throw new DownloadEnded(meaning.error);
      case 'later':
        throw new TryAgain(meaning.error, meaning.afterMs);
      case 'nothing-more':
        startAnew(part, line);
        throw new TryAgain(engineError('network', `“${file.name}” is shorter by now.`));
      case 'whole':
      case 'from': {
        const total = file.until ?? meaning.total;
        if (total !== undefined && file.bytes !== undefined && total !== file.bytes)
          throw anotherFile(part, file, `${total} bytes where ${file.bytes} were announced`);
        const isAnew = meaning.kind === 'whole' && from > 0;
        if (isAnew) startAnew(part, line);
        return await take(response, part, { file, line, total, known: isAnew ? nothing : known });
      }
    }
  } catch (problem) {
    throw brokenOff(problem, file, line);
  } finally {
    watch.disarm();
  }
}

interface Taking {
  file: WantedFile;
  line: Line;
  total: number | undefined;
  /** What the body must begin with. */
  known: Uint8Array<ArrayBuffer>;
}

async function take(response: Response, part: Part, { file, line, total, known }: Taking): Promise<void> {
  const { signal, progress, heard } = line;
  let compared = 0;
  for await (const chunk of chunksOf(response.body, signal)) {
    heard();
    const again = Math.min(chunk.length, known.length - compared);
    for (let index = 0; index < again; index++) {
      if (chunk[index] === known[compared + index]) continue;
      startAnew(part, line);
      throw new TryAgain(engineError('network', `“${file.name}” changed at its address.`));
    }
    compared += again;
    // A server may send more than it was asked for.
    const wanted = file.until === undefined ? chunk.length : again + file.until - part.received;
    const fresh = chunk.subarray(again, wanted);
    if (fresh.length === 0) continue;
    part.write(fresh);
    progress.add(fresh.length);
    if (part.received === file.until) return;
  }
  const whole = total ?? file.bytes;
  const missing = whole === undefined ? known.length - compared : whole - part.received;
  if (missing <= 0) return;
  const detail = `${part.received} of ${whole} bytes`;
  throw new TryAgain(engineError('network', `“${file.name}” broke off before its end. Try again.`, detail));
}

function startAnew(part: Part, { progress }: Line): void {
  progress.add(-part.received);
  part.restart();
}

/** Asks for a file from byte `from` on. Throws `DownloadEnded` where this copy may not fetch from its host. */
export async function request(
  file: WantedFile,
  from: number,
  { deps, signal, watch }: Pick<Line, 'deps' | 'signal' | 'watch'>,
): Promise<Response> {
  const refused = () =>
    new DownloadEnded(engineError('unsupported', onlyFrom(deps.allowedOrigins), file.url));
  if (!isAllowedOrigin(file.url, deps.allowedOrigins)) throw refused();
  const until = file.until === undefined ? undefined : file.until - 1;
  let response: Response;
  try {
    response = await deps.fetch(file.url, {
      // Nothing else is sent: a simple range needs no leave of the server, `If-Range` would.
      ...(from > 0 && { headers: { Range: `bytes=${from}-${until ?? ''}` } }),
      signal: AbortSignal.any([signal, watch.signal]),
      credentials: 'omit',
      // Models are kept by us; a second copy in the browser's own cache would take the space twice.
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  } catch (problem) {
    if (!signal.aborted && (await deps.takePolicyViolation())) throw refused();
    throw problem;
  }
  if (response.url !== '' && !isAllowedOrigin(response.url, deps.allowedOrigins)) {
    await response.body?.cancel();
    throw refused();
  }
  return response;
}

/** A broken connection and a silent server are worth another try; a full disk and a wish to stop are not. */
function brokenOff(problem: unknown, file: WantedFile, { signal, watch }: Line): DownloadEnded {
  if (problem instanceof DownloadEnded) return problem;
  const { host } = new URL(file.url);
  if (watch.ended !== undefined && !signal.aborted)
    return new TryAgain(engineError('network', `${host} fell silent. Try again.`, file.url));
  const meant = problemOf(problem, signal, host);
  return meant.kind === 'network' ? new TryAgain(meant) : new DownloadEnded(meant);
}
