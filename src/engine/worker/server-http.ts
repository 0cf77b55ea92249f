import { engineError, type EngineError } from '../../domain/engine-error.ts';
import { failure, success, type Result } from '../../domain/result.ts';
import * as problems from '../server-problems.ts';
import { readFault } from '../server-reply.ts';
import type { ServerLimits } from '../server-wire.ts';
import type { Cause, Diagnosis } from './server-diagnosis.ts';
import type { Watch } from './watch.ts';

export interface ServerThreadDeps {
  fetch: typeof fetch;
  /** In milliseconds, steady. */
  now(): number;
  limits: ServerLimits;
  diagnosis: Diagnosis;
  /** Origin of the page, for the sentence that says what a server must allow. */
  pageOrigin: string;
}

export type Limit = 'connect' | 'firstToken' | 'stall';
export type Call = Watch<Limit>;

/** Reads JSON by GET, or by POST where there is a body. */
export async function readJson(
  deps: ServerThreadDeps,
  call: Call,
  origin: string,
  url: string,
  body?: object,
): Promise<Result<unknown, EngineError>> {
  const answered = await ask(deps, call, origin, url, body);
  if (!answered.ok) return answered;
  const response = answered.value;
  if (!response.ok) return failure(await refused(response, '', origin));
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return failure(cutShort(call, origin) ?? problems.broken());
  if (isType(response, 'text/html') || text.trimStart().startsWith('<'))
    return failure(problems.webPage(origin));
  const value = parseJson(text);
  return value === undefined ? failure(problems.notAModelServer(origin)) : success(value);
}

/** Sends one request; POST where there is a body. A redirect is refused: it could carry the prompt elsewhere. */
export async function ask(
  deps: ServerThreadDeps,
  call: Call,
  origin: string,
  url: string,
  body?: object,
): Promise<Result<Response, EngineError>> {
  const sent: RequestInit =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const { signal } = call;
    return success(
      await deps.fetch(url, { ...sent, signal, credentials: 'omit', cache: 'no-store', redirect: 'error' }),
    );
  } catch (cause) {
    const cut = cutShort(call, origin);
    if (cut !== undefined) return failure(cut);
    return failure(unanswered(await deps.diagnosis.causeOf(url), deps, origin, String(cause)));
  }
}

function unanswered(cause: Cause, deps: ServerThreadDeps, origin: string, detail: string): EngineError {
  const { pageOrigin } = deps;
  switch (cause) {
    case 'policy':
      return problems.blockedByPolicy(origin);
    case 'permission':
      return problems.blockedByBrowser(origin);
    case 'cors':
      return problems.needsCors(origin, pageOrigin);
    case 'refused':
      return { ...problems.notRunning(origin), detail };
    case 'cors-or-refused':
      return { ...problems.notRunningOrCors(origin, pageOrigin), detail };
  }
}

/** The sentence for a call that was stopped or that ran into a limit; undefined while neither happened. */
export function cutShort(call: Call, origin: string): EngineError | undefined {
  switch (call.ended) {
    case 'stopped':
      return engineError('aborted');
    case 'connect':
      return problems.noAnswer(origin, call.limitMs);
    case 'firstToken':
      return problems.noFirstToken(call.limitMs);
    case 'stall':
      return problems.stalled(call.limitMs);
    case undefined:
      return undefined;
  }
}

export async function refused(response: Response, modelName: string, origin: string): Promise<EngineError> {
  if (response.status === 404 && isType(response, 'text/html')) return problems.webPage(origin);
  const body = await response.text().catch(() => '');
  return problems.refusedWith(response.status, readFault(parseJson(body)), modelName, origin);
}

export const isType = (response: Response, type: string) =>
  (response.headers.get('content-type') ?? '').toLowerCase().startsWith(type);

/** Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
