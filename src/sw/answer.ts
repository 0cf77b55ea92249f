/** Headers of the body itself, which stay as they are. */
const bodyHeaders = ['Content-Type', 'Content-Range', 'Location', 'Allow'];

const withoutBody = [101, 204, 205, 304];

/** The same answer under fresh headers: what was stored with a file, or sent by a host, may be out of date. */
export function answerWith(response: Response, headers: Record<string, string>): Response {
  // Only the browser may handle these two: neither shows its headers.
  if (response.type === 'opaqueredirect' || response.type === 'error') return response;
  const fresh = new Headers(headers);
  for (const name of bodyHeaders) {
    const value = response.headers.get(name);
    if (value !== null) fresh.set(name, value);
  }
  const { status, statusText } = response;
  return new Response(withoutBody.includes(status) ? null : response.body, {
    status,
    statusText,
    headers: fresh,
  });
}
