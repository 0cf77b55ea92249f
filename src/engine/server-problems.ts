import { engineError, type EngineError } from '../domain/engine-error.ts';
import type { ServerFault } from './server-reply.ts';

/** Every way in which a model server can fail, as a sentence for the person. `at` is the server's origin. */

export const notRunning = (at: string) =>
  engineError('network', `Nothing answers at ${at}: is the server running?`);

export const needsCors = (at: string, page: string) =>
  engineError(
    'network',
    `The server at ${at} needs to allow this app (CORS): for Ollama, start it with OLLAMA_ORIGINS=${page}.`,
  );

/** For browsers that do not tell the two apart. */
export const notRunningOrCors = (at: string, page: string) =>
  engineError(
    'network',
    `Nothing readable answers at ${at}: either it is not running, or it needs to allow this app (CORS; ` +
      `for Ollama, start it with OLLAMA_ORIGINS=${page}).`,
  );

export const blockedByBrowser = (at: string) =>
  engineError(
    'network',
    `The way to ${at} is blocked by this browser: allow local network access for this page in the site settings.`,
  );

export const blockedByPolicy = (at: string) =>
  engineError('unsupported', `This copy of the app may not reach ${at}; try localhost with the same port.`);

export const noAnswer = (at: string, milliseconds: number) =>
  engineError('network', `${at} accepted the call but gave no answer within ${inWords(milliseconds)}.`);

export const noFirstToken = (milliseconds: number) =>
  engineError('network', `The server did not begin to answer within ${inWords(milliseconds)}; is it busy?`);

export const stalled = (milliseconds: number) =>
  engineError(
    'network',
    `The server fell silent for ${inWords(milliseconds)} before the answer was complete.`,
  );

export const broken = (detail?: string) =>
  engineError('network', 'The connection broke before the answer was complete.', detail);

export const webPage = (at: string) =>
  engineError('network', `${at} answered with a web page, not a model server; check the address.`);

export const notAModelServer = (at: string, detail?: string) =>
  engineError('network', `${at} answered, but not as a model server does; check the address.`, detail);

export const noModels = (at: string) =>
  engineError('unsupported', `The server at ${at} has no model yet: add one there, then connect again.`);

/** Says what there is instead, at most five names. */
export function noSuchModel(name: string, names: readonly string[]): EngineError {
  if (names.length === 0) return engineError('unsupported', `The server has no model named “${name}”.`);
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  const listed = names.slice(0, 5).join(', ');
  return engineError('unsupported', `The server has no model named “${name}”; it has ${listed}${more}.`);
}

export const faultInStream = (fault: ServerFault) =>
  known(fault) ??
  engineError('network', 'The server reported an error in the middle of the answer.', wording(fault));

/** An HTTP status that is not 2xx, with the server's own words where it had any. */
export function refusedWith(
  status: number,
  fault: ServerFault | undefined,
  model: string,
  at: string,
): EngineError {
  const detail = `HTTP ${status}${fault === undefined ? '' : `: ${wording(fault)}`}`;
  const cause = fault && known(fault);
  if (cause !== undefined) return { ...cause, detail };
  switch (status) {
    case 401:
    case 403:
      return engineError(
        'network',
        `The server at ${at} refused access; it may ask for a key, or not allow this app.`,
        detail,
      );
    case 404:
      return model === '' || !/model/i.test(fault?.message ?? '')
        ? { ...notAModelServer(at), detail }
        : { ...noSuchModel(model, []), detail };
    case 429:
      return engineError('network', 'The server has too much to do; wait a moment and try again.', detail);
    case 503:
      return engineError('network', 'The server is still loading its model; try again in a moment.', detail);
    default:
      return status >= 500
        ? engineError('network', `The server failed (error ${status}); its own log says why.`, detail)
        : engineError('network', `The server did not accept the request (error ${status}).`, detail);
  }
}

/** Faults that have the same meaning whatever the status is. */
function known(fault: ServerFault): EngineError | undefined {
  const said = `${fault.label} ${fault.message}`;
  if (
    /exceed_context_size|context_length_exceeded|exceeds? the (available )?context|maximum context length/i.test(
      said,
    )
  ) {
    return engineError('context-overflow', undefined, wording(fault));
  }
  if (/more (system )?memory|out of memory/i.test(said)) {
    return engineError(
      'out-of-memory',
      'The server has too little memory for this model; use a smaller one.',
      wording(fault),
    );
  }
  return undefined;
}

const wording = (fault: ServerFault) => [fault.label, fault.message].filter(Boolean).join(': ').slice(0, 300);

function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds >= 120) return `${Math.round(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
