import { engineError, type EngineError } from '../../domain/engine-error.ts';

/** What a server said to a request for a file from byte `from` on. Sizes in bytes; undefined where it may not be read. */
export interface Answer {
  status: number;
  /** Of this answer's body. */
  contentLength: number | undefined;
  /** `bytes 5-9/10`. Few servers let another origin read it. */
  contentRange: string | undefined;
  /** Seconds. */
  retryAfter: number | undefined;
  /** The body is packed, so that its length says nothing. */
  encoded: boolean;
}

export type Meaning =
  /** The body goes on where it was asked to; `total` is the whole file's length. */
  | { kind: 'from'; total: number | undefined }
  /** The body is the file from its beginning. */
  | { kind: 'whole'; total: number | undefined }
  /** There is nothing beyond `from`; the whole is so long, where it was told. */
  | { kind: 'nothing-more'; total: number | undefined }
  /** Worth another try, at the earliest in so many milliseconds. */
  | { kind: 'later'; afterMs: number; error: EngineError }
  | { kind: 'never'; error: EngineError };

/** Longer than this no server's wish to wait is followed blindly, in milliseconds. */
const longestWait = 10 * 60 * 1000;

/** Reads an answer by status and length, and by other headers only where they can be read. RFC 9110, sections 14 and 15. */
export function meaningOf(answer: Answer, from: number, file: { name: string; url: string }): Meaning {
  const { status, contentLength, contentRange, encoded } = answer;
  const { host } = new URL(file.url);
  const detail = `${file.url}: status ${status}`;
  const never = (sentence: string): Meaning => ({
    kind: 'never',
    error: engineError('network', sentence, detail),
  });
  const length = encoded ? undefined : contentLength;
  if (status === 200) return { kind: 'whole', total: length };
  if (status === 206) {
    const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange ?? '');
    if (range && Number(range[1]) !== from)
      return never(`${host} sent another part of “${file.name}” than was asked for.`);
    const told = range && range[3] !== '*' ? Number(range[3]) : undefined;
    return { kind: 'from', total: told ?? (length === undefined ? undefined : from + length) };
  }
  if (status === 416) {
    const told = /^bytes \*\/(\d+)$/.exec(contentRange ?? '')?.[1];
    return { kind: 'nothing-more', total: told === undefined ? undefined : Number(told) };
  }
  if (status === 404 || status === 410)
    return never(`“${file.name}” is no longer at its address on ${host}.`);
  if (status === 401 || status === 403 || status === 451)
    return never(
      `${host} does not give out “${file.name}” without signing in, or before its licence is accepted there.`,
    );
  const isPassing = status === 408 || status === 425 || status === 429 || status >= 500;
  if (!isPassing) return never(`${host} answered with an error (${status}).`);
  const sentence =
    status === 429 ? `${host} asks to wait: it was asked too often.` : `${host} answered with an error.`;
  return {
    kind: 'later',
    afterMs: Math.min(longestWait, Math.max(0, answer.retryAfter ?? 0) * 1000),
    error: engineError('network', sentence, detail),
  };
}

/** Takes from a response what can be read of it. `now` is milliseconds since 1970, for dates in `Retry-After`. */
export function answerOf({ status, headers }: Response, now: number): Answer {
  const encoding = headers.get('Content-Encoding');
  return {
    status,
    contentLength: wholeNumber(headers.get('Content-Length')),
    contentRange: headers.get('Content-Range') ?? undefined,
    retryAfter: secondsOf(headers.get('Retry-After'), now),
    encoded: encoding !== null && encoding !== 'identity',
  };
}

const wholeNumber = (text: string | null): number | undefined =>
  text !== null && /^\d+$/.test(text) ? Number(text) : undefined;

function secondsOf(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const at = Date.parse(text);
  return wholeNumber(text) ?? (Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000));
}
