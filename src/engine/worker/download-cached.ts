import { webllmCaches } from '../webllm-files.ts';
import type { ExpectedHash } from './download-hash.ts';

/** In a stored answer: the hash of its bytes as they arrived, `sha256:…` or `md5:…`. An answer without it is not used again. */
export const verifiedHeader = 'X-Assent-Verified';

export const markOf = ({ algorithm, hex }: ExpectedHash): string => `${algorithm}:${hex}`;

/** The hash that a stored answer is held to. Undefined where it has none. */
export function hashIn(answer: Response | undefined): ExpectedHash | undefined {
  const [, algorithm, hex] =
    /^(sha256|md5):([0-9a-f]+)$/.exec(answer?.headers.get(verifiedHeader) ?? '') ?? [];
  if (hex === undefined) return undefined;
  return { algorithm: algorithm === 'md5' ? 'md5' : 'sha256', hex };
}

/** A checked file as one of web-llm's caches is to keep it. `name` is the file's own. */
export function storedAnswer(
  file: Blob,
  { cache, name, hash }: { cache: string; name: string; hash: ExpectedHash },
): Response {
  const headers = {
    'Content-Type': contentTypeOf(cache, name),
    'Content-Length': String(file.size),
    [verifiedHeader]: markOf(hash),
  };
  return new Response(file, { status: 200, headers });
}

function contentTypeOf(cache: string, name: string): string {
  if (cache === webllmCaches.wasm) return 'application/wasm';
  return name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
}
