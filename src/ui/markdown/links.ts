/** A link that may be followed. `host` is what the reader is told; `asks` if it could carry data away. */
export interface SafeLink {
  href: string;
  host: string;
  asks: boolean;
}

const longestQuietQuery = 60;

/** The link behind an address in an answer, or undefined where it is not a plain http, https or mailto address. */
export function safeLink(address: string): SafeLink | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address.trim())) return undefined;
  const url = URL.parse(address.trim());
  if (url === null) return undefined;
  const carried = url.search.length + url.hash.length;
  if (url.protocol === 'mailto:') {
    return { href: url.href, host: url.pathname, asks: carried > longestQuietQuery };
  }
  const asks = url.username !== '' || url.password !== '' || carried > longestQuietQuery;
  return { href: url.href, host: url.host, asks };
}

/** The host of an image's or link's address, for text that stands in its place. */
export function hostOf(address: string): string {
  return URL.parse(address.trim())?.host ?? '';
}
