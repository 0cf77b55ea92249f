import { failure, success, type Result } from './result.ts';

/** Where an OpenAI-compatible server answers. */
export interface ServerAddress {
  /** Root of the API, without a slash at its end: `http://localhost:11434/v1`. */
  base: string;
  /** Root of the server itself, for what lies outside the API: `http://localhost:11434`. */
  origin: string;
  loopback: boolean;
}

const example = 'for example localhost:11434';

/** True for hosts that always mean this device, as URL parsing writes them: `localhost`, `127.0.0.1`, `[::1]`. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * Reads an address as a person types it; `http://` and `/v1` may be missing. Only this device is allowed, and the
 * origins in `allowedOrigins`. The error is one sentence for the person.
 */
export function parseServerAddress(
  text: string,
  allowedOrigins: readonly string[],
): Result<ServerAddress, string> {
  const typed = text.trim();
  if (typed === '') return failure(`Enter the address of a model server, ${example}.`);
  const url = toUrl(typed);
  if (url === undefined) return failure(`“${shortened(typed)}” is not an address; enter one, ${example}.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return failure('A server address starts with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    return failure('Leave the user name and password out of the address.');
  }
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') {
    return failure(`${url.hostname} is not an address to call; use localhost${portOf(url)} instead.`);
  }
  const loopback = isLoopback(url.hostname);
  if (!loopback && !allowedOrigins.includes(url.origin)) {
    return failure(
      'Only a server on this device can be connected, for example localhost:11434; this copy does not allow ' +
        `${shortened(url.host)}.`,
    );
  }
  // Policies cannot name an IPv6 address; `localhost` reaches the same server.
  if (url.hostname === '[::1]') url.hostname = 'localhost';
  return success({ base: url.origin + apiPath(url.pathname), origin: url.origin, loopback });
}

function toUrl(typed: string): URL | undefined {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const isOtherScheme = /^(?:javascript|data|blob|file|about|mailto|ftp|wss?):/i.test(typed);
  const candidate = hasScheme || isOtherScheme ? typed : `http://${typed}`;
  if (/\s/.test(typed) || !URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  // One bare word is a slip of the keyboard, and a bare number would turn into an IPv4 address.
  const bareNumber = !hasScheme && /^\d+$/.test(typed);
  return bareNumber || (!hasScheme && !isOtherScheme && !looksLikeHost(url)) ? undefined : url;
}

const looksLikeHost = (url: URL) =>
  url.hostname === 'localhost' || url.port !== '' || /[.:]/.test(url.hostname);

const portOf = (url: URL) => (url.port === '' ? '' : `:${url.port}`);

/** `/v1/chat/completions` and `/` both become `/v1`. */
function apiPath(pathname: string): string {
  const path = pathname
    .replace(/\/+/g, '/')
    .replace(/\/$/, '')
    .replace(/\/(?:chat\/completions|completions|models|embeddings)$/, '');
  return /\/v\d+$/.test(path) ? path : `${path}/v1`;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
